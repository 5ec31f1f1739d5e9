//! `/p/{handle}/review`: writing a review.

use super::form::{self, Shown};
use crate::{
    app::Head,
    pages::storefront::parts::five_stars,
    ui::Thumb,
    web::{Failed, Page, PageResult, Upload, Visit, cache::Tag},
};
use axum::{
    extract::{Path, Query, Request},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    limits,
    reviews::{self, MOST_PHOTOS, ReviewError, ReviewForm, SubmitReview, Writer},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{Fault, FaultKind, catalog::Picture, review::ReviewedProduct};
use serde::Deserialize;

/// How somebody came to the form.
#[derive(Debug, Default, Deserialize)]
pub struct Came {
    /// By the link of a bought line.
    line: Option<String>,
    /// After taking a review back.
    withdrawn: Option<String>,
    /// After sending one with a typed address.
    sent: Option<String>,
}

/// `GET /p/{handle}/review`
pub async fn page(visit: Visit, Path(handle): Path<String>, Query(came): Query<Came>) -> PageResult {
    let product = reviews::product_to_review(visit.shop(), &handle).await?;
    if came.sent.is_some() {
        return Ok(thanks(&visit, product));
    }
    let line = came.line.unwrap_or_default();
    if !line.is_empty() {
        reviews::open_line(visit.shop(), product.id, &line).await?;
    }
    let (plain, shown) = (line.is_empty() && came.withdrawn.is_none(), Tag::Product(product.id));
    let page = draw(&visit, product, line, Shown::default(), came.withdrawn.is_some());
    Ok(if plain { page.shared_by([shown]) } else { page })
}

/// `POST /p/{handle}/review`
pub async fn submit(visit: Visit, Path(handle): Path<String>, request: Request) -> Result<Response, Failed> {
    let product = reviews::product_to_review(visit.shop(), &handle).await?;
    let upload = Upload::read(request).await?;
    let (form, line) = (Shown::typed(&upload), upload.text("line"));
    let mut kept = vec![];
    match send(&visit, &product, &form, &line, upload, &mut kept).await {
        Ok(Some(token)) => Ok(Redirect::to(&format!("/review/{token}")).into_response()),
        Ok(None) => Ok(Redirect::to(&format!("/p/{}/review?sent=1", product.handle)).into_response()),
        Err(fault) if matches!(fault.kind, FaultKind::NotFound | FaultKind::Internal) => Err(fault.into()),
        Err(fault) => {
            let shown = Shown { form, kept, fault: Some(text::explain(fault.clone())) };
            Ok(draw(&visit, product, line, shown, false).fault(&fault).into_response())
        }
    }
}

/// A form without a wrong field becomes a review, so many times an hour. Only then its photos are looked at. Gives the link of
/// the review to a buyer; whoever only typed an address gets one answer, whatever is known of that address, and the rest
/// goes there by letter.
async fn send(
    visit: &Visit,
    product: &ReviewedProduct,
    form: &ReviewForm,
    line: &str,
    upload: Upload,
    kept: &mut Vec<Picture>,
) -> Result<Option<String>, Fault> {
    let shop = visit.shop();
    let keys: Vec<String> = upload.all("kept").map(str::to_owned).collect();
    *kept = reviews::kept_photos(shop, &keys).await?;
    let (draft, email) = reviews::check_form(form, line.is_empty()).map_err(|fault| choose_again(fault, &upload))?;
    let writer = match email {
        Some(email) => Writer::Typed(email),
        None => Writer::Buyer(reviews::open_line(shop, product.id, line).await?),
    };
    if let Some(address) = visit.counted_address() {
        limits::guard(shop, limits::REVIEW, address).await.map_err(|fault| choose_again(fault, &upload))?;
    }
    take_photos(visit, upload, kept).await?;
    let photos = kept.iter().map(|photo| photo.id).collect();
    let command = SubmitReview { product: product.id, draft, writer, photos };
    let by_link = !line.is_empty();
    match reviews::submit(shop, command).await {
        Ok(submitted) => Ok(by_link.then(|| submitted.token.reveal())),
        Err(ReviewError::Written) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// No page can put a file into a form again.
pub(super) fn choose_again(mut fault: Fault, upload: &Upload) -> Fault {
    if !upload.files.is_empty() {
        fault.fields.extend(Fault::invalid([("photos", "review-photo-again")]).fields);
    }
    fault
}

/// Keeps the photos that came, after those that were kept before; the first that is none refuses the rest.
pub(super) async fn take_photos(visit: &Visit, upload: Upload, kept: &mut Vec<Picture>) -> Result<(), Fault> {
    let files: Vec<_> = upload.files.into_iter().filter(|(name, _)| name == "photos").collect();
    if kept.len() + files.len() > MOST_PHOTOS {
        return Err(Fault::invalid([("photos", "review-photos")]));
    }
    for (_, bytes) in files {
        let photo = reviews::keep_photo(visit.shop(), bytes.into()).await.map_err(at_the_photos)?;
        if !kept.iter().any(|before| before.id == photo.id) {
            kept.push(photo);
        }
    }
    Ok(())
}

/// What is wrong with a photo is said at its field.
fn at_the_photos(fault: Fault) -> Fault {
    match fault.kind {
        FaultKind::Unsupported | FaultKind::TooLarge => {
            let wrong = Fault::invalid([("photos", fault.code.clone())]);
            fault.args.into_iter().fold(wrong, |wrong, (name, value)| wrong.arg(&name, value))
        }
        _ => fault,
    }
}

fn draw(visit: &Visit, product: ReviewedProduct, line: String, shown: Shown, withdrawn: bool) -> Page {
    let named = |key| t_args(key, &[("product", (&product.title).into())]);
    let mut head = Head::new(named(if shown.fault.is_some() { "review-page-wrong" } else { "review-page-title" }));
    head.noindex = true;
    let (heading, action) = (named("review-page-title"), format!("/p/{}/review", product.handle));
    let fields = form::fields(&shown, line.is_empty());
    Page::storefront(visit, head, move || {
        let by_link = !line.is_empty();
        view! {
            <div class="container narrow">
                <div class="page-head">
                    {about(&product)}
                    <h1>{heading}</h1>
                </div>
                {withdrawn.then(|| view! { <p class="note" role="status">{t("review-withdrawn")}</p> })}
                <form class="stack stack--lg review-form" method="post" action=action enctype="multipart/form-data">
                    {by_link.then(|| view! {
                        <input type="hidden" name="line" value=line/>
                        <p class="meta">{t("review-by-link")}</p>
                    })}
                    {fields}
                    {form::send(t("review-send"), t("review-next"))}
                </form>
            </div>
        }
    })
}

/// What everybody is told who sent a review with a typed address.
fn thanks(visit: &Visit, product: ReviewedProduct) -> Page {
    let mut head = Head::new(t("review-sent"));
    head.noindex = true;
    let lead = t_args("review-sent-lead", &[("product", (&product.title).into())]);
    Page::storefront(visit, head, move || {
        view! {
            <div class="container narrow">
                <div class="page-head">
                    {about(&product)}
                    <h1>{t("review-sent")}</h1>
                    <p class="lead" role="status">{lead}</p>
                    <p class="meta">{t("review-next")}</p>
                </div>
                <p><a class="link" href=format!("/p/{}", product.handle)>{t("notice-to-product")}</a></p>
            </div>
        }
    })
}

/// The product that is reviewed, as a way back to it.
pub(super) fn about(product: &ReviewedProduct) -> impl IntoView + use<> {
    let picture = product.picture.clone();
    let rating = product.rating.map(|rating| view! { <span class="stars">{five_stars(rating.filled())}</span> });
    view! {
        <a class="reviewed" href=format!("/p/{}", product.handle)>
            {picture.map(|picture| view! { <span class="picture"><Thumb picture width=48 height=60/></span> })}
            <span><span class="strong">{product.title.clone()}</span>{rating}</span>
        </a>
    }
}
