//! The category tree: moved by buttons, each category on a page of its own.

use super::{
    content::mover,
    cover,
    entries::{Entries, Fields},
    fields::{Field, save_bar, summary},
    page::{self, Heading, PageResult, done, export_link, page},
    parts::{add_link, icon},
    table::empty,
};
use crate::web::{AppState, StaffVisit};
use axum::{
    Router,
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use commerce::{
    catalog::{self, CategoryDetails, CategoryEditor, SaveCategory},
    content::Direction,
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{CategoryId, Fault, FaultKind, account::Permission};
use serde::Deserialize;

const LABELS: [(&str, &str); 5] = [
    ("title", "admin-page-title"),
    ("handle", "admin-handle"),
    ("parent", "admin-category-parent"),
    ("intro", "admin-intro"),
    ("seo_text", "admin-seo-text"),
];

/// The addresses of categories.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/categories", get(categories))
        .route("/admin/categories/new", get(blank).post(create))
        .route("/admin/categories/{category}", get(edit).post(save))
        .route("/admin/categories/{category}/move", post(shift))
        .route("/admin/categories/{category}/delete", get(ask_delete).post(delete))
}

/// Under which category a new one shall stand.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    parent: String,
}

async fn categories(visit: StaffVisit) -> PageResult {
    let all = catalog::categories_for_staff(visit.shop(), &visit.actor()).await?;
    let flash = visit.said().await;
    let export = export_link(&visit, "categories");
    Ok(page(&visit, t("admin-categories"), move || {
        let add = view! { {export}{add_link("/admin/categories/new", "admin-category-add")} };
        let tree = match all.is_empty() {
            true => empty("admin-categories-empty", Some(("/admin/categories/new", "admin-category-add"))).into_any(),
            false => level(&all, None),
        };
        view! {
            <main class="page page-narrow" id="main">
                {Heading::new(t("admin-categories")).meta(t("admin-categories-meta")).actions(add).view(&flash)}
                <section class="panel" aria-label=t("admin-categories")>{tree}</section>
            </main>
        }
    }))
}

fn level(all: &[CategoryEditor], parent: Option<CategoryId>) -> AnyView {
    let beside = siblings(all, parent);
    if beside.is_empty() {
        return ().into_any();
    }
    let last = beside.len() - 1;
    let rows = beside.into_iter().enumerate().map(|(at, one)| row(all, one, (at == 0, at == last)));
    view! { <ul class="tree-list">{rows.collect_view()}</ul> }.into_any()
}

/// The categories below another in their order.
fn siblings(all: &[CategoryEditor], parent: Option<CategoryId>) -> Vec<&CategoryEditor> {
    let mut beside: Vec<_> = all.iter().filter(|one| one.parent == parent).collect();
    beside.sort_by(|a, b| (a.details.position, &a.details.title).cmp(&(b.details.position, &b.details.title)));
    beside
}

fn row(all: &[CategoryEditor], one: &CategoryEditor, (first, last): (bool, bool)) -> impl IntoView + use<> {
    let own = format!("/admin/categories/{}", one.id);
    let title = one.details.title.clone();
    let label = t_args("admin-category-add-below", &[("words", title.as_str().into())]);
    let count = t_args("admin-products-count", &[("count", one.products.into())]);
    view! {
        <li>
            <div class="tree-row" id=format!("i-{}", one.id)>
                <span class="tree-name">
                    <a class="row-link" href=own.clone()>{title.clone()}</a>
                    <span class="sub">"/c/"{one.details.handle.clone()}" · "{count}</span>
                </span>
                <span class="tree-tools">
                    <a class="button button-quiet button-sm button-icon" href=format!("/admin/categories/new?parent={}", one.id)
                        aria-label=label.clone() title=label>{icon("plus")}</a>
                    {mover(&own, &title, "up", first)}
                    {mover(&own, &title, "down", last)}
                </span>
            </div>
            {level(all, Some(one.id))}
        </li>
    }
}

async fn shift(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let (all, one) = load(&visit, &id).await?;
    let way = Direction::of(Entries::typed(fields).value("way"));
    let way = way.ok_or_else(|| Fault::new(FaultKind::Malformed, "form-unreadable"))?;
    let mut beside: Vec<_> = siblings(&all, one.parent).into_iter().map(|one| one.id).collect();
    way.swap(&mut beside, &one.id);
    catalog::arrange_categories(visit.shop(), &visit.actor(), beside).await?;
    Ok(Redirect::to(&format!("/admin/categories#i-{}", one.id)).into_response())
}

async fn blank(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    draw(&visit, None, Entries::standing([("parent", asked.parent)])).await
}

async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let all = catalog::categories_for_staff(visit.shop(), &visit.actor()).await?;
    let parent = typed.filled("parent").and_then(|id| id.parse().ok());
    let last = siblings(&all, parent).last().map_or(0, |one| one.details.position.saturating_add(1));
    let details = details(&typed, CategoryDetails { position: last, ..CategoryDetails::default() });
    let command = SaveCategory { id: None, version: 0, parent, details };
    match catalog::save_category(visit.shop(), &visit.actor(), command).await {
        Ok(_) => Ok(done(&visit, t("admin-category-made"), "/admin/categories").await),
        Err(error) => draw(&visit, None, typed.wrong(error.into())?).await,
    }
}

async fn edit(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let (_, one) = load(&visit, &id).await?;
    let entries = Entries::standing([
        ("title", one.details.title.clone()),
        ("handle", one.details.handle.clone()),
        ("intro", one.details.intro.clone()),
        ("seo_text", one.details.seo_text.clone()),
        ("parent", one.parent.map(|id| id.to_string()).unwrap_or_default()),
        ("version", one.version.to_string()),
    ]);
    draw(&visit, Some(one), entries).await
}

async fn save(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let (_, one) = load(&visit, &id).await?;
    let typed = Entries::typed(fields);
    let parent = typed.filled("parent").and_then(|id| id.parse().ok());
    let version = typed.value("version").parse().unwrap_or(0);
    let command = SaveCategory { id: Some(one.id), version, parent, details: details(&typed, one.details.clone()) };
    match catalog::save_category(visit.shop(), &visit.actor(), command).await {
        Ok(_) => Ok(done(&visit, t("admin-category-saved"), "/admin/categories").await),
        Err(error) => {
            let mut typed = typed.wrong(error.into())?;
            // What was told is known: the next press saves over it.
            typed.set("version", one.version.to_string());
            draw(&visit, Some(one), typed).await
        }
    }
}

async fn ask_delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let (_, one) = load(&visit, &id).await?;
    let question = t_args("admin-category-delete-ask", &[("title", one.details.title.as_str().into())]);
    let heading = Heading::new(t("admin-category-delete")).below("/admin/categories", t("admin-categories"));
    let back = format!("/admin/categories/{}", one.id);
    Ok(page::confirm(&visit, heading, question, &format!("{back}/delete"), "admin-category-delete", &back))
}

async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let (_, one) = load(&visit, &id).await?;
    match catalog::delete_category(visit.shop(), &visit.actor(), one.id).await {
        Ok(()) => Ok(done(&visit, t("admin-category-deleted"), "/admin/categories").await),
        Err(error) => {
            let mut fault = commerce::text::explain(Fault::from(error));
            // One sentence will do: there is no field here.
            fault.message = fault.sentence().to_owned();
            fault.fields.clear();
            Ok(page::refused(&visit, fault, &format!("/admin/categories/{}", one.id)).await)
        }
    }
}

async fn load(visit: &StaffVisit, id: &str) -> Result<(Vec<CategoryEditor>, CategoryEditor), Fault> {
    let all = catalog::categories_for_staff(visit.shop(), &visit.actor()).await?;
    let one = all.iter().find(|one| one.id.to_string() == id).cloned();
    one.map(|one| (all, one)).ok_or_else(|| Fault::not_found("no-category"))
}

fn details(typed: &Entries, before: CategoryDetails) -> CategoryDetails {
    CategoryDetails {
        title: typed.trimmed("title"),
        handle: typed.trimmed("handle"),
        intro: typed.trimmed("intro"),
        seo_text: typed.trimmed("seo_text"),
        ..before
    }
}

async fn draw(visit: &StaffVisit, one: Option<CategoryEditor>, entries: Entries) -> PageResult {
    let all = catalog::categories_for_staff(visit.shop(), &visit.actor()).await?;
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = one.as_ref().map_or(t("admin-category-add").to_owned(), |one| one.details.title.clone());
    let own = one.as_ref().map(|one| one.path.clone());
    let action = format!("/admin/categories/{}", one.as_ref().map_or("new".into(), |one| one.id.to_string()));
    let drawn = page::page(visit, &title.clone(), move || {
        let mut heading = Heading::new(title).below("/admin/categories", t("admin-categories"));
        if let Some(one) = &one {
            heading = heading.actions(view! {
                {cover::link(&format!("/admin/categories/{}", one.id))}
                <a class="button button-secondary" href=format!("/c/{}", one.details.handle)>{icon("eye")}{t("admin-see-in-shop")}</a>
                <a class="button button-danger" href=format!("{action}/delete")>{t("admin-delete")}</a>
            });
        }
        // Nothing stands below itself.
        let within = |path: &str| own.as_ref().is_some_and(|own| path == own || path.starts_with(&format!("{own} > ")));
        let parents = all.into_iter().filter(|one| !within(&one.path)).map(|one| (one.id.to_string(), one.path));
        let parents = [(String::new(), t("admin-menu-top").to_owned())].into_iter().chain(parents);
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&flash)}
                {summary(&entries, &LABELS)}
                <form method="post" action=action.clone()>
                    <input type="hidden" name="version" value=entries.value("version").to_owned()/>
                    <section class="panel"><div class="panel-body-top form-grid">
                        {Field::text("title", "admin-page-title").required().view(&entries)}
                        {Field::select("parent", "admin-category-parent", parents).view(&entries)}
                        {Field::text("handle", "admin-handle").hint("admin-category-handle-hint").view(&entries)}
                        {Field::area("intro", "admin-intro", 3).most(2000).hint("admin-intro-hint").view(&entries)}
                        {Field::area("seo_text", "admin-seo-text", 6).most(10_000).hint("admin-seo-text-hint").view(&entries)}
                    </div></section>
                    {save_bar("admin-save", "/admin/categories")}
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}
