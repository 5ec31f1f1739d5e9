//! Suggestions under a search field. The field is a plain form; this adds its roles, its keys and the list, which the
//! server writes. An empty field offers what was searched for before; only the browser remembers that.

use super::{dom, fetch};
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, Node};

/// Time without a key before the server is asked, and letters that are worth asking for.
const PAUSE: Duration = Duration::from_millis(110);
const LETTERS: usize = 2;
/// Where the browser keeps former searches, one a line, and how many of them.
const KEPT: &str = "stoa_searches";
const MOST: usize = 5;

thread_local! {
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// Begins to hear the fields of the page that have a list (`data-list`).
pub fn listen() {
    let page = document();
    dom::each(&page, "input[data-list]", |field| {
        let list = field.get_attribute("data-list").unwrap_or_default();
        let roles = [
            ("role", "combobox"),
            ("aria-expanded", "false"),
            ("aria-autocomplete", "list"),
            ("aria-controls", list.as_str()),
        ];
        for (name, value) in roles {
            let _ = field.set_attribute(name, value);
        }
    });
    for name in ["input", "focusin", "click"] {
        dom::on(&page, name, |event| {
            if let Some(field) = field(event) {
                ask(field);
            }
        });
    }
    dom::on(&page, "keydown", pressed);
    dom::on(&page, "focusout", left);
    dom::on(&page, "submit", |event| {
        if let Some(field) = dom::source(event).and_then(|form| dom::inside(&form, "input[data-list]")) {
            keep(&field);
        }
    });
    dom::on(&page, "click", |event| {
        if dom::source(event).is_some_and(|source| dom::closest::<Element>(&source, "[data-forget]").is_some()) {
            dom::store(KEPT, "");
            close_all();
        }
    });
    // Letters that were typed before this code came.
    if let Some(field) = page.active_element().and_then(|active| active.dyn_into::<HtmlInputElement>().ok())
        && field.has_attribute("data-list")
    {
        ask(field);
    }
}

fn field(event: &Event) -> Option<HtmlInputElement> {
    let field = dom::source(event)?.dyn_into::<HtmlInputElement>().ok()?;
    field.has_attribute("data-list").then_some(field)
}

fn list_of(field: &Element) -> Option<Element> {
    dom::by_id(&field.get_attribute("data-list")?)
}

/// Shows what fits the letters, after a moment in which no other came.
fn ask(field: HtmlInputElement) {
    let mine = ASKED.get() + 1;
    ASKED.set(mine);
    let text = field.value();
    if text.trim().is_empty() {
        return remembered(&field);
    }
    if text.trim().chars().count() < LETTERS {
        return show(&field, "");
    }
    set_timeout(
        move || {
            if ASKED.get() != mine {
                return;
            }
            let url = String::from("/search/suggest?q=") + &String::from(js_sys::encode_uri_component(&text));
            fetch::then(url, move |lines| {
                if let Some(lines) = lines.filter(|_| ASKED.get() == mine) {
                    show(&field, &lines);
                }
            });
        },
        PAUSE,
    );
}

fn show(field: &Element, lines: &str) {
    let Some(list) = list_of(field) else { return };
    list.set_inner_html(lines);
    opened(field, &list, !lines.is_empty());
}

fn opened(field: &Element, list: &Element, open: bool) {
    let _ = list.toggle_attribute_with_force("hidden", !open);
    let _ = field.set_attribute("aria-expanded", if open { "true" } else { "false" });
    let _ = field.remove_attribute("aria-activedescendant");
}

fn close_all() {
    ASKED.set(ASKED.get() + 1);
    dom::each(&document(), "input[data-list]", |field| show(field, ""));
}

/// What was searched for before, from the template that the page brings along.
fn remembered(field: &HtmlInputElement) {
    let kept = dom::kept(KEPT);
    let (Some(list), Some(words)) = (list_of(field), dom::by_id::<Element>("search-words")) else { return };
    if kept.is_empty() {
        return show(field, "");
    }
    list.set_inner_html(&words.inner_html());
    if let Some(model) = dom::inside::<Element>(&list, "a") {
        for (place, text) in kept.lines().enumerate() {
            let Ok(row) = model.clone_node_with_deep(true) else { continue };
            let row: Element = row.unchecked_into();
            row.set_id(&format!("suggestion-{place}"));
            let url = String::from("/search?q=") + &String::from(js_sys::encode_uri_component(text));
            let _ = row.set_attribute("href", &url);
            if let Some(label) = dom::inside::<Element>(&row, "span") {
                label.set_text_content(Some(text));
            }
            let _ = model.parent_node().map(|group| group.insert_before(&row, Some(&model)));
        }
        model.remove();
    }
    opened(field, &list, true);
}

/// Puts what was searched for before all others.
fn keep(field: &HtmlInputElement) {
    let text = field.value().trim().replace('\n', " ");
    if text.is_empty() {
        return;
    }
    let before = dom::kept(KEPT);
    let others = before.lines().filter(|line| *line != text).take(MOST - 1);
    dom::store(KEPT, &std::iter::once(text.as_str()).chain(others).collect::<Vec<_>>().join("\n"));
}

fn pressed(event: &Event) {
    let (Some(field), Some(key)) = (field(event), event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key)) else {
        return;
    };
    let Some(list) = list_of(&field).filter(|list| !list.has_attribute("hidden")) else { return };
    match key.as_str() {
        "ArrowDown" => moved(&field, &list, 1),
        "ArrowUp" => moved(&field, &list, -1),
        "Escape" => close_all(),
        "Enter" => {
            let Some(row) = dom::inside::<HtmlElement>(&list, "[aria-selected=true]") else { return };
            row.click();
        }
        _ => return,
    }
    event.prevent_default();
}

/// Marks the next line, or the one before; after the last comes the first.
fn moved(field: &Element, list: &Element, step: i32) {
    let mut rows = vec![];
    dom::each(list, "[role=option]", |row| rows.push(row.clone()));
    let count = rows.len() as i32;
    let now = rows.iter().position(|row| row.get_attribute("aria-selected").as_deref() == Some("true"));
    let first = if step > 0 { 0 } else { count - 1 };
    let next = now.map_or(first, |now| (now as i32 + step).rem_euclid(count.max(1))) as usize;
    for (place, row) in rows.iter().enumerate() {
        let _ = row.set_attribute("aria-selected", if place == next { "true" } else { "false" });
        if place == next {
            let _ = field.set_attribute("aria-activedescendant", &row.id());
            row.scroll_into_view_with_bool(false);
        }
    }
}

fn left(event: &Event) {
    let Some(field) = field(event) else { return };
    let next = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    let next = next.and_then(|next| next.dyn_into::<Node>().ok());
    if !list_of(&field).is_some_and(|list| next.is_some_and(|next| list.contains(Some(&next)))) {
        close_all();
    }
}
