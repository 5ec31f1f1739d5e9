//! The number on the cart's sign in the header. The header is the same text for all visitors, so this is no island:
//! it finds its place by name and follows every change of the cart.

use super::dom;
use leptos::prelude::*;

/// What a screen reader says of the cart's sign; `many` holds `{n}` where the number stands.
#[derive(Clone)]
pub struct CountTexts {
    pub none: String,
    pub one: String,
    pub many: String,
}

/// Begins to follow the cart.
pub fn follow(texts: CountTexts) {
    let again = texts.clone();
    dom::on_window(dom::CART_CHANGED, move |units| show(units, &texts));
    dom::on_window(dom::CART_EXPECTED, move |more| show((shown() + more).max(0), &again));
}

fn shown() -> i64 {
    let text = document().get_element_by_id("cart-count").and_then(|count| count.get_attribute("data-count"));
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn show(units: i64, texts: &CountTexts) {
    if let Some(count) = document().get_element_by_id("cart-count") {
        let _ = count.set_attribute("data-count", &units.to_string());
        count.set_text_content(Some(&units.to_string()));
    }
    let label = match units {
        0 => texts.none.clone(),
        1 => texts.one.clone(),
        n => texts.many.replace("{n}", &n.to_string()),
    };
    if let Some(link) = document().get_element_by_id("cart-link") {
        let _ = link.set_attribute("aria-label", &label);
    }
}
