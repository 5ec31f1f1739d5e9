//! The review that is read, and the form that decides about it.

use super::{
    Asked,
    queue::{reasons, stars},
};
use crate::{
    app::area,
    pages::admin::{entries::Entries, parts::icon},
};
use commerce::text::{self, find, t, t_args};
use leptos::prelude::*;
use model::{
    ReviewId,
    catalog::Picture,
    review::{OwnReview, ReviewCase, ReviewStatus},
};

/// The pane in the middle.
pub fn reading(asked: &Asked, case: &ReviewCase, entries: &Entries) -> impl IntoView + use<> {
    let review = &case.review;
    let title = if review.title.is_empty() { t("admin-review-untitled").to_owned() } else { review.title.clone() };
    let form = match review.status {
        ReviewStatus::Pending | ReviewStatus::Flagged => waiting(asked, case, entries).into_any(),
        ReviewStatus::Approved => approved(asked, review, entries).into_any(),
        ReviewStatus::Rejected => rejected(asked, review).into_any(),
    };
    view! {
        <article class="pane-read" aria-labelledby="rv-h">
            <p class="pane-back"><a href=asked.queue()>{t("admin-reviews-back")}</a></p>
            <header class="read-head">
                <div>
                    {stars(review.rating)}
                    <h2 class="read-title" id="rv-h">{title}</h2>
                    <p class="muted">{review.author.clone()}" · "{text::date_time(review.at)}</p>
                </div>
                {beside(asked, case)}
            </header>
            <p class="read-text">{review.body.clone()}</p>
            {photos(&review.photos)}
            {form}
        </article>
    }
}

fn beside(asked: &Asked, case: &ReviewCase) -> impl IntoView + use<> {
    let link = |to: Option<ReviewId>, words: &'static str, sign: &'static str, key: &'static str| {
        to.map(|id| {
            view! {
                <a class="button button-quiet button-icon button-sm" href=asked.reading(id) aria-label=t(words) data-key=key>{icon(sign)}</a>
            }
        })
    };
    view! {
        <span class="push row">
            {link(case.before, "admin-review-before", "left", "k")}
            {link(case.after, "admin-review-after", "right", "j")}
        </span>
    }
}

fn photos(photos: &[Picture]) -> Option<impl IntoView + use<>> {
    let photo = |(place, photo): (usize, &Picture)| {
        let alt = t_args("review-photo", &[("place", (place as i64).into())]);
        view! { <li><a href=photo.src(1280)><img src=photo.src(192) width="96" height="96" alt=alt loading="lazy"/></a></li> }
    };
    let all: Vec<_> = (1..).zip(photos).map(photo).collect();
    (!photos.is_empty()).then(|| view! { <ul class="read-photos">{all}</ul> })
}

/// Approve, with an answer or without, or reject with a reason.
fn waiting(asked: &Asked, case: &ReviewCase, entries: &Entries) -> impl IntoView + use<> {
    let problem = |field: &str, id: &'static str| {
        entries.problem(field).map(|words| view! { <p class="field-error" id=id>{words}</p> })
    };
    let hint = if case.tells_author { t("admin-review-told") } else { t("admin-review-untold") };
    let invalid = |field: &str| entries.problem(field).map(|_| "true");
    view! {
        <form class="read-form" method="post" action=format!("/admin/reviews/{}/decide", case.review.id)>
            {summary(entries)}
            {hidden(asked, &case.review)}
            {answer_field(entries.value("reply").to_owned(), entries)}
            <div class="read-actions">
                <button class="button button-primary" type="submit" name="verdict" value="approve" data-key="a">
                    {icon("check")}{t("admin-review-approve")}
                </button>
                <span class="hint">{hint}</span>
            </div>
            <fieldset class="read-reject">
                <legend class="label">{t("admin-review-or-reject")}</legend>
                <div class="reject-fields">
                    <div class="field">
                        <label class="label" for="reason">{t("admin-review-reason")}</label>
                        {reasons("reason", entries.value("reason"), entries.problem("reason").map(|_| "reason-error"))}
                        {problem("reason", "reason-error")}
                    </div>
                    <div class="field">
                        <label class="label" for="note">{t("admin-review-note")}</label>
                        <input class="input" id="note" name="note" maxlength="500" value=entries.value("note").to_owned()
                            aria-invalid=invalid("note") aria-describedby=told(entries, "note", "note-error note-hint", "note-hint")
                            autocomplete="off"/>
                        {problem("note", "note-error")}
                        <p class="hint" id="note-hint">{t("admin-review-note-hint")}</p>
                    </div>
                    <button class="button button-danger" type="submit" name="verdict" value="reject">{t("admin-review-reject")}</button>
                </div>
            </fieldset>
        </form>
    }
}

/// The answer of what is published, and the way back.
fn approved(asked: &Asked, review: &OwnReview, entries: &Entries) -> impl IntoView + use<> {
    let standing = review.reply.clone().unwrap_or_default();
    let reply = if entries.fault().is_some() { entries.value("reply").to_owned() } else { standing };
    view! {
        <form class="read-form" method="post" action=format!("/admin/reviews/{}/reply", review.id)>
            {summary(entries)}
            {hidden(asked, review)}
            {answer_field(reply, entries)}
            <div class="read-actions">
                <button class="button button-primary" type="submit">{t("admin-review-save-reply")}</button>
                <a class="button button-quiet" href=format!("/p/{}#review-{}", review.product.handle, review.id)>{t("admin-see-in-shop")}</a>
            </div>
        </form>
        {undo(asked, review)}
    }
}

fn rejected(asked: &Asked, review: &OwnReview) -> impl IntoView + use<> {
    let reason = review.reason.and_then(|reason| find(&format!("admin-reason-{}", reason.as_str())));
    view! {
        <div class="notice notice-danger">
            <p class="medium">{reason}</p>
            {(!review.reason_note.is_empty()).then(|| view! { <p>{review.reason_note.clone()}</p> })}
        </div>
        {undo(asked, review)}
    }
}

fn undo(asked: &Asked, review: &OwnReview) -> impl IntoView + use<> {
    view! {
        <form class="read-actions" method="post" action=format!("/admin/reviews/{}/decide", review.id)>
            {hidden(asked, review)}
            <button class="button button-secondary" type="submit" name="verdict" value="undo">{t("admin-review-undo")}</button>
            <span class="hint">{t("admin-review-undo-hint")}</span>
        </form>
    }
}

/// The ids of what is told about a field: with its error where it is wrong.
fn told(entries: &Entries, field: &str, wrong: &'static str, fine: &'static str) -> &'static str {
    if entries.problem(field).is_some() { wrong } else { fine }
}

/// What every form sends back: the version that was read, and the queue and its page to return to.
fn hidden(asked: &Asked, review: &OwnReview) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="version" value=review.version/>
        {asked.hidden()}
    }
}

fn answer_field(reply: String, entries: &Entries) -> impl IntoView + use<> {
    let wrong = entries.problem("reply");
    view! {
        <div class="field reply-box">
            <label class="label" for="reply">{t("admin-review-reply")}</label>
            <textarea class="input textarea" id="reply" name="reply" rows="3" maxlength="2000" data-key="e"
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=told(entries, "reply", "reply-error reply-hint", "reply-hint")>{area(&reply)}</textarea>
            {wrong.map(|words| view! { <p class="field-error" id="reply-error">{words}</p> })}
            <p class="hint" id="reply-hint">{t("admin-review-reply-hint")}</p>
        </div>
    }
}

fn summary(entries: &Entries) -> Option<impl IntoView + use<>> {
    let sentence = entries.fault()?.message.clone();
    Some(view! { <div class="notice notice-danger" role="alert"><p>{sentence}</p></div> })
}
