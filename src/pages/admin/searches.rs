//! What people search for: what finds nothing, and what is searched for most.

use super::{
    page::{Heading, PageResult, page},
    parts::pill,
    table::{Column, Place, empty},
};
use crate::web::{Flash, StaffVisit};
use axum::extract::Query;
use commerce::{
    search,
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    account::Permission,
    search::{Days, SearchFigures, SearchTerm},
};
use serde::Deserialize;

const BASE: &str = "/admin/searches";
const VIEWS: [(&str, &str); 2] = [("none", "admin-searches-none"), ("most", "admin-searches-most")];

/// What is asked of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    days: String,
}

impl Asked {
    fn days(&self) -> Days {
        Days::offered(self.days.parse().unwrap_or_default())
    }
}

/// `GET /admin/searches`
pub async fn searches(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let (shop, actor, days) = (visit.shop(), visit.actor(), asked.days());
    let figures = search::figures(shop, &actor, days).await?;
    let rows = match asked.view.as_str() {
        "most" => search::most_searched(shop, &actor, days).await?,
        _ => search::no_hits(shop, &actor, days).await?,
    };
    let may = visit.staff.role.may(Permission::ChangeProducts);
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-searches"), move || view(&asked, figures, rows, may, &flash)))
}

fn view(
    asked: &Asked,
    figures: SearchFigures,
    rows: Vec<SearchTerm>,
    may: bool,
    flash: &Option<Flash>,
) -> impl IntoView + use<> {
    let place = Place::new(BASE, &[("view", &asked.view), ("days", &asked.days)]);
    let days = asked.days();
    let ranges = Days::ALL.map(|range| {
        let words = t_args("admin-searches-days", &[("days", i64::from(range.number()).into())]);
        let href = place.with("days", &range.number().to_string());
        let class = if range == days { "button button-primary button-sm" } else { "button button-secondary button-sm" };
        view! { <a class=class href=href aria-current=(range == days).then_some("true")>{words}</a> }
    });
    let heading = Heading::new(t("admin-searches"))
        .meta(meta(figures, days))
        .actions(view! { <nav class="row" aria-label=t("admin-searches-range")>{ranges.collect_view()}</nav> });
    let body = match rows.is_empty() {
        true => empty("admin-searches-empty", None).into_any(),
        false => {
            let rows = rows.into_iter().map(|row| term(row, may)).collect();
            place.table("admin-searches", "comfortable", &term_columns(), rows).into_any()
        }
    };
    view! {
        <main class="page" id="main">
            {heading.view(flash)}
            <section class="panel" aria-label=t("admin-searches")>
                {place.tabs("admin-searches-views", &VIEWS)}
                {body}
                <div class="table-foot"><span>{t("admin-searches-privacy")}</span></div>
            </section>
        </main>
    }
}

fn meta(figures: SearchFigures, days: Days) -> String {
    let share = 100 * figures.no_hits / figures.searches.max(1);
    let numbers =
        [("searches", figures.searches), ("none", figures.no_hits), ("share", share), ("days", days.number().into())];
    t_args("admin-searches-meta", &numbers.map(|(name, number)| (name, number.into())))
}

fn term_columns() -> [Column; 5] {
    [
        Column::new("admin-col-typed", "grow c-primary"),
        Column::new("admin-col-searches", "num c-amount"),
        Column::new("admin-col-without", "num c-hide"),
        Column::new("admin-col-finds", "c-date"),
        Column::new("admin-col-do", "fit c-meta"),
    ]
}

fn term(row: SearchTerm, may: bool) -> AnyView {
    let found = format!("/search?q={}", model::percent::encoded(&row.term));
    let finds = match row.last_hits {
        0 => pill("pill-warning", "ring", t("admin-finds-nothing").into()),
        hits => pill("pill-done", "check", t_args("admin-finds", &[("count", hits.into())])),
    };
    let lead = may.then(|| {
        let href = format!("/admin/synonyms/new?kind=page&q={}", model::percent::encoded(&row.term));
        view! { <a class="button button-secondary button-sm" href=href>{t("admin-lead-to")}</a> }
    });
    view! {
        <tr>
            <td class="grow c-primary"><a class="row-link" href=found>{row.term.clone()}</a></td>
            <td class="num c-amount">{row.searches}</td>
            <td class="num c-hide">{row.no_hits}</td>
            <td class="c-date">{finds}</td>
            <td class="fit c-meta">{lead}</td>
        </tr>
    }
    .into_any()
}
