//! A list that is filtered, sorted and read on without another page. Forms and links work as they are; here the page
//! behind them is fetched and its parts are put in the place of those that stand there. All state is in the address,
//! so that reload, Back and another browser show the same.

use super::{dom, fetch};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, FocusOptions, FormData, HtmlElement, HtmlFormElement, UrlSearchParams};

/// What becomes of the answer.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Another state of the list: a step of the history of its own.
    On,
    /// The same, seen from its beginning.
    Turn,
    /// A step back or forth in the history.
    Back,
    /// The products come after those that are there.
    More,
}

thread_local! {
    /// The address that the page shows.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
    static ASKED: Cell<u32> = const { Cell::new(0) };
    /// The address that was shown when the sheet opened; `None` while it is closed.
    static SHEET: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Begins to hear the page, where it is a list.
pub fn listen() {
    let (page, Some(sheet)) = (document(), dom::by_id::<Element>("filters")) else { return };
    SHOWN.set(here());
    dom::on(&page, "change", |event| {
        if let Some(form) = dom::source(event).filter(of_filters).and_then(|_| dom::by_id("filter")) {
            go(address(&form), Way::On);
        }
    });
    dom::on(&page, "submit", submitted);
    dom::on(&page, "click", clicked);
    dom::on(&page, "focusin", keep_focus);
    dom::on(&sheet, "toggle", |_| toggled());
    dom::on(&window(), "popstate", |_| came_back());
}

fn of_filters(source: &Element) -> bool {
    dom::closest::<Element>(source, "#filter,[form=filter]").is_some()
}

fn submitted(event: &Event) {
    let form = dom::source(event).and_then(|source| source.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| form.id() == "filter") else { return };
    event.prevent_default();
    go(address(&form), Way::On);
    close_sheet();
}

fn clicked(event: &Event) {
    let link = dom::plain_click(event).and_then(|source| dom::closest::<Element>(&source, "a[data-list]"));
    let Some(link) = link else { return };
    event.prevent_default();
    let way = match link.get_attribute("data-list").as_deref() {
        Some("more") => Way::More,
        Some("page") => Way::Turn,
        _ => Way::On,
    };
    go(link.get_attribute("href").unwrap_or_default(), way);
}

/// The state of the form as an address.
fn address(form: &HtmlFormElement) -> String {
    let pairs = FormData::new_with_form(form).and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data));
    let pairs = pairs.map(|pairs| String::from(pairs.to_string())).unwrap_or_default();
    let said: Vec<&str> = pairs.split('&').filter(|pair| !pair.ends_with('=')).collect();
    let action = form.get_attribute("action").unwrap_or_default();
    format!("{action}?{}", said.join("&"))
}

fn here() -> String {
    let place = window().location();
    place.pathname().unwrap_or_default() + &place.search().unwrap_or_default()
}

fn go(url: String, way: Way) {
    let mine = ASKED.get() + 1;
    ASKED.set(mine);
    busy("true");
    fetch::then(url.clone(), move |html| {
        if ASKED.get() != mine {
            return;
        }
        match html.and_then(|html| dom::parse(&html)) {
            Some(page) => show(&page, way),
            None => drop(window().location().assign(&url)),
        }
        busy("false");
    });
}

fn busy(state: &str) {
    if let Some(list) = dom::by_id::<Element>("list") {
        let _ = list.set_attribute("aria-busy", state);
    }
}

fn show(page: &Document, way: Way) {
    let state = |name: &str| dom::word("list-state", name);
    let (first, before) = (state("data-from"), window().scroll_y().unwrap_or_default());
    if way == Way::More {
        append(page);
        let href = page.get_element_by_id("list-state").and_then(|state| state.get_attribute("data-href"));
        let href = href.unwrap_or_default();
        let sign = if href.contains('?') { '&' } else { '?' };
        remember(&format!("{href}{sign}from={first}"), false);
        return say("shown");
    }
    dom::swap_parts(page);
    document().set_title(&page.title());
    say("total");
    if way == Way::Back {
        SHOWN.set(here());
        let y = window().history().and_then(|history| history.state()).ok().and_then(|state| state.as_f64());
        return window().scroll_to_with_x_and_y(0.0, y.unwrap_or_default());
    }
    let open = SHEET.with_borrow(Option::is_some);
    if let Some(history) = window().history().ok().filter(|_| !open) {
        let _ = history.replace_state(&JsValue::from_f64(before), "");
    }
    remember(&state("data-href"), !open);
    if let Some(list) = dom::by_id::<Element>("list").filter(|_| way == Way::Turn) {
        list.scroll_into_view();
    }
}

/// The next products, the foot that they bring along, and the focus on the first of them.
fn append(page: &Document) {
    let found = |document: &Document, selector: &str| document.query_selector(selector).ok().flatten();
    let shown = document();
    let (Some(grid), Some(more)) = (found(&shown, "#list .grid"), found(page, "#list .grid")) else { return };
    let first = dom::inside::<HtmlElement>(&more, ".card__title a");
    while let Some(card) = more.first_element_child() {
        let _ = grid.append_child(&card);
    }
    super::shelf::mark();
    if let (Some(foot), Some(new)) = (found(&shown, "#pager"), found(page, "#pager")) {
        foot.set_inner_html(&new.inner_html());
    }
    let calm = FocusOptions::new();
    calm.set_prevent_scroll(true);
    if let Some(first) = first {
        let _ = first.focus_with_options(&calm);
    }
}

/// Writes the address down, as a step of its own or in the place of the last.
fn remember(href: &str, step: bool) {
    SHOWN.set(href.to_owned());
    let Ok(history) = window().history() else { return };
    let _ = match step {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(href)),
        false => history.replace_state_with_url(&JsValue::NULL, "", Some(href)),
    };
}

/// Tells a screen reader what an element of the page says now.
fn say(id: &str) {
    let text = dom::by_id::<Element>(id).and_then(|said| said.text_content());
    if let Some(voice) = dom::by_id::<Element>("list-said") {
        voice.set_text_content(text.as_deref());
    }
}

fn came_back() {
    // Back closes the sheet and not the page; what was chosen in it stays.
    if SHEET.take().is_some() {
        remember(&SHOWN.with_borrow(String::clone), false);
        return close_sheet();
    }
    let here = here();
    if SHOWN.with_borrow(|shown| *shown != here) {
        return go(here, Way::Back);
    }
    // Back again before the answer: what was asked for is not wanted any more.
    ASKED.set(ASKED.get() + 1);
    busy("false");
}

fn close_sheet() {
    if let Some(sheet) = dom::by_id::<HtmlElement>("filters") {
        let _ = sheet.hide_popover();
    }
}

/// An open sheet is a step of the history of its own, and a dialog.
fn toggled() {
    let Some(sheet) = dom::by_id::<HtmlElement>("filters") else { return };
    let open = sheet.matches(":popover-open").unwrap_or(false);
    let Ok(history) = window().history() else { return };
    if open {
        let shown = SHOWN.with_borrow(String::clone);
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&shown));
        SHEET.set(Some(shown));
        let _ = sheet.set_attribute("role", "dialog");
        let _ = sheet.set_attribute("aria-modal", "true");
        return;
    }
    let _ = sheet.remove_attribute("role");
    let _ = sheet.remove_attribute("aria-modal");
    // Closed by a button, and nothing was chosen: the step is taken back.
    if SHEET.take().is_some_and(|before| SHOWN.with_borrow(|shown| *shown == before)) {
        let _ = history.back();
    }
    if let Some(opener) = dom::by_id::<HtmlElement>("filter-open") {
        let _ = opener.focus();
    }
}

/// Behind an open sheet nothing takes the focus.
fn keep_focus(event: &Event) {
    let (Some(sheet), Some(source)) = (dom::by_id::<Element>("filters"), dom::source(event)) else { return };
    if SHEET.with_borrow(Option::is_some)
        && !sheet.contains(Some(&source))
        && let Some(first) = dom::inside::<HtmlElement>(&sheet, "button")
    {
        let _ = first.focus();
    }
}
