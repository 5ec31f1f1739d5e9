//! Another variant without another page: the buy column comes from the server, the address and the picture follow.

use super::{dom, fetch};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams};

thread_local! {
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// Begins to hear the page, where something is sold.
pub fn listen() {
    if dom::by_id::<Element>("buy").is_none() {
        return;
    }
    let page = document();
    dom::on(&page, "click", chosen);
    dom::on(&page, "submit", asked_elsewhere);
    // Whoever said where to once is told so from then on.
    let form = dom::by_id::<Element>("delivery").and_then(|line| dom::inside::<HtmlFormElement>(&line, "form"));
    if let Some(form) = form.filter(|_| dom::cookies().contains("stoa_place=")) {
        fetch_column(column_of(&form, false), None, String::new());
    }
}

fn chosen(event: &Event) {
    let link = dom::plain_click(event).and_then(|source| dom::closest::<Element>(&source, "a[data-choice]"));
    let Some(link) = link else { return };
    event.prevent_default();
    mark(&link);
    let href = link.get_attribute("href").unwrap_or_default();
    name_in_form(&href);
    fetch_column(href.replacen('?', "/buy?", 1), Some(href), link.id());
}

/// Another place of delivery.
fn asked_elsewhere(event: &Event) {
    let form = dom::source(event).and_then(|source| source.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| form.has_attribute("data-place")) else { return };
    event.prevent_default();
    fetch_column(column_of(&form, true), None, "place".into());
}

/// The address of the buy column, with the place that was typed.
fn column_of(form: &HtmlFormElement, typed: bool) -> String {
    let action = form.get_attribute("action").unwrap_or_default();
    let path = action.split(['?', '#']).next().unwrap_or_default();
    let variant = dom::value(form, "variant");
    let pairs = FormData::new_with_form(form).and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data));
    match pairs {
        Ok(pairs) if typed => format!("{path}/buy?{}", String::from(pairs.to_string())),
        _ => format!("{path}/buy?variant={variant}"),
    }
}

/// Fetches the column and shows it; the page behind `href`, where there is one, stands in for it.
fn fetch_column(url: String, href: Option<String>, focused: String) {
    let mine = ASKED.get() + 1;
    ASKED.set(mine);
    fetch::then(url, move |column| {
        if ASKED.get() != mine {
            return;
        }
        match (column, href) {
            (Some(html), href) => show(&html, href.as_deref(), &focused),
            (None, Some(href)) => drop(window().location().assign(&href)),
            (None, None) => {}
        }
    });
}

/// Shows at once what was clicked; the server's answer confirms it.
fn mark(link: &Element) {
    if let Some(group) = link.parent_element()
        && let Ok(Some(old)) = group.query_selector("[aria-current]")
    {
        let _ = old.remove_attribute("aria-current");
    }
    let _ = link.set_attribute("aria-current", "true");
}

/// Whoever presses the button before the column has come gets what was chosen, not what was there before.
fn name_in_form(href: &str) {
    let variant = href.split_once("variant=").and_then(|(_, rest)| rest.split(['&', '#']).next());
    let form = dom::by_id::<Element>("buy-form");
    let field = form.and_then(|form| dom::inside::<HtmlInputElement>(&form, "[name=variant]"));
    if let (Some(variant), Some(field)) = (variant, field) {
        field.set_value(variant);
    }
}

fn show(html: &str, href: Option<&str>, focused: &str) {
    let Some(column) = dom::by_id::<Element>("buy") else { return };
    dom::swap(&column, html);
    let wrong = dom::inside::<HtmlElement>(&column, "[aria-invalid=true]").filter(|_| !focused.is_empty());
    if let Some(control) = wrong.or_else(|| dom::by_id(focused)) {
        let _ = control.focus();
    }
    if let (Some(href), Ok(history)) = (href, window().history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
    follow_act(&column);
    let Ok(Some(head)) = column.query_selector("[data-price]") else { return };
    let told = |name: &str| head.get_attribute(name);
    for (id, text) in [("bar-price", told("data-price")), ("bar-title", told("data-note"))] {
        if let (Some(shown), Some(text)) = (dom::by_id::<Element>(id), text) {
            shown.set_text_content(Some(&text));
        }
    }
    if let Some(voice) = dom::by_id::<Element>("buy-said").filter(|_| !focused.is_empty()) {
        voice.set_text_content(told("data-said").as_deref());
    }
    if let Some(picture) = told("data-picture").and_then(|id| dom::by_id::<HtmlElement>(&id)).filter(|_| href.is_some())
    {
        super::gallery::bring(&picture);
    }
}

/// The button at the foot of a phone says and does what the one of the form does.
fn follow_act(column: &Element) {
    let (Some(bar), Some(add)) = (dom::by_id::<Element>("bar-add"), dom::inside::<Element>(column, "#add")) else {
        return;
    };
    bar.set_text_content(add.text_content().as_deref());
    let _ = bar.toggle_attribute_with_force("disabled", add.has_attribute("disabled"));
}
