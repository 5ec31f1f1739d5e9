//! What owners say about a product: below the product, written on a page of its own, found helpful by others.

mod address;
mod entry;
mod form;
mod list;
mod own;
mod vote;
mod write;

pub use address::{Asked, Place};
pub use own::{change, show, withdraw};
pub use vote::helpful;
pub use write::{page, submit};

use crate::pages::storefront::parts::five_stars;
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    catalog::Rating,
    review::{ReviewQuery, Reviews},
};

/// Average, distribution and one page of reviews, or the wish for a first one.
pub fn reviews(place: &Place, reviews: Reviews) -> impl IntoView + use<> {
    let write = view! {
        <a class="button button--secondary button--lg start" href=place.form() rel="nofollow">{t("review-write")}</a>
    };
    let Some(rating) = reviews.rating else {
        return view! {
            <section class="section stack" id="reviews" aria-labelledby="t-reviews">
                <h2 id="t-reviews">{t("shop-reviews")}</h2>
                <p>{t("review-first")}</p>
                {write}
            </section>
        }
        .into_any();
    };
    view! {
        <section class="section reviews" id="reviews" aria-labelledby="t-reviews">
            <div class="stack stack--lg reviews__sum">
                <h2 id="t-reviews">{t("shop-reviews")}</h2>
                {score(rating)}
                {bars(place, &reviews)}
                <p class="meta">{t("shop-reviews-checked")}</p>
                {write}
            </div>
            {list::list(place, reviews)}
        </section>
    }
    .into_any()
}

fn score(rating: Rating) -> impl IntoView {
    let count = t_args("shop-reviews-count", &[("count", rating.count.into())]);
    view! {
        <div class="score">
            <span class="score__value">{rating.to_string()}</span>
            <span>
                <span class="stars">{five_stars(rating.filled())}<span class="vh">{t("shop-stars-of")}</span></span>
                <br/>
                <span class="meta">{count}</span>
            </span>
        </div>
    }
}

/// How many reviews of each star there are; each is a filter, and a second press lets it go.
fn bars(place: &Place, reviews: &Reviews) -> impl IntoView + use<> {
    let total: u32 = reviews.stars.iter().sum();
    let bar = |(star, count): (u32, u32)| {
        let on = place.query.stars == Some(star);
        let inside = view! {
            <span>{t_args("shop-reviews-star", &[("stars", star.into())])}</span>
            <progress class="meter" max=total value=count aria-hidden="true"></progress>
            <span>{count}<span class="vh">" "{t("shop-stars-reviews")}</span></span>
        };
        if count == 0 {
            return view! { <li><span class="bar">{inside}</span></li> }.into_any();
        }
        let wanted = (!on).then_some(star);
        let href = place.href(place.query.with(|query: &mut ReviewQuery| query.stars = wanted));
        view! { <li><a class="bar" href=href rel="nofollow" aria-current=on.then_some("true")>{inside}</a></li> }
            .into_any()
    };
    let bars: Vec<_> = (1..=5u32).zip(reviews.stars).collect::<Vec<_>>().into_iter().rev().map(bar).collect();
    view! { <ul class="bars" aria-label=t("review-by-stars")>{bars}</ul> }
}
