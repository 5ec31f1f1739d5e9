//! What a visitor put aside: products to compare, and those that were looked at last. Both are lists of ids in the
//! browser; no page is another for them.

use super::{dom, fetch};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDocument, HtmlElement};

/// The cookie of what is compared, which the page of the comparison reads; and the most of them.
const COMPARED: &str = "stoa_compare";
const MOST_COMPARED: usize = 4;
const MONTH: u32 = 30 * 24 * 60 * 60;
/// Where the browser keeps what was looked at, and how many.
const SEEN: &str = "stoa_seen";
const MOST_SEEN: usize = 9;

/// Begins to hear the page.
pub fn listen() {
    dom::on(&document(), "submit", submitted);
    dom::on(&document(), "click", forgotten);
    // A page that comes back out of the browser's memory may show marks of before.
    dom::on(&window(), "pageshow", |_| mark());
    mark();
    look();
}

fn compared() -> Vec<String> {
    let all = dom::cookies();
    let value = all.split("; ").find_map(|pair| pair.strip_prefix(COMPARED)?.strip_prefix('='));
    value.unwrap_or_default().split('.').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// A product is put beside the others, or taken away again. When there is no room the form goes on to the page that
/// says so.
fn submitted(event: &Event) {
    let Some(id) = dom::source(event).and_then(|form| form.get_attribute("data-compare")) else { return };
    let mut ids = compared();
    let before = ids.len();
    ids.retain(|other| *other != id);
    if ids.len() == before {
        if before >= MOST_COMPARED {
            return;
        }
        ids.push(id);
    }
    event.prevent_default();
    let cookie = format!("{COMPARED}={}; Path=/; Max-Age={MONTH}; SameSite=Lax", ids.join("."));
    let secure = if window().location().protocol().as_deref() == Ok("https:") { "; Secure" } else { "" };
    let _ = document().unchecked_ref::<HtmlDocument>().set_cookie(&(cookie + secure));
    mark();
    let bar = dom::by_id::<Element>("compare-bar").and_then(|bar| bar.text_content());
    if let Some(voice) = dom::by_id::<Element>("compare-said") {
        voice.set_text_content(bar.as_deref());
    }
}

/// Shows on the buttons what is compared, and the way to the comparison.
pub fn mark() {
    let ids = compared();
    dom::each(&document(), "form[data-compare] button", |button| {
        let form = dom::closest::<Element>(button, "form").and_then(|form| form.get_attribute("data-compare"));
        let there = form.is_some_and(|id| ids.contains(&id));
        let _ = button.set_attribute("aria-pressed", if there { "true" } else { "false" });
    });
    let Some(bar) = dom::by_id::<HtmlElement>("compare-bar") else { return };
    bar.set_hidden(ids.is_empty());
    let words = bar.get_attribute("data-words").unwrap_or_default();
    bar.set_text_content(Some(&words.replace("{n}", &ids.len().to_string())));
}

/// Remembers this product, and shows those before it.
fn look() {
    let here = dom::by_id::<Element>("buy").and_then(|buy| buy.get_attribute("data-product")).unwrap_or_default();
    let kept = dom::kept(SEEN);
    let others: Vec<&str> = kept.split('.').filter(|id| !id.is_empty() && *id != here).take(MOST_SEEN - 1).collect();
    if !here.is_empty() {
        let now: Vec<&str> = std::iter::once(here.as_str()).chain(others.iter().copied()).collect();
        dom::store(SEEN, &now.join("."));
    }
    let Some(place) = dom::by_id::<Element>("seen").filter(|_| !others.is_empty()) else { return };
    let url = format!("/seen?products={}", others.join("."));
    fetch::then(url, move |html| place.set_inner_html(&html.unwrap_or_default()));
}

fn forgotten(event: &Event) {
    let button = dom::source(event).and_then(|source| dom::closest::<Element>(&source, "[data-forget-seen]"));
    if let Some(place) = button.and_then(|_| dom::by_id::<HtmlElement>("seen")) {
        dom::store(SEEN, "");
        place.set_hidden(true);
    }
}
