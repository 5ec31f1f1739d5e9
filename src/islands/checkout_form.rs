//! The checkout form while it is filled in: totals follow the choices, a field says what is wrong when it is left, and
//! the button is pressed once.

use super::{dom, press};
use crate::actions::checkout::{FormState, look_at_checkout};
use leptos::{prelude::*, task::spawn_local};
use model::checkout::CheckoutForm;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement};

/// How long a press counts as under way.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hears the form of the page. The children say that the server did not answer.
#[island]
pub fn CheckoutIsland(children: Children) -> impl IntoView {
    let trouble = RwSignal::new(false);
    let sent = StoredValue::new(0_u32);
    Effect::new(move |_| listen(trouble, sent));
    view! {
        <div class="toasts" role="status">
            <div class="toast" hidden=move || !trouble.get()><p>{children()}</p></div>
        </div>
    }
}

fn listen(trouble: RwSignal<bool>, sent: StoredValue<u32>) {
    let Some(form) = form() else { return };
    if let Some(summary) =
        document().get_element_by_id("checkout-trouble").and_then(|e| e.dyn_into::<HtmlElement>().ok())
    {
        let _ = summary.focus();
    }
    dom::on(&form, "change", move |event| look(event, trouble, sent));
    dom::on(&form, "input", clear_error);
    dom::on(&form, "submit", move |event| press_once(event, sent));
    // A page that comes back from the browser's memory can be pressed again.
    dom::on(&window(), "pageshow", |_| release());
}

fn form() -> Option<HtmlFormElement> {
    document().get_element_by_id("checkout-form").and_then(|form| form.dyn_into().ok())
}

fn button() -> Option<Element> {
    document().get_element_by_id("pay-button")
}

fn press_once(event: &Event, sent: StoredValue<u32>) {
    let Some(button) = button() else { return };
    if button.has_attribute("aria-busy") {
        return event.prevent_default();
    }
    let _ = button.set_attribute("aria-busy", "true");
    // The page leaves; an answer that is on its way would bring a button that was not pressed.
    sent.update_value(|sent| *sent += 1);
    // Whoever stopped the page on its way may press again; the server knows the order by its key.
    set_timeout(release, PATIENCE);
}

fn release() {
    if let Some(button) = button() {
        let _ = button.remove_attribute("aria-busy");
    }
}

/// Asks what the form comes to now; the answer to the last question counts.
fn look(event: &Event, trouble: RwSignal<bool>, sent: StoredValue<u32>) {
    let (Some(form), Some(source)) = (form(), dom::source(event)) else { return };
    let left = source.get_attribute("name").unwrap_or_default();
    sent.update_value(|sent| *sent += 1);
    let mine = sent.get_value();
    let typed = typed(&form);
    spawn_local(async move {
        let answer = look_at_checkout(typed).await;
        press::released().await;
        if sent.get_value() != mine {
            return;
        }
        trouble.set(answer.is_err());
        if let Ok(Some(state)) = answer {
            show(&state, &left);
        }
    });
}

fn show(state: &FormState, left: &str) {
    for (id, html) in &state.parts {
        let part = document().get_element_by_id(id);
        // Fields that are being filled in are left alone; they come and go as a whole.
        let typed_in =
            |part: &Element| dom::inside::<HtmlElement>(part, "fieldset > .field").is_some() && !html.is_empty();
        if let Some(part) = part.filter(|part| !typed_in(part)) {
            dom::swap(&part, html);
        }
    }
    if let Some(total) =
        document().get_element_by_id("expected_total").and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
    {
        total.set_value(&state.total.to_string());
    }
    let field = document().get_element_by_id(left).filter(|field| field.class_list().contains("input"));
    let Some(field) = field else { return };
    match state.wrong.iter().find(|(name, _)| name == left) {
        Some((_, sentence)) => explain(&field, left, sentence),
        None => forget(&field, left),
    }
}

/// Puts a sentence between the label and its field, as the server would.
fn explain(field: &Element, name: &str, sentence: &str) {
    forget(field, name);
    let Ok(error) = document().create_element("p") else { return };
    error.set_class_name("field__error");
    error.set_id(&format!("{name}-error"));
    error.set_text_content(Some(sentence));
    let _ = field.set_attribute("aria-invalid", "true");
    let described = match field.get_attribute("aria-describedby") {
        Some(hint) => format!("{name}-error {hint}"),
        None => format!("{name}-error"),
    };
    let _ = field.set_attribute("aria-describedby", &described);
    if let Some(parent) = field.parent_node() {
        let _ = parent.insert_before(&error, Some(field));
    }
}

/// Takes the sentence at a field away.
fn forget(field: &Element, name: &str) {
    let id = format!("{name}-error");
    if let Some(error) = document().get_element_by_id(&id) {
        error.remove();
    }
    let _ = field.remove_attribute("aria-invalid");
    let rest = field.get_attribute("aria-describedby").unwrap_or_default().replace(&id, "");
    let _ = match rest.trim() {
        "" => field.remove_attribute("aria-describedby"),
        rest => field.set_attribute("aria-describedby", rest),
    };
}

/// A wrong field that is being mended is not wrong any more; leaving it tells anew.
fn clear_error(event: &Event) {
    if let Some(field) = dom::source(event).filter(|field| field.get_attribute("aria-invalid").is_some()) {
        forget(&field, &field.id());
    }
}

fn typed(form: &HtmlFormElement) -> CheckoutForm {
    let value = |name: &str| dom::value(form, name);
    CheckoutForm {
        email: value("email"),
        name: value("name"),
        company: value("company"),
        street: value("street"),
        postcode: value("postcode"),
        city: value("city"),
        country: value("country"),
        phone: value("phone"),
        shipping: value("shipping"),
        payment: value("payment"),
        bill_elsewhere: value("bill_elsewhere"),
        bill_name: value("bill_name"),
        bill_company: value("bill_company"),
        bill_street: value("bill_street"),
        bill_postcode: value("bill_postcode"),
        bill_city: value("bill_city"),
        bill_country: value("bill_country"),
        key: value("key"),
        expected_total: value("expected_total"),
        currency: value("currency"),
    }
}
