//! The list of pages of running text.

use crate::{
    pages::admin::{
        page::{Heading, PageResult, export_link, page},
        parts::{add_link, pill},
        table::{Column, Place, empty},
    },
    web::{Flash, StaffVisit},
};
use axum::extract::Query;
use commerce::{
    content::{self, PageQuery, PageRow},
    text::{self, t},
};
use leptos::prelude::*;
use model::Page;
use serde::Deserialize;

const VIEWS: [(&str, &str); 3] =
    [("all", "admin-view-all"), ("published", "admin-published"), ("draft", "admin-view-draft")];

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    q: String,
    sort: String,
    page: Option<u32>,
}

/// `GET /admin/pages`
pub async fn pages(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let query = PageQuery { view: asked.view, text: asked.q, sort: asked.sort, page: asked.page.unwrap_or(1) };
    let rows = content::pages_for_staff(visit.shop(), &visit.actor(), query.clone()).await?;
    let flash = visit.said().await;
    let export = export_link(&visit, "pages");
    let actions = view! { {export}{add_link("/admin/pages/new", "admin-page-add")} }.into_any();
    Ok(page(&visit, t("admin-pages"), move || list(&query, rows, actions, &flash)))
}

fn list(query: &PageQuery, rows: Page<PageRow>, actions: AnyView, flash: &Option<Flash>) -> impl IntoView + use<> {
    let asked = [("view", query.view.as_str()), ("q", &query.text), ("sort", &query.sort)];
    let place = Place::new("/admin/pages", &asked);
    let foot = place.pager(&rows);
    let table = match rows.items.is_empty() {
        true => empty("admin-pages-empty", Some(("/admin/pages/new", "admin-page-add"))).into_any(),
        false => {
            place.table("admin-pages", "comfortable", &columns(), rows.items.into_iter().map(row).collect()).into_any()
        }
    };
    view! {
        <main class="page" id="main">
            {Heading::new(t("admin-pages")).actions(actions).view(flash)}
            <section class="panel" aria-label=t("admin-pages")>
                {place.tabs("admin-page-views", &VIEWS)}
                {place.filter("admin-page-search", None)}
                {table}
                {foot}
            </section>
        </main>
    }
}

fn columns() -> [Column; 3] {
    [
        Column::new("admin-col-page", "grow c-primary").sorts("title"),
        Column::new("admin-col-status", "c-status"),
        Column::new("admin-col-updated", "c-date").sorts("updated"),
    ]
}

fn row(page: PageRow) -> AnyView {
    view! {
        <tr>
            <td class="grow c-primary">
                <a class="row-link" href=format!("/admin/pages/{}", page.id)>{page.title}</a>
                <span class="sub">"/page/"{page.handle}</span>
            </td>
            <td class="c-status">{state(page.published)}</td>
            <td class="c-date"><span class="muted">{text::date_time(page.updated_at)}</span></td>
        </tr>
    }
    .into_any()
}

/// Whether shoppers see a page, as a pill.
pub fn state(published: bool) -> AnyView {
    match published {
        true => pill("pill-done", "disc", t("admin-published").into()).into_any(),
        false => pill("", "dash-ring", t("admin-view-draft").into()).into_any(),
    }
}
