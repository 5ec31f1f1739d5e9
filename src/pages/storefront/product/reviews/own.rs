//! `/review/{token}`: an author's own review, to be looked at, changed and taken back.

use super::{
    entry,
    form::{self, Shown},
    write::{about, choose_again, take_photos},
};
use crate::{
    app::Head,
    ui::{Icon, IconSize},
    web::{Failed, Form, Page, PageResult, Upload, Visit},
};
use axum::{
    extract::{Path, Request},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    Actor, limits,
    reviews::{self, ChangeReview, ReviewError, ReviewForm},
    text::{self, find, t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault, FaultKind,
    catalog::Picture,
    review::{OwnReview, ReviewStatus},
};
use serde::Deserialize;

/// The form that takes a review back: the second of two steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    #[serde(default)]
    confirm: String,
}

/// `GET /review/{token}`
pub async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let review = load(&visit, &token).await?;
    let shown = standing(&review);
    Ok(draw(&visit, &token, review, shown))
}

/// `POST /review/{token}/change`
pub async fn change(visit: Visit, Path(token): Path<String>, request: Request) -> Result<Response, Failed> {
    let review = load(&visit, &token).await?;
    let upload = Upload::read(request).await?;
    let form = Shown::typed(&upload);
    let mut kept = vec![];
    match send(&visit, &token, &review, &form, upload, &mut kept).await {
        Ok(()) => Ok(Redirect::to(&format!("/review/{token}")).into_response()),
        Err(fault) if matches!(fault.kind, FaultKind::NotFound | FaultKind::Internal) => Err(fault.into()),
        Err(fault) => {
            // What was decided meanwhile is shown as it is now.
            let review = load(&visit, &token).await?;
            let shown = Shown { form, kept, fault: Some(text::explain(fault.clone())) };
            Ok(draw(&visit, &token, review, shown).fault(&fault).into_response())
        }
    }
}

async fn send(
    visit: &Visit,
    token: &str,
    review: &OwnReview,
    form: &ReviewForm,
    upload: Upload,
    kept: &mut Vec<Picture>,
) -> Result<(), Fault> {
    let keys: Vec<String> = upload.all("kept").map(str::to_owned).collect();
    *kept = reviews::kept_photos(visit.shop(), &keys).await?;
    let version = upload.text("version").parse().unwrap_or(review.version);
    let (draft, _) = reviews::check_form(form, false).map_err(|fault| choose_again(fault, &upload))?;
    if let Some(address) = visit.counted_address() {
        limits::guard(visit.shop(), limits::REVIEW, address).await.map_err(|fault| choose_again(fault, &upload))?;
    }
    take_photos(visit, upload, kept).await?;
    let photos = kept.iter().map(|photo| photo.id).collect();
    Ok(reviews::change(visit.shop(), token, ChangeReview { version, draft, photos }).await?)
}

/// `POST /review/{token}/withdraw`
pub async fn withdraw(visit: Visit, Path(token): Path<String>, Form(form): Form<Withdraw>) -> Result<Response, Failed> {
    if form.confirm != "1" {
        return Ok(Redirect::to(&format!("/review/{token}")).into_response());
    }
    let product = reviews::withdraw(visit.shop(), &token).await?;
    Ok(Redirect::to(&format!("/p/{}/review?withdrawn=1", product.handle)).into_response())
}

/// The review of a link; what opens nothing is said so often to one address and no more.
async fn load(visit: &Visit, token: &str) -> Result<OwnReview, Fault> {
    match reviews::by_token(visit.shop(), token).await {
        Err(ReviewError::NoReview) => {
            if let Actor::Shopper(shopper) = &visit.actor {
                limits::guard_reading(visit.shop(), limits::ORDER_LINK, &shopper.address).await?;
            }
            Err(ReviewError::NoReview.into())
        }
        review => Ok(review?),
    }
}

/// The form as the review stands.
fn standing(review: &OwnReview) -> Shown {
    let form = ReviewForm {
        rating: review.rating.to_string(),
        title: review.title.clone(),
        body: review.body.clone(),
        author: review.author.clone(),
        ..ReviewForm::default()
    };
    Shown { form, kept: review.photos.clone(), fault: None }
}

fn draw(visit: &Visit, token: &str, review: OwnReview, shown: Shown) -> Page {
    let mut head = Head::new(t_args("review-own", &[("product", (&review.product.title).into())]));
    head.noindex = true;
    let trouble = shown.fault.as_ref().filter(|_| !review.may_change()).map(|fault| fault.message.clone());
    let form = review.may_change().then(|| change_form(token, &review, &shown));
    let withdraw = withdraw_form(token);
    Page::storefront(visit, head, move || {
        view! {
            <div class="container narrow">
                <div class="page-head">
                    {about(&review.product)}
                    <h1>{t("review-own-head")}</h1>
                </div>
                {trouble.map(|sentence| view! { <p class="note note--danger" role="alert">{sentence}</p> })}
                <div class="stack stack--xl">
                    {status(&review)}
                    {words(review)}
                    <div class="stack">{form}{withdraw}</div>
                </div>
            </div>
        }
    })
}

/// Where the review stands, in words, and why.
fn status(review: &OwnReview) -> impl IntoView + use<> {
    let (class, sign, words, more) = match review.status {
        ReviewStatus::Pending | ReviewStatus::Flagged => {
            ("note", "clock", "review-state-pending", "review-state-pending-more")
        }
        ReviewStatus::Approved => {
            ("note note--success", "check", "review-state-approved", "review-state-approved-more")
        }
        ReviewStatus::Rejected => ("note note--danger", "warn", "review-state-rejected", "review-state-rejected-more"),
    };
    let reason = review.reason.and_then(|reason| find(&format!("review-reason-{}", reason.as_str())));
    let note = (!review.reason_note.is_empty()).then(|| review.reason_note.clone());
    view! {
        <div class=class role="status">
            <Icon name=sign/>
            <div>
                <p class="strong" data-review-state=review.status.as_str()>{t(words)}</p>
                {reason.map(|reason| view! { <p>{reason}</p> })}
                {note.map(|note| view! { <p>{note}</p> })}
                <p>{t(more)}</p>
            </div>
        </div>
    }
}

/// The review as everybody sees it, or will.
fn words(review: OwnReview) -> impl IntoView {
    view! {
        <article class="review panel">
            <div class="row row--between">{entry::stars(review.rating)}<span class="meta">{text::date(review.at)}</span></div>
            {(!review.title.is_empty()).then(|| view! { <h2 class="h3">{review.title}</h2> })}
            <p class="review__text">{review.body}</p>
            {entry::photos(&review.photos)}
            {entry::by(review.author, String::new(), review.verified)}
            {review.reply.map(entry::reply)}
        </article>
    }
}

fn change_form(token: &str, review: &OwnReview, shown: &Shown) -> impl IntoView + use<> {
    let open = shown.fault.is_some();
    let version = review.version;
    view! {
        <details class="add-field withdraw__box" open=open>
            <summary>{t("review-change")}</summary>
            <form class="stack stack--lg review-form" method="post" action=format!("/review/{token}/change") enctype="multipart/form-data">
                <input type="hidden" name="version" value=version/>
                {form::fields(shown, false)}
                {form::send(t("review-change-send"), t("review-next"))}
            </form>
        </details>
    }
}

/// Taking it back, in two steps.
fn withdraw_form(token: &str) -> impl IntoView + use<> {
    view! {
        <details class="add-field add-field--danger withdraw__box">
            <summary><Icon name="close" size=IconSize::Small/>{t("review-withdraw")}</summary>
            <form class="stack" method="post" action=format!("/review/{token}/withdraw")>
                <p>{t("review-withdraw-text")}</p>
                <input type="hidden" name="confirm" value="1"/>
                <button class="button button--danger start">{t("review-withdraw-yes")}</button>
            </form>
        </details>
    }
}
