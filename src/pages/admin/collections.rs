//! Collections: by hand in their order, or by a rule that fills them.

use super::{
    chosen, collection_members as members, cover,
    entries::{Entries, Fields},
    fields::{Field, summary},
    page::{self, Heading, PageResult, done, export_link, page},
    parts::{add_link, icon},
    table::{Column, Place, empty},
};
use crate::web::{AppState, StaffVisit};
use axum::{Router, extract::Path, routing::get};
use commerce::{
    catalog::{self, CollectionEditor, Members, SaveCollection},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    CollectionId, Currency, Fault,
    account::Permission,
    collection::{Condition, MAX_CONDITIONS, Rule},
};

const LABELS: [(&str, &str); 7] = [
    ("title", "admin-page-title"),
    ("handle", "admin-handle"),
    ("intro", "admin-intro"),
    ("seo_text", "admin-seo-text"),
    ("members", "admin-collection-members"),
    ("products", "admin-collection-hand"),
    ("products-add", "admin-collection-add-product"),
];

/// The addresses of collections.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/collections", get(collections))
        .route("/admin/collections/new", get(blank).post(create))
        .route("/admin/collections/{collection}", get(edit).post(save))
        .route("/admin/collections/{collection}/delete", get(ask_delete).post(delete))
}

async fn collections(visit: StaffVisit) -> PageResult {
    let all = catalog::collections_for_staff(visit.shop(), &visit.actor()).await?;
    let flash = visit.said().await;
    let export = export_link(&visit, "collections");
    Ok(page(&visit, t("admin-collections"), move || {
        let add = view! { {export}{add_link("/admin/collections/new", "admin-collection-add")} };
        let columns = [
            Column::new("admin-col-collection", "grow c-primary"),
            Column::new("admin-col-filled", "c-status"),
            Column::new("admin-products", "num c-amount"),
        ];
        let table = match all.is_empty() {
            true => {
                empty("admin-collections-empty", Some(("/admin/collections/new", "admin-collection-add"))).into_any()
            }
            false => {
                let place = Place::new("/admin/collections", &[]);
                place.table("admin-collections", "comfortable", &columns, all.into_iter().map(row).collect()).into_any()
            }
        };
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-collections")).actions(add).view(&flash)}
                <section class="panel" aria-label=t("admin-collections")>{table}</section>
            </main>
        }
    }))
}

fn row(one: CollectionEditor) -> AnyView {
    let filled = if one.rule.is_some() { t("admin-collection-by-rule") } else { t("admin-collection-by-hand") };
    view! {
        <tr>
            <td class="grow c-primary">
                <a class="row-link" href=format!("/admin/collections/{}", one.id)>{one.title}</a>
                <span class="sub">"/collection/"{one.handle}</span>
            </td>
            <td class="c-status"><span class="muted">{filled}</span></td>
            <td class="num c-amount">{one.total.to_string()}</td>
        </tr>
    }
    .into_any()
}

async fn blank(visit: StaffVisit) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    draw(&visit, None, Entries::standing([("members", "hand"), ("match", "all")])).await
}

async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    submit(visit, None, fields).await
}

async fn edit(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let one = load(&visit, &id).await?;
    let entries = standing(&one, visit.shop().settings.shop.currency);
    draw(&visit, Some(one), entries).await
}

async fn save(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let one = load(&visit, &id).await?;
    submit(visit, Some(one), fields).await
}

/// Adds a row, moves a product, or saves: whatever button was pressed. Only saving writes.
async fn submit(visit: StaffVisit, one: Option<CollectionEditor>, fields: Fields) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let mut typed = Entries::typed(fields);
    change_rows(&mut typed);
    if let Err(fault) = chosen::rearrange(&visit, &mut typed, "products").await {
        return draw(&visit, one, typed.wrong(fault)?).await;
    }
    if typed.value("act") != "save" {
        return draw(&visit, one, typed).await;
    }
    let command = match command(&typed, one.as_ref(), visit.shop().settings.shop.currency) {
        Ok(command) => command,
        Err(fault) => return draw(&visit, one, typed.wrong(fault)?).await,
    };
    match catalog::save_collection(visit.shop(), &visit.actor(), command).await {
        Ok(id) => Ok(done(&visit, t("admin-collection-saved"), &format!("/admin/collections/{id}")).await),
        Err(error) => {
            let mut typed = typed.wrong(error.into())?;
            // What was told is known: the next press saves over it.
            let version = one.as_ref().map(|one| one.version.to_string());
            typed.set("version", version.unwrap_or_default());
            draw(&visit, one, typed).await
        }
    }
}

async fn ask_delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let one = load(&visit, &id).await?;
    let question = t_args("admin-collection-delete-ask", &[("title", one.title.as_str().into())]);
    let heading = Heading::new(t("admin-collection-delete")).below("/admin/collections", t("admin-collections"));
    let back = format!("/admin/collections/{}", one.id);
    Ok(page::confirm(&visit, heading, question, &format!("{back}/delete"), "admin-collection-delete", &back))
}

async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let one = load(&visit, &id).await?;
    catalog::delete_collection(visit.shop(), &visit.actor(), one.id).await?;
    Ok(done(&visit, t("admin-collection-deleted"), "/admin/collections").await)
}

async fn load(visit: &StaffVisit, id: &str) -> Result<CollectionEditor, Fault> {
    let id: CollectionId = id.parse().map_err(|_| Fault::not_found("no-collection"))?;
    Ok(catalog::collection_editor(visit.shop(), &visit.actor(), id).await?)
}

fn standing(one: &CollectionEditor, currency: Currency) -> Entries {
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut values = vec![
        text("version", &one.version.to_string()),
        text("title", &one.title),
        text("handle", &one.handle),
        text("intro", &one.intro),
        text("seo_text", &one.seo_text),
        text("members", if one.rule.is_some() { "rule" } else { "hand" }),
        text("match", if one.rule.as_ref().is_none_or(|rule| rule.all) { "all" } else { "any" }),
    ];
    for (at, condition) in one.rule.iter().flat_map(|rule| &rule.conditions).enumerate() {
        let (field, value) = condition.typed(currency);
        values.push((format!("field.{at}"), field.to_owned()));
        values.push((format!("value.{at}"), value));
    }
    if one.rule.is_none() && !one.beyond_a_form() {
        values.extend(chosen::standing("products", one.products.iter().map(|(id, title)| (*id, title.as_str()))));
    }
    Entries::standing(values)
}

/// The typed conditions: place, field and value; empty rows are none.
pub fn conditions(typed: &Entries) -> Vec<(usize, String, String)> {
    let row = |at: usize| (at, typed.trimmed(&format!("field.{at}")), typed.trimmed(&format!("value.{at}")));
    (0..MAX_CONDITIONS).map(row).filter(|(_, field, _)| !field.is_empty()).collect()
}

/// Adds or empties a row of the rule.
fn change_rows(typed: &mut Entries) {
    match typed.value("act").split_once(':') {
        None if typed.value("act") == "add-row" => typed.set("rows", (conditions(typed).len() + 1).to_string()),
        Some(("remove-row", which)) => {
            let which = which.to_owned();
            for name in ["field", "value"] {
                typed.set(&format!("{name}.{which}"), "");
            }
        }
        _ => {}
    }
}

fn command(typed: &Entries, one: Option<&CollectionEditor>, currency: Currency) -> Result<SaveCollection, Fault> {
    let members = match typed.value("members") {
        "rule" => {
            let (mut read, mut wrong) = (vec![], vec![]);
            for (at, field, value) in conditions(typed) {
                match Condition::read(&field, &value, currency) {
                    Ok(condition) => read.push(condition),
                    Err(error) => wrong.push((format!("value.{at}"), error.0)),
                }
            }
            if !wrong.is_empty() {
                return Err(Fault::invalid(wrong));
            }
            Members::ByRule(Rule { all: typed.value("match") != "any", conditions: read })
        }
        _ if one.is_some_and(CollectionEditor::beyond_a_form) => Members::AsTheyAre,
        _ => Members::ByHand(chosen::ids(typed, "products")),
    };
    Ok(SaveCollection {
        id: one.map(|one| one.id),
        version: typed.value("version").parse().unwrap_or(0),
        title: typed.trimmed("title"),
        handle: typed.trimmed("handle"),
        intro: typed.trimmed("intro"),
        seo_text: typed.trimmed("seo_text"),
        position: one.map_or(u16::MAX, |one| one.position),
        members,
    })
}

async fn draw(visit: &StaffVisit, one: Option<CollectionEditor>, entries: Entries) -> PageResult {
    let mut categories = vec![];
    for one in catalog::categories_for_staff(visit.shop(), &visit.actor()).await? {
        categories.push((one.id, one.path));
    }
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = one.as_ref().map_or(t("admin-collection-add").to_owned(), |one| one.title.clone());
    let action = format!("/admin/collections/{}", one.as_ref().map_or("new".into(), |one| one.id.to_string()));
    let drawn = page::page(visit, &title.clone(), move || {
        let mut heading = Heading::new(title).below("/admin/collections", t("admin-collections"));
        if let Some(one) = &one {
            heading = heading.meta(t_args("admin-products-count", &[("count", one.total.into())])).actions(view! {
                {cover::link(&format!("/admin/collections/{}", one.id))}
                <a class="button button-secondary" href=format!("/collection/{}", one.handle)>{icon("eye")}{t("admin-see-in-shop")}</a>
                <a class="button button-danger" href=format!("{action}/delete")>{t("admin-delete")}</a>
            });
        }
        let kinds = [("hand", t("admin-collection-by-hand")), ("rule", t("admin-collection-by-rule"))];
        view! {
            <main class="page" id="main">
                {heading.view(&flash)}
                {summary(&entries, &LABELS)}
                <form method="post" action=action.clone()>
                    <input type="hidden" name="version" value=entries.value("version").to_owned()/>
                    // Enter in a field presses the first button of a form; this one saves.
                    <button class="visually-hidden" type="submit" name="act" value="save" tabindex="-1" aria-hidden="true">{t("admin-save")}</button>
                    <div class="columns-2-1">
                        <div>
                            <section class="panel"><div class="panel-body-top form-grid">
                                {Field::select("members", "admin-collection-members", kinds).hint("admin-collection-members-hint").view(&entries)}
                            </div></section>
                            {members::rule(&entries, &categories, one.as_ref())}
                            {members::hand(&entries, one.as_ref())}
                        </div>
                        <div>
                            <section class="panel"><div class="panel-body-top form-grid">
                                {Field::text("title", "admin-page-title").required().view(&entries)}
                                {Field::text("handle", "admin-handle").hint("admin-collection-handle-hint").view(&entries)}
                                {Field::area("intro", "admin-intro", 3).most(2000).hint("admin-intro-hint").view(&entries)}
                                {Field::area("seo_text", "admin-seo-text", 4).most(10_000).hint("admin-seo-text-hint").view(&entries)}
                            </div></section>
                        </div>
                    </div>
                    <div class="save-bar">
                        <button class="button button-primary" type="submit" name="act" value="save">{t("admin-save")}</button>
                        <a class="button button-secondary" href=action.clone()>{t("admin-discard")}</a>
                    </div>
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}
