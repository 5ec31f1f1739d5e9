//! What people search for: what finds nothing, what is searched for most, and words that lead to an address at once.

use super::{
    entries::{Entries, Fields},
    fields::{Field, summary},
    page::{Heading, PageResult, done, page},
    parts::pill,
    table::{Column, Place, empty},
};
use crate::web::{Flash, StaffVisit};
use axum::extract::{Path, Query};
use commerce::{
    search::{self, SetLead},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    account::Permission,
    search::{Days, Lead, SearchFigures, SearchTerm},
};
use serde::Deserialize;
use uuid::Uuid;

const BASE: &str = "/admin/searches";
const LEADS: &str = "/admin/searches?view=leads";
const VIEWS: [(&str, &str); 3] =
    [("none", "admin-searches-none"), ("most", "admin-searches-most"), ("leads", "admin-searches-leads")];
const LABELS: [(&str, &str); 2] = [("term", "admin-lead-term"), ("address", "admin-lead-address")];

/// What is asked of the page.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    view: String,
    #[serde(default)]
    days: String,
    /// Words to begin the form with.
    #[serde(default)]
    term: String,
}

impl Asked {
    fn days(&self) -> Days {
        Days::offered(self.days.parse().unwrap_or_default())
    }
}

/// What one view shows.
enum Shown {
    Terms(Vec<SearchTerm>),
    Leads(Vec<Lead>),
}

/// `GET /admin/searches`
pub async fn searches(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let entries = Entries::standing([("term", asked.term.clone())]);
    draw(&visit, asked, entries).await
}

/// `POST /admin/searches/leads`
pub async fn lead(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let command = SetLead { term: typed.trimmed("term"), address: typed.trimmed("address") };
    match search::lead(visit.shop(), &visit.actor(), command).await {
        Ok(()) => Ok(done(&visit, t("admin-lead-saved"), LEADS).await),
        Err(error) => {
            let asked = Asked { view: "leads".into(), ..Asked::default() };
            draw(&visit, asked, typed.wrong(error.into())?).await
        }
    }
}

/// `POST /admin/searches/leads/{lead}/delete`
pub async fn unlead(visit: StaffVisit, Path(lead): Path<Uuid>) -> PageResult {
    search::unlead(visit.shop(), &visit.actor(), lead).await?;
    Ok(done(&visit, t("admin-lead-gone"), LEADS).await)
}

async fn draw(visit: &StaffVisit, asked: Asked, entries: Entries) -> PageResult {
    let (shop, actor, days) = (visit.shop(), visit.actor(), asked.days());
    let figures = search::figures(shop, &actor, days).await?;
    let shown = match asked.view.as_str() {
        "leads" => Shown::Leads(search::leads(shop, &actor).await?),
        "most" => Shown::Terms(search::most_searched(shop, &actor, days).await?),
        _ => Shown::Terms(search::no_hits(shop, &actor, days).await?),
    };
    let may = visit.staff.role.may(Permission::ChangeProducts);
    let (flash, fault) = (visit.said().await, entries.fault().cloned());
    let drawn = page(visit, t("admin-searches"), move || view(&asked, figures, shown, may, &entries, &flash));
    Ok(Entries::answer(fault, drawn))
}

fn view(
    asked: &Asked,
    figures: SearchFigures,
    shown: Shown,
    may: bool,
    entries: &Entries,
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
    let body = match shown {
        Shown::Terms(rows) if rows.is_empty() => empty("admin-searches-empty", None).into_any(),
        Shown::Terms(rows) => {
            let rows = rows.into_iter().map(|row| term(row, may)).collect();
            place.table("admin-searches", "comfortable", &term_columns(), rows).into_any()
        }
        Shown::Leads(rows) => leads(&place, rows, may, entries).into_any(),
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
        let href = format!("{LEADS}&term={}", model::percent::encoded(&row.term));
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

fn leads(place: &Place, rows: Vec<Lead>, may: bool, entries: &Entries) -> impl IntoView + use<> {
    let form = may.then(|| {
        view! {
            <form class="panel-body-top stack" method="post" action="/admin/searches/leads">
                {summary(entries, &LABELS)}
                {Field::text("term", "admin-lead-term").hint("admin-lead-term-hint").required().most(60).view(entries)}
                {Field::text("address", "admin-lead-address").hint("admin-lead-address-hint").required().most(300).view(entries)}
                <div><button class="button button-primary" type="submit">{t("admin-lead-save")}</button></div>
            </form>
        }
    });
    let columns = [
        Column::new("admin-col-typed", "grow c-primary"),
        Column::new("admin-col-leads-to", "c-date"),
        Column::new("admin-col-do", "fit c-meta"),
    ];
    let table = match rows.is_empty() {
        true => empty("admin-leads-empty", None).into_any(),
        false => {
            let rows = rows.into_iter().map(|row| lead_row(row, may)).collect();
            place.table("admin-searches-leads", "comfortable", &columns, rows).into_any()
        }
    };
    view! { {form}{table} }
}

fn lead_row(row: Lead, may: bool) -> AnyView {
    let terms = row.terms.join(", ");
    let action = format!("/admin/searches/leads/{}/delete", row.id);
    let label = t_args("admin-lead-delete", &[("term", terms.as_str().into())]);
    let delete = may.then(|| {
        view! {
            <form method="post" action=action>
                <button class="button button-secondary button-sm" type="submit" aria-label=label>{t("admin-delete")}</button>
            </form>
        }
    });
    view! {
        <tr>
            <td class="grow c-primary">{terms}</td>
            <td class="c-date"><a href=row.address.clone()>{row.address.clone()}</a></td>
            <td class="fit c-meta">{delete}</td>
        </tr>
    }
    .into_any()
}
