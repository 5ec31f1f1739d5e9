//! What something costs.

use commerce::text::t;
use leptos::prelude::*;
use model::catalog::Price;

/// A price with the struck old one beside it; `from` when dearer variants exist.
pub fn price(price: Price, from: bool) -> AnyView {
    let now = price.now.to_string();
    let from = from.then(|| view! { <span class="price__from">{t("shop-price-from")}</span> });
    match price.was {
        Some(was) => view! {
            <span class="price">
                {from}
                <span class="price__now"><span class="vh">{t("shop-price-now")}" "</span>{now}</span>
                <s class="price__was"><span class="vh">{t("shop-price-was")}" "</span>{was.to_string()}</s>
            </span>
        }
        .into_any(),
        None => view! { <span class="price">{from}<span>{now}</span></span> }.into_any(),
    }
}
