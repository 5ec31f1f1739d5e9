//! Reviews: the queue on one side, the review that is read on the other, and what speaks for and against it.

mod context;
mod forms;
mod queue;
mod reading;

pub use forms::{answer, decide, decide_many};

use super::{
    entries::Entries,
    page::{Heading, PageResult, export_link, page},
};
use crate::web::{Failed, Flash, StaffVisit};
use axum::{extract::Query, response::Response};
use commerce::{
    reviews::{self, QueueQuery, ReviewError},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Page, ReviewId,
    review::{ReviewCase, ReviewRow, ReviewStatistics},
};
use serde::Deserialize;

/// What is asked of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    page: Option<u32>,
    /// The review to read; the first of the queue where none is named.
    review: Option<String>,
    /// The one that was decided about just now.
    decided: Option<String>,
}

impl Asked {
    fn query(&self) -> QueueQuery {
        QueueQuery { view: self.view.clone(), page: self.page.unwrap_or(1) }
    }

    /// The address of the same queue with one review to read.
    fn reading(&self, review: ReviewId) -> String {
        format!("{}&review={review}", self.queue())
    }

    /// What a form sent of the queue that it stands in.
    fn typed(typed: &Entries, review: Option<ReviewId>) -> Self {
        let page = typed.trimmed("page").parse().ok();
        Self { view: typed.trimmed("view"), page, review: review.map(|id| id.to_string()), decided: None }
    }

    /// The fields by which a form comes back to the queue.
    fn hidden(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="view" value=self.query().view()/>
            <input type="hidden" name="page" value=self.query().page/>
        }
    }

    /// The address of the queue itself.
    fn queue(&self) -> String {
        let page = self.page.filter(|page| *page > 1).map(|page| format!("&page={page}")).unwrap_or_default();
        format!("/admin/reviews?view={}{page}", self.query().view())
    }
}

/// `GET /admin/reviews`
pub async fn reviews(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    draw(&visit, asked, Entries::default()).await
}

/// Everything on the page.
struct Desk {
    asked: Asked,
    numbers: ReviewStatistics,
    rows: Page<ReviewRow>,
    case: Option<ReviewCase>,
    /// Whether a review was asked for; on a phone it takes the place of the queue.
    chosen: bool,
    decided: Option<ReviewCase>,
    entries: Entries,
    flash: Option<Flash>,
}

/// The page, with the form as it was typed where it was wrong.
async fn draw(visit: &StaffVisit, asked: Asked, entries: Entries) -> Result<Response, Failed> {
    let (shop, actor, query) = (visit.shop(), visit.actor(), asked.query());
    let numbers = reviews::statistics(shop, &actor).await?;
    let rows = reviews::queue(shop, &actor, &query).await?;
    let named = asked.review.as_deref().map(|id| id.parse().map_err(|_| ReviewError::NoReview)).transpose()?;
    let case = match named.or(rows.items.first().map(|row| row.id)) {
        Some(id) => Some(reviews::case(shop, &actor, id, &query).await?),
        None => None,
    };
    let decided = match asked.decided.as_deref().and_then(|id| id.parse().ok()) {
        // Taken back by its author meanwhile: there is nothing to undo.
        Some(id) => reviews::case(shop, &actor, id, &query).await.ok(),
        None => None,
    };
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let desk = Desk { chosen: named.is_some(), asked, numbers, rows, case, decided, entries, flash };
    let keys = visit.state.site.keys.clone();
    let title = t("admin-reviews");
    let export = export_link(visit, "reviews").map(IntoAny::into_any);
    Ok(Entries::answer(fault, page(visit, title, move || view(desk, keys, export))))
}

fn view(desk: Desk, keys: String, export: Option<AnyView>) -> impl IntoView {
    // A form that named no review is that of the queue.
    let none = Entries::default();
    let (of_queue, of_review) = if desk.chosen { (&none, &desk.entries) } else { (&desk.entries, &none) };
    let class = if desk.chosen { "panes panes-review panes-chosen panel" } else { "panes panes-review panel" };
    let (reading, context) = match &desk.case {
        Some(case) => (reading::reading(&desk.asked, case, of_review).into_any(), context::context(case).into_any()),
        None => (view! { <p class="pane-read muted">{t("admin-reviews-none")}</p> }.into_any(), ().into_any()),
    };
    view! {
        <main class="page pane-page" id="main">
            {Heading::new(t("admin-reviews")).actions(export).view(&desk.flash)}
            {undo(&desk)}
            {numbers(&desk.numbers)}
            <div class=class>
                {queue::queue(&desk.asked, &desk.numbers, &desk.rows, desk.case.as_ref().map(|case| case.review.id), of_queue)}
                {reading}
                {context}
            </div>
            {hints()}
            <script inner_html=keys></script>
        </main>
    }
}

/// What was decided just now, and the way back.
fn undo(desk: &Desk) -> Option<impl IntoView + use<>> {
    let case = desk.decided.as_ref().filter(|case| !case.review.status.waits())?;
    let key = format!("admin-review-done-{}", case.review.status.as_str());
    let words = t_args(&key, &[("author", (&case.review.author).into())]);
    let action = format!("/admin/reviews/{}/decide", case.review.id);
    let version = case.review.version;
    Some(view! {
        <form class="notice notice-success row-between" method="post" action=action>
            {desk.asked.hidden()}
            <input type="hidden" name="version" value=version/>
            <p role="status">{words}</p>
            <button class="button button-secondary button-sm" type="submit" name="verdict" value="undo" data-key="z">
                {t("admin-review-undo")}
            </button>
        </form>
    })
}

fn numbers(numbers: &ReviewStatistics) -> impl IntoView + use<> {
    let kpi = |label: &'static str, value: String, unit: Option<String>| {
        view! {
            <div class="kpi">
                <span class="kpi-label">{t(label)}</span>
                <span class="kpi-value">{value}{unit.map(|unit| view! { " "<span class="kpi-unit">{unit}</span> })}</span>
            </div>
        }
    };
    let average = match numbers.average {
        0 => "–".to_owned(),
        average => format!("{}.{:02}", average / 100, average % 100),
    };
    let of = t_args("admin-reviews-of", &[("total", numbers.total.into())]);
    let since = numbers.waiting_since.map_or_else(|| "–".to_owned(), text::date);
    view! {
        <div class="review-strip panel"><div class="kpi-strip kpi-strip-5">
            {kpi("admin-reviews-waiting", (numbers.pending + numbers.flagged).to_string(), None)}
            {kpi("admin-reviews-oldest", since, None)}
            {kpi("admin-reviews-approved", numbers.approved.to_string(), None)}
            {kpi("admin-reviews-rejected", numbers.rejected.to_string(), None)}
            {kpi("admin-reviews-average", average, Some(of))}
        </div></div>
    }
}

/// The keys, and the switch that turns them off: a letter that somebody only says must decide nothing.
fn hints() -> impl IntoView {
    let hint = |key: &'static str, words: &'static str| view! { <span><kbd>{key}</kbd>" "{t(words)}</span> };
    view! {
        <p class="key-hints" hidden data-keys>
            {hint("J", "admin-key-next")}{hint("K", "admin-key-before")}{hint("A", "admin-key-approve")}
            {hint("R", "admin-key-reject")}{hint("E", "admin-key-reply")}{hint("Z", "admin-key-undo")}
            <button class="button button-quiet button-sm" type="button" data-keys-switch aria-pressed="true">{t("admin-keys")}</button>
        </p>
    }
}
