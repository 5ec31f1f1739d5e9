//! One review in the list.

use super::Place;
use crate::{
    pages::storefront::parts::five_stars,
    ui::{Icon, IconSize},
};
use commerce::text::{self, t, t_args};
use leptos::prelude::*;
use model::{catalog::Picture, review::ReviewView};

/// A review with its photos, the answer of the shop, and the question whether it helped.
pub fn entry(place: &Place, review: ReviewView) -> impl IntoView + use<> {
    let id = format!("review-{}", review.id);
    let helped = helped(place, &review);
    let body = view! {
        {(!review.title.is_empty()).then(|| view! { <h3>{review.title}</h3> })}
        <p class="review__text">{review.body}</p>
        {photos(&review.photos)}
        {by(review.author, review.variant, review.verified)}
        {review.reply.map(reply)}
    };
    view! {
        <li class="review" id=id>
            <div class="row row--between">
                {stars(review.rating)}
                <span class="meta">{text::date(review.at)}</span>
            </div>
            {body}
            {helped}
        </li>
    }
}

/// The stars of one review.
pub fn stars(rating: u32) -> impl IntoView {
    let said = t_args("shop-stars-spoken", &[("stars", rating.into())]);
    view! { <span class="stars">{five_stars(rating)}<span class="vh">{said}</span></span> }
}

/// Photos as small pictures that open the large ones.
pub fn photos(photos: &[Picture]) -> Option<impl IntoView + use<>> {
    let photo = |(place, photo): (usize, &Picture)| {
        let alt = t_args("review-photo", &[("place", (place as i64).into())]);
        view! {
            <a class="picture" href=photo.src(1280)>
                <img src=photo.src(144) alt=alt width="72" height="72" loading="lazy" decoding="async" data-tone=photo.color.clone()/>
            </a>
        }
    };
    let all: Vec<_> = (1..).zip(photos).map(photo).collect();
    (!photos.is_empty()).then(|| view! { <div class="review__photos">{all}</div> })
}

/// Who wrote it, of what, and whether that was bought here.
pub fn by(author: String, variant: String, verified: bool) -> impl IntoView {
    let variant = (!variant.is_empty()).then(|| format!(" · {variant}"));
    let verified = verified.then(|| {
        view! { <span class="badge badge--success"><Icon name="check"/>{t("shop-review-verified")}</span> }
    });
    view! { <p class="meta review__by"><span>{author}{variant}</span>{verified}</p> }
}

/// The answer of the shop.
pub fn reply(reply: String) -> impl IntoView {
    view! {
        <div class="review__reply">
            <p class="meta"><strong class="strong">{t("shop-review-reply")}</strong></p>
            <p class="review__text">{reply}</p>
        </div>
    }
}

fn helped(place: &Place, review: &ReviewView) -> impl IntoView + use<> {
    let (action, id) = (place.votes(), review.id.to_string());
    if place.voted == Some(review.id) {
        return view! {
            <form class="row" method="post" action=action>
                <input type="hidden" name="review" value=id/>
                <p class="meta review__by" role="status"><Icon name="check" size=IconSize::Small/>{t("review-voted")}</p>
                <button class="text-button" name="vote" value="back">{t("review-vote-back")}</button>
            </form>
        }
        .into_any();
    }
    let spoken =
        t_args("review-helpful-spoken", &[("title", (&review.title).into()), ("author", (&review.author).into())]);
    let count = (review.helpful > 0).then(|| format!(" ({})", review.helpful));
    view! {
        <form class="row" method="post" action=action>
            <input type="hidden" name="review" value=id/>
            <button class="button button--sm button--secondary" name="vote" value="helpful">
                <Icon name="thumb" size=IconSize::Small/>{t("review-helpful")}{count}<span class="vh">{spoken}</span>
            </button>
        </form>
    }
    .into_any()
}
