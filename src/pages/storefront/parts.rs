//! Pieces that several pages of the storefront share.

mod card;
mod collections;
mod compare_button;
mod crumbs;
mod hint;
mod list_head;
mod marks;
mod price;
mod stars;
mod tiles;

pub use card::{CARD_SIZES, CardExtras, card, card_with, grid, heart};
pub use collections::collection_cards;
pub use compare_button::compare_button;
pub use crumbs::{crumbs, crumbs_ld, trail, trail_ld};
pub use hint::{Words, hint};
pub use list_head::list_head;
pub use marks::{Sought, marks};
pub use price::{lowest, price, unit_price};
pub use stars::{five_stars, stars};
pub use tiles::{picked, tiles};

use crate::ui::{Icon, IconSize};
use leptos::prelude::*;

/// The head of a section: its title, and a link to all of it.
pub fn section_head(id: &'static str, title: String, more: Option<(String, String)>) -> impl IntoView {
    let more = more.map(|(href, text)| {
        view! { <a class="arrow-link" href=href>{text}<Icon name="right" size=IconSize::Small/></a> }
    });
    view! { <div class="section__head"><h2 id=id>{title}</h2>{more}</div> }
}

/// A coloured dot. Drawn, because the policy allows no style attributes.
pub fn dot(color: String) -> impl IntoView {
    view! { <svg class="dot" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="6" fill=color></circle></svg> }
}
