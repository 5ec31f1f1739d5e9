//! Ratings: the sign never stands without its number.

use crate::ui::Icon;
use commerce::text::t;
use leptos::prelude::*;
use model::catalog::Rating;

/// One star with the average and the number of reviews.
pub fn stars(rating: Rating) -> impl IntoView {
    view! {
        <span class="stars">
            <Icon name="star"/>
            <span class="stars__value">{rating.to_string()}</span>
            <span class="vh">" "{t("shop-stars-of")}", "</span>
            <span>"("{rating.count}<span class="vh">" "{t("shop-stars-reviews")}</span>")"</span>
        </span>
    }
}

/// Five stars, as many of them filled as the rating has.
pub fn five_stars(filled: u32) -> impl IntoView {
    let star = |place: u32| {
        let class = if place <= filled { "icon" } else { "icon icon--off" };
        view! { <svg class=class aria-hidden="true"><use href="#i-star"></use></svg> }
    };
    (1..=5).map(star).collect::<Vec<_>>()
}
