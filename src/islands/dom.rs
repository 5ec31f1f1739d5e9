//! Small helpers over the browser's own interfaces, shared by the islands.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    CustomEvent, CustomEventInit, Element, Event, EventTarget, FormData, HtmlElement, HtmlFormElement, HtmlInputElement,
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
    let mut hear = hear;
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| hear(&event));
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

/// The nearest element of a selector, from an element outwards.
pub fn closest<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    element.closest(selector).ok().flatten().and_then(|found| found.dyn_into().ok())
}

/// The first element of a selector inside an element.
pub fn inside<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    element.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into().ok())
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

/// Swaps the inside of an element for HTML of the server and keeps the focus on the same control.
pub fn swap(element: &Element, html: &str) {
    let focused =
        document().active_element().filter(|focused| element.contains(Some(focused))).map(|focused| focused.id());
    element.set_inner_html(html);
    let Some(id) = focused else { return };
    let again = document().get_element_by_id(&id).filter(|again| !again.has_attribute("disabled"));
    let heading = || inside(element, "[tabindex='-1']");
    if let Some(target) = again.and_then(|again| again.dyn_into::<HtmlElement>().ok()).or_else(heading) {
        let _ = target.focus();
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
