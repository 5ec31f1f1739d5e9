//! Synonyms: the table, one row, and what a search finds with them.

use super::{
    entries::{Entries, Fields},
    fields::{Field, save_bar, summary},
    page::{self, Heading, PageResult, done, page},
    parts::add_link,
    table::{Column, Place, empty},
};
use crate::web::{AppState, Flash, StaffVisit};
use axum::{
    Router,
    extract::{Path, Query},
    routing::{get, post},
};
use commerce::{
    catalog, content,
    search::{self, Synonym, SynonymDraft, SynonymKind, SynonymQuery},
    text::{find, t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault, Page, SynonymId,
    account::Permission,
    search::{ListQuery, Listing},
};
use serde::Deserialize;

const VIEWS: [(&str, &str); 6] = [
    ("all", "admin-view-all"),
    ("equal", "admin-synonym-equal"),
    ("one_way", "admin-synonym-one_way"),
    ("correction", "admin-synonym-correction"),
    ("unit", "admin-synonym-unit"),
    ("page", "admin-synonym-page"),
];
const LABELS: [(&str, &str); 5] = [
    ("kind", "admin-synonym-kind"),
    ("terms", "admin-synonym-terms"),
    ("replacement", "admin-synonym-replacement"),
    ("page", "admin-synonym-to-page"),
    ("address", "admin-synonym-address"),
];
/// Titles that the try shows.
const SHOWN: u32 = 5;

/// The addresses of synonyms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/synonyms", get(synonyms))
        .route("/admin/synonyms/new", get(blank).post(create))
        .route("/admin/synonyms/{synonym}", get(edit).post(save))
        .route("/admin/synonyms/{synonym}/delete", post(delete))
}

/// What is asked of the table.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    q: String,
    page: Option<u32>,
    /// A search to try.
    r#try: String,
    /// The kind that a new row begins with.
    kind: String,
}

/// What a search that is tried finds now, or where it leads.
enum Tried {
    Found(Box<Listing>),
    Leads(String),
}

async fn synonyms(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let query = SynonymQuery { view: asked.view, text: asked.q, page: asked.page.unwrap_or(1) };
    let rows = search::synonyms_for_staff(visit.shop(), &visit.actor(), query.clone()).await?;
    let tried = match asked.r#try.trim() {
        "" => None,
        text => Some((text.to_owned(), find_now(&visit, text).await?)),
    };
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-synonyms"), move || list(&query, rows, tried, &flash)))
}

async fn find_now(visit: &StaffVisit, text: &str) -> Result<Tried, Fault> {
    let pricing = catalog::default_pricing(visit.shop());
    if let Some(address) = search::leads_to(visit.shop(), text, pricing).await? {
        return Ok(Tried::Leads(address));
    }
    let query = ListQuery { text: Some(text.to_owned()), per_page: SHOWN, ..ListQuery::default() };
    Ok(Tried::Found(Box::new(search::list(visit.shop(), &query, pricing).await?)))
}

fn list(
    query: &SynonymQuery,
    rows: Page<Synonym>,
    tried: Option<(String, Tried)>,
    flash: &Option<Flash>,
) -> impl IntoView + use<> {
    let place = Place::new("/admin/synonyms", &[("view", query.view.as_str()), ("q", &query.text)]);
    let foot = place.pager(&rows);
    let table = match rows.items.is_empty() {
        true => empty("admin-synonyms-empty", Some(("/admin/synonyms/new", "admin-synonym-add"))).into_any(),
        false => place.table("admin-synonyms", "", &columns(), rows.items.into_iter().map(row).collect()).into_any(),
    };
    view! {
        <main class="page" id="main">
            {Heading::new(t("admin-synonyms")).meta(t("admin-synonyms-meta")).actions(add_link("/admin/synonyms/new", "admin-synonym-add")).view(flash)}
            {try_it(tried)}
            <section class="panel" aria-label=t("admin-synonyms")>
                {place.tabs("admin-synonym-views", &VIEWS)}
                {place.filter("admin-synonym-search", None)}
                {table}
                {foot}
            </section>
        </main>
    }
}

/// A line that shows what a search finds now.
fn try_it(tried: Option<(String, Tried)>) -> impl IntoView {
    let text = tried.as_ref().map(|(text, _)| text.clone()).unwrap_or_default();
    let answer = tried.map(|(text, tried)| {
        view! { <p class="panel-section" role="status" id="tried">{answer(&text, tried)}</p> }
    });
    view! {
        <section class="panel" aria-labelledby="try-h">
            <form class="filter-bar filter-bar-last" method="get" action="/admin/synonyms" role="search">
                <label class="medium" for="try" id="try-h">{t("admin-try")}</label>
                <input class="input" id="try" name="try" type="search" maxlength="200" value=text/>
                <button class="button button-secondary" type="submit">{t("admin-search")}</button>
            </form>
            {answer}
        </section>
    }
}

fn answer(text: &str, tried: Tried) -> AnyView {
    let listing = match tried {
        Tried::Leads(address) => {
            let sentence = t_args("admin-try-leads", &[("text", text.into()), ("address", (&address).into())]);
            return view! { <a class="medium" href=address>{sentence}</a> }.into_any();
        }
        Tried::Found(listing) => *listing,
    };
    let found = listing.products.total.cast_signed();
    let sentence = t_args("admin-try-found", &[("count", found.into()), ("text", text.into())]);
    let titles: Vec<_> = listing.products.items.into_iter().map(|card| card.title).collect();
    let corrected = listing.corrected.map(|words| t_args("admin-try-corrected", &[("words", words.into())]));
    view! { <span class="medium">{sentence}</span>" "{corrected}" "<span class="muted">{titles.join(", ")}</span> }
        .into_any()
}

fn columns() -> [Column; 3] {
    [
        Column::new("admin-synonym-terms", "grow c-primary"),
        Column::new("admin-synonym-replacement", "c-meta"),
        Column::new("admin-synonym-kind", "c-status"),
    ]
}

fn row(synonym: Synonym) -> AnyView {
    let to = match synonym.kind {
        SynonymKind::Page if !synonym.replacement.starts_with('/') => format!("/page/{}", synonym.replacement),
        _ => synonym.replacement,
    };
    view! {
        <tr>
            <td class="grow c-primary"><a class="row-link" href=format!("/admin/synonyms/{}", synonym.id)>{synonym.terms.join(", ")}</a></td>
            <td class="c-meta">{to}</td>
            <td class="c-status"><span class="muted">{name(synonym.kind)}</span></td>
        </tr>
    }
    .into_any()
}

fn name(kind: SynonymKind) -> &'static str {
    find(&format!("admin-synonym-{}", kind.as_str())).unwrap_or(kind.as_str())
}

async fn blank(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let kind = SynonymKind::of(&asked.kind).unwrap_or(SynonymKind::Equal);
    let entries = Entries::standing([("kind", kind.as_str().to_owned()), ("terms", asked.q)]);
    draw(&visit, None, entries).await
}

async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    match draft(&typed) {
        Ok(draft) => {
            let first = draft.terms.iter().map(|term| term.trim()).find(|term| !term.is_empty()).map(str::to_owned);
            match search::add_synonym(visit.shop(), &visit.actor(), draft).await {
                Ok(_) => Ok(done(&visit, t("admin-synonym-saved"), &back(first)).await),
                Err(error) => draw(&visit, None, typed.wrong(error.into())?).await,
            }
        }
        Err(fault) => draw(&visit, None, typed.wrong(fault)?).await,
    }
}

async fn edit(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let synonym = load(&visit, &id).await?;
    let entries = Entries::standing([
        ("kind", synonym.kind.as_str().to_owned()),
        ("terms", synonym.terms.join("\n")),
        (target_field(&synonym), synonym.replacement.clone()),
    ]);
    draw(&visit, Some(synonym.id), entries).await
}

/// The field of the form that holds what a row leads to or stands for.
fn target_field(synonym: &Synonym) -> &'static str {
    match synonym.kind {
        SynonymKind::Page if synonym.replacement.starts_with('/') => "address",
        SynonymKind::Page => "page",
        _ => "replacement",
    }
}

async fn save(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id = load(&visit, &id).await?.id;
    let typed = Entries::typed(fields);
    let saved = match draft(&typed) {
        Ok(draft) => search::change_synonym(visit.shop(), &visit.actor(), id, draft).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(()) => {
            Ok(done(&visit, t("admin-synonym-saved"), &back(typed.value("terms").lines().next().map(str::to_owned)))
                .await)
        }
        Err(fault) => draw(&visit, Some(id), typed.wrong(fault)?).await,
    }
}

async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let synonym = load(&visit, &id).await?;
    search::remove_synonym(visit.shop(), &visit.actor(), synonym.id).await?;
    let words = t_args("admin-synonym-removed", &[("terms", synonym.terms.join(", ").into())]);
    Ok(done(&visit, words, "/admin/synonyms").await)
}

/// The table, with the first term tried at once.
fn back(term: Option<String>) -> String {
    let term = term.map(|term| term.trim().to_owned()).filter(|term| !term.is_empty());
    term.map_or("/admin/synonyms".into(), |term| format!("/admin/synonyms?try={}", model::percent::encoded(&term)))
}

async fn load(visit: &StaffVisit, id: &str) -> Result<Synonym, Fault> {
    let id: SynonymId = id.parse().map_err(|_| Fault::not_found("no-synonym"))?;
    Ok(search::synonym_for_staff(visit.shop(), &visit.actor(), id).await?)
}

fn draft(typed: &Entries) -> Result<SynonymDraft, Fault> {
    let kind = SynonymKind::of(typed.value("kind")).ok_or_else(|| Fault::invalid([("kind", "synonym-kind")]))?;
    let terms = typed.value("terms").lines().map(str::to_owned).collect();
    let replacement = match (kind, typed.filled("address")) {
        (SynonymKind::Page, Some(address)) if !address.contains('/') => {
            return Err(Fault::invalid([("address", "lead-address")]));
        }
        (SynonymKind::Page, Some(address)) => address,
        (SynonymKind::Page, None) => typed.trimmed("page"),
        _ => typed.trimmed("replacement"),
    };
    Ok(SynonymDraft { kind, terms, replacement })
}

async fn draw(visit: &StaffVisit, id: Option<SynonymId>, entries: Entries) -> PageResult {
    let pages = content::content_pages(visit.shop()).await?;
    let fault = entries.fault().cloned();
    let action = format!("/admin/synonyms/{}", id.map_or("new".into(), |id| id.to_string()));
    let title = if id.is_some() { t("admin-synonym-edit") } else { t("admin-synonym-add") };
    let drawn = page::page(visit, title, move || {
        let kinds = SynonymKind::ALL.map(|kind| (kind.as_str(), name(kind)));
        let none = [(String::new(), t("admin-synonym-no-page").to_owned())];
        let pages = none.into_iter().chain(pages.into_iter().map(|page| (page.handle, page.title)));
        let mut heading = Heading::new(title).below("/admin/synonyms", t("admin-synonyms"));
        if id.is_some() {
            heading = heading.actions(super::parts::press(
                format!("{action}/delete"),
                "admin-delete",
                "button button-danger",
            ));
        }
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&None)}
                {summary(&entries, &LABELS)}
                <form class="words-form" method="post" action=action.clone()>
                    <section class="panel"><div class="panel-body-top form-grid">
                        {Field::select("kind", "admin-synonym-kind", kinds).hint("admin-synonym-kind-hint").view(&entries)}
                        {Field::area("terms", "admin-synonym-terms", 4).most(600).hint("admin-synonym-terms-hint").view(&entries)}
                        {Field::text("replacement", "admin-synonym-replacement").most(500).hint("admin-synonym-replacement-hint").view(&entries)}
                        {Field::select("page", "admin-synonym-to-page", pages).hint("admin-synonym-to-page-hint").view(&entries)}
                        {Field::text("address", "admin-synonym-address").most(300).hint("admin-synonym-address-hint").view(&entries)}
                    </div></section>
                    {save_bar("admin-save", "/admin/synonyms")}
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}
