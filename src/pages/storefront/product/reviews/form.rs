//! The form of a review: stars, words, a name, photos. It is complete without scripts.

use crate::{
    app::area,
    fragments::{fields::Field, parts::field_error},
    ui::Icon,
    web::Upload,
};
use commerce::{
    reviews::{MOST_PHOTOS, ReviewForm},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{Fault, catalog::Picture};

/// The form with what was typed, what is kept, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub form: ReviewForm,
    /// Photos that are kept already.
    pub kept: Vec<Picture>,
    pub fault: Option<Fault>,
}

impl Shown {
    /// What was typed.
    pub fn typed(upload: &Upload) -> ReviewForm {
        ReviewForm {
            rating: upload.text("rating"),
            title: upload.text("title"),
            body: upload.text("body"),
            author: upload.text("author"),
            email: upload.text("email"),
            website: upload.text("website"),
        }
    }

    /// The sentence at a field.
    fn wrong(&self, field: &str) -> Option<String> {
        Some(self.fault.as_ref()?.at(field)?.message.clone())
    }
}

/// The fields; `email` says whether an address is asked for.
pub fn fields(shown: &Shown, email: bool) -> impl IntoView + use<> {
    let fault = shown.fault.as_ref();
    let title = Field::text("title", t("review-title"), "off").optional().view(&shown.form.title, fault);
    let author = Field { hint: Some(t("review-author-hint")), ..Field::text("author", t("review-author"), "name") };
    let email = email.then(|| {
        let field = Field {
            kind: "email",
            inputmode: Some("email"),
            hint: Some(t("review-email-hint")),
            ..Field::text("email", t("review-email"), "email")
        };
        field.view(&shown.form.email, fault)
    });
    view! {
        {summary(shown)}
        {rate(shown)}
        {title}
        {body(shown)}
        {photos(shown)}
        {author.view(&shown.form.author, fault)}
        {email}
        {trap(shown)}
    }
}

/// Says above the form that something is wrong, or what.
fn summary(shown: &Shown) -> Option<impl IntoView + use<>> {
    let sentence = shown.fault.as_ref()?.message.clone();
    Some(view! {
        <p class="note note--danger" role="alert"><Icon name="warn"/><span>{sentence}</span></p>
    })
}

/// Five stars as radio buttons: arrow keys choose, and what is filled follows by style alone.
fn rate(shown: &Shown) -> impl IntoView + use<> {
    let wrong = shown.wrong("rating");
    let told = wrong.is_some().then_some("rating-error");
    let star = |stars: u32| {
        let id = if stars == 1 { "rating".to_owned() } else { format!("rating-{stars}") };
        let words = t_args("review-stars", &[("stars", stars.into())]);
        let checked = shown.form.rating.trim() == stars.to_string();
        view! {
            <label class="rate__star" for=id.clone()>
                <input type="radio" id=id.clone() name="rating" value=stars checked=checked required aria-describedby=told/>
                <svg class="icon" aria-hidden="true"><use href="#i-star"></use></svg>
                <span class="rate__words">{words}</span>
            </label>
        }
    };
    let stars: Vec<_> = (1..=5).map(star).collect();
    view! {
        <fieldset class="field rate">
            <legend class="field__label">{t("review-rating")}</legend>
            {wrong.map(|sentence| field_error("rating-error".into(), sentence))}
            <div class="rate__stars">{stars}</div>
        </fieldset>
    }
}

fn body(shown: &Shown) -> impl IntoView + use<> {
    let wrong = shown.wrong("body");
    let told = if wrong.is_some() { "body-error body-hint" } else { "body-hint" };
    view! {
        <div class="field">
            <label class="field__label" for="body">{t("review-body")}</label>
            {wrong.clone().map(|sentence| field_error("body-error".into(), sentence))}
            <textarea class="input" id="body" name="body" rows="7" minlength="10" maxlength="4000" required
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=told>{area(&shown.form.body)}</textarea>
            <p class="field__hint" id="body-hint">{t("review-body-hint")}</p>
        </div>
    }
}

/// Photos that are kept, each with a box to let it go, and room for more.
fn photos(shown: &Shown) -> impl IntoView + use<> {
    let wrong = shown.wrong("photos");
    let told = if wrong.is_some() { "photos-error photos-hint" } else { "photos-hint" };
    let kept = |(place, photo): (usize, &Picture)| {
        let id = format!("kept-{place}");
        let words = t_args("review-photo-keep", &[("place", (place as i64).into())]);
        view! {
            <li class="kept">
                <span class="picture"><img src=photo.src(144) alt="" width="72" height="72" data-tone=photo.color.clone()/></span>
                <label class="check" for=id.clone()>
                    <input type="checkbox" id=id.clone() name="kept" value=photo.key.clone() checked/>
                    <span>{words}</span>
                </label>
            </li>
        }
    };
    let kept: Vec<_> = (1..).zip(&shown.kept).map(kept).collect();
    let most = i64::try_from(MOST_PHOTOS).unwrap_or_default();
    let megabytes = (commerce::media::MAX_BYTES / 1024 / 1024) as i64;
    let hint = t_args("review-photos-hint", &[("most", most.into()), ("megabytes", megabytes.into())]);
    view! {
        <div class="field">
            <label class="field__label" for="photos">
                {t("review-photos")}" "<span class="field__optional">{t("checkout-optional")}</span>
            </label>
            {wrong.map(|sentence| field_error("photos-error".into(), sentence))}
            {(!kept.is_empty()).then(|| view! { <ul class="kept-list">{kept}</ul> })}
            <input class="input" type="file" id="photos" name="photos" accept="image/jpeg,image/png,image/webp,image/gif" multiple
                aria-describedby=told/>
            <p class="field__hint" id="photos-hint">{hint}</p>
        </div>
    }
}

/// A field that nobody sees and programs like to fill in.
fn trap(shown: &Shown) -> impl IntoView + use<> {
    let wrong = shown.wrong("website");
    let class = if wrong.is_some() { "field" } else { "field trap" };
    view! {
        <div class=class aria-hidden=wrong.is_none().then_some("true")>
            <label class="field__label" for="website">{t("review-website")}</label>
            {wrong.clone().map(|sentence| field_error("website-error".into(), sentence))}
            <input class="input" id="website" name="website" autocomplete="off" value=shown.form.website.clone()
                tabindex=wrong.is_none().then_some("-1")/>
        </div>
    }
}

/// The button at the end, and what happens next.
pub fn send(label: &'static str, note: &'static str) -> impl IntoView {
    view! {
        <p class="meta">{note}</p>
        <button class="button button--primary button--lg start">{label}</button>
    }
}
