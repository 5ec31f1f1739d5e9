//! The number on the cart's sign in the header. The header is the same text for all visitors, so this is no island:
//! it finds its place by name and follows every change of the cart.

use super::dom;
use leptos::prelude::*;

/// Begins to follow the cart.
pub fn follow() {
    dom::on_window(dom::CART_CHANGED, show);
    dom::on_window(dom::CART_EXPECTED, |more| show((shown() + more).max(0)));
}

fn shown() -> i64 {
    let text = document().get_element_by_id("cart-count").and_then(|count| count.get_attribute("data-count"));
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn show(units: i64) {
    if let Some(count) = document().get_element_by_id("cart-count") {
        let _ = count.set_attribute("data-count", &units.to_string());
        count.set_text_content(Some(&units.to_string()));
    }
    // What a screen reader says of the sign; the text for many holds `{n}` where the number stands.
    let label = match units {
        0 => dom::word("cart-words", "data-none"),
        1 => dom::word("cart-words", "data-one"),
        n => dom::word("cart-words", "data-many").replace("{n}", &n.to_string()),
    };
    if let Some(link) = document().get_element_by_id("cart-link") {
        let _ = link.set_attribute("aria-label", &label);
    }
}
