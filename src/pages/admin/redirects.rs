//! Redirects: old addresses, where they lead, and how often somebody came that way.

use super::{
    entries::{Entries, Fields},
    fields::{Field, summary},
    page::{Heading, PageResult, done, export_link, page},
    table::{Column, Place, empty},
};
use crate::web::{AppState, StaffVisit};
use axum::{
    Router,
    extract::{Path, Query},
    routing::{get, post},
};
use commerce::{
    catalog::{self, NewRedirect, Redirect},
    text::{self, find, t, t_args},
};
use leptos::prelude::*;
use model::Fault;
use serde::Deserialize;

const LABELS: [(&str, &str); 2] = [("from", "admin-redirect-from"), ("to", "admin-redirect-to")];

/// The addresses of redirects.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/redirects", get(redirects).post(create))
        .route("/admin/redirects/{redirect}/delete", post(delete))
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    page: Option<u32>,
}

async fn redirects(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    draw(&visit, asked, Entries::default()).await
}

async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let command = NewRedirect { from: typed.trimmed("from"), to: typed.trimmed("to"), kind: None };
    match catalog::add_redirect(visit.shop(), &visit.actor(), command).await {
        Ok(()) => Ok(done(&visit, t("admin-redirect-made"), "/admin/redirects").await),
        Err(error) => draw(&visit, Asked::default(), typed.wrong(error.into())?).await,
    }
}

async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::not_found("no-redirect"))?;
    catalog::delete_redirect(visit.shop(), &visit.actor(), id).await?;
    Ok(done(&visit, t("admin-redirect-deleted"), "/admin/redirects").await)
}

async fn draw(visit: &StaffVisit, asked: Asked, entries: Entries) -> PageResult {
    let rows = catalog::redirects(visit.shop(), &visit.actor(), &asked.q, asked.page.unwrap_or(1)).await?;
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let export = export_link(visit, "redirects");
    let drawn = page(visit, t("admin-redirects"), move || {
        let place = Place::new("/admin/redirects", &[("q", &asked.q)]);
        let foot = place.pager(&rows);
        let table = match rows.items.is_empty() {
            true => empty("admin-redirects-empty", None).into_any(),
            false => {
                place.table("admin-redirects", "", &columns(), rows.items.into_iter().map(row).collect()).into_any()
            }
        };
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-redirects")).meta(t("admin-redirects-meta")).actions(export).view(&flash)}
                {summary(&entries, &LABELS)}
                <section class="panel" aria-labelledby="add-h">
                    <div class="panel-head panel-head-line"><h2 id="add-h">{t("admin-redirect-add")}</h2></div>
                    <form class="panel-body inline-form" method="post" action="/admin/redirects">
                        {Field::text("from", "admin-redirect-from").most(512).hint("admin-redirect-from-hint").view(&entries)}
                        {Field::text("to", "admin-redirect-to").most(512).hint("admin-redirect-to-hint").view(&entries)}
                        <button class="button button-primary" type="submit">{t("admin-redirect-add")}</button>
                    </form>
                </section>
                <section class="panel" aria-label=t("admin-redirects")>
                    {place.filter("admin-redirect-search", None)}
                    {table}
                    {foot}
                </section>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

fn columns() -> [Column; 6] {
    [
        Column::new("admin-redirect-from", "grow c-primary"),
        Column::new("admin-redirect-to", "c-meta"),
        Column::new("admin-redirect-kind", "c-hide"),
        Column::new("admin-redirect-hits", "num c-amount"),
        Column::new("admin-col-made", "c-date"),
        Column::new("admin-delete", "fit c-status"),
    ]
}

fn row(redirect: Redirect) -> AnyView {
    let kind = find(&format!("admin-redirect-{}", redirect.kind)).map_or(redirect.kind.clone(), str::to_owned);
    let label = t_args("admin-redirect-delete", &[("from", (&redirect.from).into())]);
    view! {
        <tr>
            <td class="grow c-primary anywhere">{redirect.from}</td>
            <td class="c-meta anywhere"><a href=redirect.to.clone()>{redirect.to.clone()}</a></td>
            <td class="c-hide"><span class="muted">{kind}</span></td>
            <td class="num c-amount">{redirect.hits.to_string()}</td>
            <td class="c-date"><span class="muted">{text::date(redirect.created_at)}</span></td>
            <td class="fit c-status">
                <form method="post" action=format!("/admin/redirects/{}/delete", redirect.id)>
                    <button class="button button-secondary button-sm" type="submit" aria-label=label>{t("admin-delete")}</button>
                </form>
            </td>
        </tr>
    }
    .into_any()
}
