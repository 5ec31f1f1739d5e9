//! What owners say about a product.

use crate::{pages::storefront::parts::five_stars, ui::Icon};
use commerce::text::{self, t, t_args};
use leptos::prelude::*;
use model::catalog::{ReviewView, Reviews};

/// Average, distribution and the newest reviews; nothing where there are none.
pub fn reviews(reviews: Reviews) -> Option<impl IntoView> {
    let rating = reviews.rating?;
    let total: u32 = reviews.stars.iter().sum();
    let bars: Vec<_> = (1..=5u32).rev().map(|star| bar(star, reviews.stars[star as usize - 1], total)).collect();
    let count = t_args("shop-reviews-count", &[("count", rating.count.into())]);
    let newest: Vec<_> = reviews.newest.into_iter().map(review).collect();
    Some(view! {
        <section class="section reviews" id="reviews" aria-labelledby="t-reviews">
            <div class="stack stack--lg reviews__sum">
                <h2 id="t-reviews">{t("shop-reviews")}</h2>
                <div class="score">
                    <span class="score__value">{rating.to_string()}</span>
                    <span>
                        <span class="stars">{five_stars(rating.filled())}<span class="vh">{t("shop-stars-of")}</span></span>
                        <br/>
                        <span class="meta">{count}</span>
                    </span>
                </div>
                <ul class="bars">{bars}</ul>
                <p class="meta">{t("shop-reviews-checked")}</p>
            </div>
            <ol>{newest}</ol>
        </section>
    })
}

fn bar(star: u32, count: u32, total: u32) -> impl IntoView {
    let label = t_args("shop-reviews-star", &[("stars", star.into())]);
    view! {
        <li>
            <span>{label.clone()}</span>
            <progress class="meter" max=total value=count aria-label=label></progress>
            <span>{count}</span>
        </li>
    }
}

fn review(review: ReviewView) -> impl IntoView {
    let said = t_args("shop-stars-spoken", &[("stars", review.rating.into())]);
    let title = (!review.title.is_empty()).then(|| view! { <h3>{review.title}</h3> });
    let verified = review.verified.then(|| {
        view! { <span class="badge badge--success"><Icon name="check"/>{t("shop-review-verified")}</span> }
    });
    let reply = review.reply.map(|reply| {
        view! {
            <div class="review__reply">
                <p class="meta"><strong class="strong">{t("shop-review-reply")}</strong></p>
                <p>{reply}</p>
            </div>
        }
    });
    view! {
        <li class="review">
            <div class="row row--between">
                <span class="stars">{five_stars(review.rating)}<span class="vh">{said}</span></span>
                <span class="meta">{text::date(review.at)}</span>
            </div>
            {title}
            <p>{review.body}</p>
            <p class="meta review__by">{review.author}{verified}</p>
            {reply}
        </li>
    }
}
