//! Small helpers over the browser's own interfaces, shared by the islands.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    CustomEvent, CustomEventInit, Document, DomParser, Element, Event, EventTarget, FormData, HtmlDocument,
    HtmlElement, HtmlFormElement, HtmlInputElement, MouseEvent, Node, SupportedType,
};

/// The cart holds so many units now; the detail is the number.
pub const CART_CHANGED: &str = "cart:changed";
/// The cart will hold so many units more once the server agrees; the detail is the difference.
pub const CART_EXPECTED: &str = "cart:expected";

/// Tells every island of the page a number by an event of the window.
pub fn tell(name: &str, number: i64) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_f64(number as f64));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = window().dispatch_event(&event);
    }
}

/// Hears an event of an element, the document or the window, for as long as the page lives.
pub fn on(target: &EventTarget, name: &str, hear: impl FnMut(&Event) + 'static) {
    hear_boxed(target, name, Box::new(hear));
}

/// One piece of code for all listeners: each would otherwise bring its own into the browser.
fn hear_boxed(target: &EventTarget, name: &str, mut hear: Box<dyn FnMut(&Event)>) {
    let closure = Closure::<dyn FnMut(Event)>::wrap(Box::new(move |event: Event| hear(&event)));
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Hears the numbers of an event of the window, for as long as the page lives.
pub fn on_window(name: &'static str, hear: impl Fn(i64) + 'static) {
    on(&window(), name, move |event| {
        if let Some(number) = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_f64()) {
            hear(number as i64);
        }
    });
}

/// The element that an event comes from.
pub fn source(event: &Event) -> Option<Element> {
    event.target().and_then(|target: EventTarget| target.dyn_into().ok())
}

/// Where a plain click of the first button came from: one with a key held down means another tab or a download.
pub fn plain_click(event: &Event) -> Option<Element> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let held = mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
    source(event).filter(|_| !held && !event.default_prevented())
}

/// The cookies that scripts may read, as the browser lists them.
pub fn cookies() -> String {
    document().unchecked_ref::<HtmlDocument>().cookie().unwrap_or_default()
}

/// A text that the browser keeps; empty where there is none, or where it keeps nothing.
pub fn kept(key: &str) -> String {
    let store = window().local_storage().ok().flatten();
    store.and_then(|store| store.get_item(key).ok().flatten()).unwrap_or_default()
}

/// Has the browser keep a text, if it will.
pub fn store(key: &str, text: &str) {
    if let Ok(Some(store)) = window().local_storage() {
        let _ = store.set_item(key, text);
    }
}

/// The element of the page with an id.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    element_of(id).and_then(|found| found.dyn_into().ok())
}

#[inline(never)]
fn element_of(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The nearest element of a selector, from an element outwards.
pub fn closest<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    outwards(element, selector).and_then(|found| found.dyn_into().ok())
}

#[inline(never)]
fn outwards(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The first element of a selector inside an element.
pub fn inside<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    inwards(element, selector).and_then(|found| found.dyn_into().ok())
}

#[inline(never)]
fn inwards(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// A text of the page for an island: the attribute of the element with the id. Texts come this way and not as props,
/// because props would bring a JSON parser into the browser.
pub fn word(id: &str, attribute: &str) -> String {
    document().get_element_by_id(id).and_then(|words| words.get_attribute(attribute)).unwrap_or_default()
}

/// The value of a form's field; empty where there is none.
pub fn value(form: &HtmlFormElement, name: &str) -> String {
    FormData::new_with_form(form).ok().and_then(|data| data.get(name).as_string()).unwrap_or_default()
}

/// Another page of the shop, read from its HTML.
pub fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// Puts the parts of another page (`data-part`, each with its id) in the place of this page's.
pub fn swap_parts(page: &Document) {
    each(&document(), "[data-part]", |part| {
        if let Some(new) = page.get_element_by_id(&part.id()) {
            swap(part, &new.inner_html());
        }
    });
}

/// Swaps the inside of an element for HTML of the server; the focus stays on the same control with what was typed there,
/// and what was folded stays folded.
pub fn swap(element: &Element, html: &str) {
    let focused = document().active_element().filter(|focused| element.contains(Some(focused)));
    let typed = focused.as_ref().and_then(|focused| focused.dyn_ref::<HtmlInputElement>());
    let typed = typed.map(|field| (field.value(), field.default_value()));
    let focused = focused.map(|focused| focused.id());
    let mut folds = vec![];
    each(element, "details[id]", |fold| folds.push((fold.id(), fold.has_attribute("open"))));
    element.set_inner_html(html);
    for (id, open) in folds {
        if let Some(fold) = by_id::<Element>(&id) {
            let _ = fold.toggle_attribute_with_force("open", open);
        }
    }
    super::shelf::mark();
    let Some(id) = focused else { return };
    // What the server says of the field itself counts more than what was typed before.
    if let (Some((typed, before)), Some(field)) = (typed, by_id::<HtmlInputElement>(&id))
        && field.default_value() == before
    {
        field.set_value(&typed);
    }
    let again = by_id::<HtmlElement>(&id).filter(|again| !again.has_attribute("disabled"));
    if let Some(target) = again.or_else(|| inside(element, "[tabindex='-1']")) {
        let _ = target.focus();
    }
}

/// Does something with each element of a selector inside a node.
pub fn each(node: &Node, selector: &str, mut work: impl FnMut(&Element)) {
    each_boxed(node, selector, &mut work);
}

fn each_boxed(node: &Node, selector: &str, work: &mut dyn FnMut(&Element)) {
    let found = match node.dyn_ref::<Element>() {
        Some(element) => element.query_selector_all(selector),
        None => node.unchecked_ref::<Document>().query_selector_all(selector),
    };
    let Ok(found) = found else { return };
    for place in 0..found.length() {
        if let Some(element) = found.item(place) {
            work(element.unchecked_ref());
        }
    }
}

/// Shows a sentence at a form's field, or clears it.
pub fn explain_at(form: &Element, sentence: Option<&str>) -> bool {
    if let Some(input) = inside::<HtmlInputElement>(form, "[name=quantity]") {
        let _ = match sentence {
            Some(_) => input.set_attribute("aria-invalid", "true"),
            None => input.remove_attribute("aria-invalid"),
        };
    }
    let Some(slot) = inside::<HtmlElement>(form, "[data-cart-error]") else { return false };
    slot.set_text_content(sentence);
    slot.set_hidden(sentence.is_none());
    true
}
