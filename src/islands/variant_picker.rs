//! Another variant without another page: the buy column comes from the server, the address and the picture follow.

use super::{dom, fetch, press};
use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The ring around the buy column; its links are the choices.
#[island]
pub fn VariantPicker(children: Children) -> impl IntoView {
    let asked = StoredValue::new(0u32);
    let choose = move |event: MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = link.and_then(|target| target.closest("a[data-choice]").ok().flatten()).filter(|_| plain)
        else {
            return;
        };
        event.prevent_default();
        mark(&link);
        let href = link.get_attribute("href").unwrap_or_default();
        name_in_form(&href);
        asked.update_value(|count| *count += 1);
        let mine = asked.get_value();
        spawn_local(async move {
            let column = fetch::text(&href.replacen('?', "/buy?", 1), None).await;
            press::released().await;
            if asked.get_value() != mine {
                return;
            }
            match column {
                Some(html) => show(&html, &href, &link.id()),
                None => drop(window().location().assign(&href)),
            }
        });
    };
    view! { <div class="ring" on:click=choose>{children()}</div> }
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
    let form = document().get_element_by_id("buy-form");
    let field = form.and_then(|form| dom::inside::<HtmlInputElement>(&form, "[name=variant]"));
    if let (Some(variant), Some(field)) = (variant, field) {
        field.set_value(variant);
    }
}

fn show(html: &str, href: &str, focused: &str) {
    let Some(column) = document().get_element_by_id("buy") else { return };
    column.set_inner_html(html);
    if let Some(link) = document().get_element_by_id(focused).and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
    follow_act(&column);
    let Ok(Some(head)) = column.query_selector("[data-price]") else { return };
    if let Some(bar) = document().get_element_by_id("bar-price") {
        bar.set_text_content(head.get_attribute("data-price").as_deref());
    }
    let picture = head.get_attribute("data-picture").and_then(|id| document().get_element_by_id(&id));
    if let Some(picture) = picture.and_then(|picture| picture.dyn_into::<HtmlElement>().ok()) {
        super::gallery::bring(&picture);
    }
}

/// The button at the foot of a phone says and does what the one of the form does.
fn follow_act(column: &Element) {
    let bar = document().get_element_by_id("bar-add");
    let (Some(bar), Some(add)) = (bar, dom::inside::<Element>(column, "#add")) else { return };
    bar.set_text_content(add.text_content().as_deref());
    let _ = bar.toggle_attribute_with_force("disabled", add.has_attribute("disabled"));
}
