//! The queue: views with their numbers, reviews to choose from, and one decision about many.

use super::Asked;
use crate::pages::admin::{entries::Entries, parts::icon};
use commerce::text::{self, find, t, t_args};
use leptos::prelude::*;
use model::{
    Page, ReviewId,
    review::{RejectReason, ReviewRow, ReviewStatistics, ReviewStatus},
};

/// The left pane.
pub fn queue(
    asked: &Asked,
    numbers: &ReviewStatistics,
    rows: &Page<ReviewRow>,
    read: Option<ReviewId>,
    entries: &Entries,
) -> impl IntoView + use<> {
    let view = asked.query().view();
    let waiting = matches!(view, "waiting" | "flagged");
    let items: Vec<_> =
        rows.items.iter().map(|row| item(asked, row, read == Some(row.id), waiting.then_some(entries))).collect();
    let sentence = entries.fault().map(|fault| fault.sentence().to_owned());
    let empty = rows.items.is_empty().then(|| view! { <p class="empty muted">{t("admin-reviews-empty")}</p> });
    let bulk = (waiting && !rows.items.is_empty()).then(|| bulk(asked, entries));
    view! {
        <section class="pane-list" aria-label=t("admin-reviews-queue")>
            {tabs(view, numbers)}
            <form method="post" action="/admin/reviews/decide">
                {sentence.map(|sentence| view! { <p class="field-error" id="bulk-error" role="alert">{sentence}</p> })}
                {empty}
                <ol class="queue">{items}</ol>
                {bulk}
            </form>
            {pages(asked, rows)}
        </section>
    }
}

fn tabs(view: &'static str, numbers: &ReviewStatistics) -> impl IntoView + use<> {
    let all = [
        ("waiting", numbers.pending + numbers.flagged),
        ("flagged", numbers.flagged),
        ("approved", numbers.approved),
        ("rejected", numbers.rejected),
    ];
    let tab = |(name, count): (&'static str, u32)| {
        let words = find(&format!("admin-reviews-{name}")).unwrap_or(name);
        let current = (name == view).then_some("true");
        view! {
            <a class="view-tab" href=format!("/admin/reviews?view={name}") aria-current=current>
                {words}" "<span class="count">{count}</span>
            </a>
        }
    };
    view! { <nav class="view-tabs" aria-label=t("admin-reviews-states")>{all.into_iter().map(tab).collect::<Vec<_>>()}</nav> }
}

/// A line of the queue; `choose` is the form that it can be ticked in.
fn item(asked: &Asked, row: &ReviewRow, read: bool, choose: Option<&Entries>) -> impl IntoView + use<> {
    let title = if row.title.is_empty() { t("admin-review-untitled").to_owned() } else { row.title.clone() };
    let label = t_args("admin-review-choose", &[("author", (&row.author).into())]);
    let box_id = format!("choose-{}", row.id);
    let tick = choose.map(|entries| {
        let ticked = entries.all("review").any(|one| one.split(':').next() == Some(row.id.to_string().as_str()));
        view! {
            <input type="checkbox" id=box_id name="review" value=format!("{}:{}", row.id, row.version) checked=ticked
                aria-label=label/>
        }
    });
    let flagged = (row.status == ReviewStatus::Flagged)
        .then(|| view! { <span class="pill pill-warning">{icon("stop")}{t("admin-reviews-flagged")}</span> });
    let photos = (row.photos > 0).then(|| t_args("admin-review-photos", &[("count", row.photos.into())]));
    view! {
        <li class="queue-row">
            {tick}
            <a class="queue-item" href=asked.reading(row.id) aria-current=read.then_some("true")>
                <span class="row-between"><span class="medium truncate">{row.author.clone()}</span>{stars(row.rating)}</span>
                <span class="queue-title truncate">{title}</span>
                <span class="row-between">
                    <span class="subtle small truncate">{row.product.clone()}</span>
                    <span class="subtle small nowrap">{text::date(row.at)}</span>
                </span>
                {(flagged.is_some() || photos.is_some()).then(|| view! { <span class="row-between">{flagged}<span class="subtle small">{photos}</span></span> })}
            </a>
        </li>
    }
}

/// Five stars of which some are filled.
pub fn stars(rating: u32) -> impl IntoView {
    let said = t_args("shop-stars-spoken", &[("stars", rating.into())]);
    let star = |place: u32| {
        let class = if place <= rating { "icon" } else { "icon star-off" };
        view! { <svg class=class aria-hidden="true"><use href="/admin-icons.svg#star"></use></svg> }
    };
    view! { <span class="stars" role="img" aria-label=said>{(1..=5).map(star).collect::<Vec<_>>()}</span> }
}

/// The reasons for a rejection as a field to choose from; `wrong` is the id of what is wrong with it.
pub fn reasons(id: &'static str, chosen: &str, wrong: Option<&'static str>) -> impl IntoView + use<> {
    let option = |reason: &RejectReason| {
        let words = find(&format!("admin-reason-{}", reason.as_str())).unwrap_or(reason.as_str());
        view! { <option value=reason.as_str() selected=reason.as_str() == chosen>{words}</option> }
    };
    let options: Vec<_> = RejectReason::ALL.iter().map(option).collect();
    view! {
        <select class="select" id=id name="reason" data-key=(id == "reason").then_some("r")
            aria-invalid=wrong.map(|_| "true") aria-describedby=wrong><option value="">{t("admin-review-why")}</option>{options}</select>
    }
}

fn bulk(asked: &Asked, entries: &Entries) -> impl IntoView + use<> {
    let of_reason = entries.problem("reason").map(|_| "bulk-error");
    view! {
        <div class="queue-bulk">
            {asked.hidden()}
            <p class="small muted">{t("admin-review-chosen")}</p>
            <div class="row">
                <button class="button button-secondary button-sm" type="submit" name="verdict" value="approve">{t("admin-review-approve")}</button>
                <label class="visually-hidden" for="bulk-reason">{t("admin-review-reason")}</label>
                {reasons("bulk-reason", entries.value("reason"), of_reason)}
                <button class="button button-danger button-sm" type="submit" name="verdict" value="reject">{t("admin-review-reject")}</button>
            </div>
        </div>
    }
}

fn pages(asked: &Asked, rows: &Page<ReviewRow>) -> Option<impl IntoView + use<>> {
    let to = |page: u32| Asked { page: Some(page), ..asked.clone() }.queue();
    let link = |page: u32, words: &'static str| view! { <a class="button button-secondary button-sm" href=to(page)>{t(words)}</a> };
    let before = (rows.page > 1).then(|| link(rows.page - 1, "admin-page-before"));
    let after = (rows.page < rows.pages()).then(|| link(rows.page + 1, "admin-page-after"));
    (rows.pages() > 1).then(|| view! { <p class="pane-more row">{before}{after}</p> })
}
