//! Suggestions under a search field. The field is a plain form; this adds the list, its keys and its roles.

use super::{dom, fetch};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    task::spawn_local,
};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{AbortController, Element, HtmlInputElement, Node};

/// Time without a key before the server is asked, and letters that are worth asking for.
const PAUSE: Duration = Duration::from_millis(110);
const LETTERS: usize = 2;

/// The ring around a search form; its field names the list of suggestions (`data-list`, `data-list-label`).
#[island]
pub fn SearchBox(children: Children) -> impl IntoView {
    let html = RwSignal::new(String::new());
    let active = StoredValue::new(None::<i32>);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let asking = StoredValue::new_local(None::<AbortController>);
    let (ring, list) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let input = move || ring.get_untracked().and_then(|ring| dom::inside::<HtmlInputElement>(&ring, "input"));
    let options = move || list.get_untracked().and_then(|list| list.query_selector_all("[role=option]").ok());
    let show = move |lines: String| {
        if let Some(input) = input() {
            let _ = input.set_attribute("aria-expanded", if lines.is_empty() { "false" } else { "true" });
            let _ = input.remove_attribute("aria-activedescendant");
        }
        active.set_value(None);
        html.set(lines);
    };
    let ask = move || {
        let text = input().map(|input| input.value()).unwrap_or_default();
        if let Some(stale) = asking.try_update_value(Option::take).flatten() {
            stale.abort();
        }
        if text.trim().chars().count() < LETTERS {
            return show(String::new());
        }
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        asking.set_value(Some(controller));
        spawn_local(async move {
            let url = String::from("/search/suggest?q=") + &String::from(js_sys::encode_uri_component(&text));
            if let Some(lines) = fetch::text(&url, Some(&signal)).await {
                show(lines);
            }
        });
    };
    let typed = move |_| {
        if let Some(earlier) = waiting.try_update_value(Option::take).flatten() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    let moved = move |step: i32| {
        let (Some(input), Some(options)) = (input(), options()) else { return };
        let count = options.length() as i32;
        if count == 0 {
            return;
        }
        let place = active.get_value().map_or(if step > 0 { 0 } else { count - 1 }, |at| (at + step).rem_euclid(count));
        for at in 0..count {
            let Some(option) = options.item(at as u32).and_then(|node| node.dyn_into::<Element>().ok()) else {
                continue;
            };
            let _ = option.set_attribute("aria-selected", if at == place { "true" } else { "false" });
            if at == place {
                let _ = input.set_attribute("aria-activedescendant", &option.id());
                option.scroll_into_view_with_bool(false);
            }
        }
        active.set_value(Some(place));
    };
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !html.with_untracked(String::is_empty) => {
            event.prevent_default();
            moved(if event.key() == "ArrowDown" { 1 } else { -1 });
        }
        "Escape" if !html.with_untracked(String::is_empty) => {
            event.prevent_default();
            show(String::new());
        }
        "Enter" => {
            let place = active.get_value().and_then(|at| options()?.item(at as u32));
            let href =
                place.and_then(|node| node.dyn_into::<Element>().ok()).and_then(|link| link.get_attribute("href"));
            if let Some(href) = href {
                event.prevent_default();
                let _ = window().location().assign(&href);
            }
        }
        _ => {}
    };
    let left = move |event: FocusEvent| {
        let ring = event.current_target().and_then(|ring| ring.dyn_into::<Node>().ok());
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        if !ring.is_some_and(|ring| next.is_some_and(|next| ring.contains(Some(&next)))) {
            show(String::new());
        }
    };
    Effect::new(move |_| {
        let Some(input) = input() else { return };
        let named = |name: &str| input.get_attribute(name).unwrap_or_default();
        let id = named("data-list");
        if let Some(list) = list.get_untracked() {
            list.set_id(&id);
            let _ = list.set_attribute("aria-label", &named("data-list-label"));
        }
        let roles =
            [("role", "combobox"), ("aria-expanded", "false"), ("aria-autocomplete", "list"), ("aria-controls", &id)];
        for (name, value) in roles {
            let _ = input.set_attribute(name, value);
        }
        // Letters that were typed before this code came.
        if document().active_element().is_some_and(|focused| focused.id() == input.id()) {
            ask();
        }
    });
    view! {
        <div class="search-box" node_ref=ring on:input=typed on:keydown=pressed on:focusout=left>
            {children()}
            <div class="suggest" node_ref=list role="listbox"
                hidden=move || html.with(String::is_empty) inner_html=move || html.get()></div>
        </div>
    }
}
