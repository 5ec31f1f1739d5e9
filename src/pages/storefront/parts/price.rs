//! What something costs.

use commerce::text::{self, t, t_args};
use leptos::prelude::*;
use model::{Money, catalog::Price, product::Content};

/// The lowest price before a reduction, as a line of its own; nothing where nothing is reduced or was sold before.
pub fn lowest(price: Price) -> Option<impl IntoView> {
    let lowest = price.lowest?.to_string();
    Some(view! { <span class="price__note">{t_args("shop-price-lowest", &[("price", (&lowest).into())])}</span> })
}

/// What a kilogram, a litre or the like costs at a price; nothing where the content is not known.
pub fn unit_price(price: Money, content: Option<Content>) -> Option<impl IntoView> {
    let content = content?;
    let unit = content.unit_price(price)?.to_string();
    let amount = content.to_string();
    let reference = text::find(&format!("shop-reference-{}", content.reference.as_str()))?;
    let words = t_args(
        "shop-price-unit",
        &[("content", (&amount).into()), ("price", (&unit).into()), ("reference", reference.into())],
    );
    Some(view! { <span class="price__note">{words}</span> })
}

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
