//! Lists of products: a category or a search in one frame. All state is in the address.

mod bar;
mod category;
mod chips;
mod collection;
mod facets;
mod load;
mod nothing;
mod pager;
mod search;
mod slider;
mod suggest;
mod typed;

pub use category::category;
pub use collection::{collection, collections};
pub use load::{Loaded, load};
pub use nothing::{field, instead};
pub use search::search;
pub use suggest::suggest;

use super::parts::grid;
use crate::fragments::parts::{Tone, note};
use commerce::text::t;
use leptos::prelude::*;
use model::{
    Currency,
    search::{ListQuery, Listing},
};
use typed::WrongPrices;

/// Products on the first screen of a list: their pictures are fetched at once.
const EAGER: usize = 3;
/// The form that holds the whole state of a list; fields elsewhere name it.
const FORM: &str = "filter";

/// Facets, order, products and pages of a list.
fn frame(query: ListQuery, listing: Listing, currency: Currency) -> impl IntoView {
    let bar = bar::bar(&query, &listing);
    let chips = chips::chosen(&query, &listing, currency);
    let popular = chips::popular(&query, &listing, currency);
    let pager = pager::pager(&listing.products, |page| query.at_page(page).href(currency));
    let panel = facets::panel(&query, &listing, currency);
    let (href, from) = (query.href(currency), query.first_page());
    let wrong = use_context::<WrongPrices>().and_then(|wrong| wrong.sentence());
    let wrong =
        wrong.map(|sentence| note(Tone::Danger, "warn", view! { <p role="alert">{t("shop-price")}": "{sentence}</p> }));
    let empty = listing.products.items.is_empty().then(|| nothing_left(&query, currency));
    view! {
        <div class="list-frame">
            {panel}
            <section aria-labelledby="total">
                <p class="vh" role="status" id="list-said"></p>
                <div id="list" data-part>
                    <div hidden id="list-state" data-href=href data-from=from></div>
                    {bar}
                    {wrong}
                    {chips}
                    {popular}
                    <h2 class="vh">{t("shop-list-products")}</h2>
                    {grid(listing.products.items, false, EAGER)}
                    {empty}
                    {pager}
                </div>
            </section>
        </div>
    }
}

/// The list is empty because of its filters, or because the page is past its end.
fn nothing_left(query: &ListQuery, currency: Currency) -> impl IntoView + use<> {
    view! {
        <div class="empty">
            <p>{t("shop-list-nothing")}</p>
            <a class="button button--secondary" href=query.cleared().href(currency) data-list>{t("shop-list-clear")}</a>
        </div>
    }
}
