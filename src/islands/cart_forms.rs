//! The cart forms of a page, heard at the document, so that HTML that comes later needs no code of its own.

use super::{cart_drawer::Drawer, dom, press};
use crate::actions::{Rejection, cart};
use js_sys::{Array, Promise};
use leptos::{prelude::*, task::spawn_local};
use model::cart::CartChanged;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent};

/// Milliseconds that a change waits for the answer to the one before.
const PATIENCE: i32 = 10_000;

/// Begins to hear the page.
pub fn listen(drawer: Drawer) {
    let page = document();
    dom::on(&page, "submit", move |event| submitted(drawer, event));
    dom::on(&page, "click", move |event| clicked(drawer, event));
    dom::on(&page, "change", changed);
}

fn submitted(drawer: Drawer, event: &Event) {
    let Some(form) = dom::source(event).and_then(|source| source.dyn_into::<HtmlFormElement>().ok()) else { return };
    let step = event
        .dyn_ref::<SubmitEvent>()
        .and_then(SubmitEvent::submitter)
        .and_then(|button| button.get_attribute("value"))
        .and_then(|value| value.parse::<i64>().ok());
    let ours = ["data-add-to-cart", "data-cart-set", "data-cart-remove"];
    let Some(kind) = ours.into_iter().find(|name| form.has_attribute(name)) else { return };
    event.prevent_default();
    match kind {
        "data-add-to-cart" => add(drawer, form),
        "data-cart-set" => set(drawer, form, step.unwrap_or(0)),
        _ => remove(drawer, form),
    }
}

/// A typed quantity counts when the field is left.
fn changed(event: &Event) {
    let form = dom::source(event)
        .filter(|source| source.get_attribute("name").as_deref() == Some("quantity"))
        .and_then(|source| dom::closest::<HtmlFormElement>(&source, "form[data-cart-set]"));
    if let Some(form) = form {
        let _ = form.request_submit();
    }
}

fn clicked(drawer: Drawer, event: &Event) {
    let Some(source) = dom::source(event) else { return };
    if let Some(button) = dom::closest::<Element>(&source, "button[data-step]") {
        step_field(&button);
    }
    let plain = event
        .dyn_ref::<web_sys::MouseEvent>()
        .is_some_and(|mouse| !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key()));
    if let Some(link) = dom::closest(&source, "a[href='/checkout']").filter(|_| plain) {
        leave_with_all(drawer, event, &link);
    }
    let on_cart_page = matches!(document().query_selector("[data-cart-page]"), Ok(Some(_)));
    if plain && !on_cart_page && dom::closest::<Element>(&source, "a[data-cart-open]").is_some() {
        event.prevent_default();
        send(drawer, None, "drawer", 0, cart::show_cart("drawer".into()));
    }
}

/// One more or one less in a field that no server has to hear of yet.
fn step_field(button: &Element) {
    let field = dom::closest::<Element>(button, ".stepper")
        .and_then(|stepper| dom::inside::<HtmlInputElement>(&stepper, "input"));
    let Some(field) = field else { return };
    let bound = |name: &str, none: i64| field.get_attribute(name).and_then(|text| text.parse().ok()).unwrap_or(none);
    let step: i64 = button.get_attribute("data-step").and_then(|text| text.parse().ok()).unwrap_or(0);
    let now: i64 = field.value().trim().parse().unwrap_or(1);
    field.set_value(&(now + step).clamp(bound("min", 1), bound("max", 999)).to_string());
}

fn add(drawer: Drawer, form: HtmlFormElement) {
    if form.get_attribute("aria-busy").as_deref() == Some("true") {
        return;
    }
    let (variant, quantity) = (dom::value(&form, "variant"), dom::value(&form, "quantity"));
    let expected: i64 = quantity.trim().parse().unwrap_or(0).clamp(0, 999);
    let place = Drawer::place(&form);
    let call = cart::add_to_cart(variant, quantity, place.into());
    send(drawer, Some(form), place, expected, call);
}

fn set(drawer: Drawer, form: HtmlFormElement, step: i64) {
    let place = Drawer::place(&form);
    let mut typed = dom::value(&form, "quantity");
    let mut expected = 0;
    if let (Ok(now), true) = (typed.trim().parse::<i64>(), step != 0) {
        typed = (now + step).to_string();
        expected = step;
        if let Some(field) = dom::inside::<HtmlInputElement>(&form, "[name=quantity]") {
            field.set_value(&typed);
        }
    }
    let call = cart::set_cart_line(dom::value(&form, "variant"), typed, place.into());
    send(drawer, Some(form), place, expected, call);
}

fn remove(drawer: Drawer, form: HtmlFormElement) {
    let place = Drawer::place(&form);
    let call = cart::remove_cart_line(dom::value(&form, "variant"), place.into());
    send(drawer, Some(form), place, 0, call);
}

/// Sends a change; the badge shows what is expected at once and goes back when the server refuses.
fn send(
    drawer: Drawer,
    form: Option<HtmlFormElement>,
    place: &'static str,
    expected: i64,
    call: impl Future<Output = Result<CartChanged, Rejection>> + 'static,
) {
    if expected != 0 {
        dom::tell(dom::CART_EXPECTED, expected);
    }
    if let Some(form) = &form {
        dom::explain_at(form, None);
        let _ = form.set_attribute("aria-busy", "true");
    }
    drawer.sent.update_value(|sent| *sent += 1);
    let mine = drawer.sent.get_value();
    spawn_local(async move {
        let answer = in_turn(drawer, call).await;
        press::released().await;
        if let Some(form) = &form {
            let _ = form.remove_attribute("aria-busy");
        }
        match answer {
            Ok(answer) if drawer.sent.get_value() == mine => drawer.show(answer, place),
            Ok(answer) => drawer.skip(answer),
            Err(rejection) => {
                dom::tell(dom::CART_EXPECTED, -expected);
                if drawer.sent.get_value() == mine {
                    drawer.catch_up(place);
                }
                let form = form.map(|form| form.unchecked_into::<HtmlElement>());
                // What was stepped to is not what the cart holds; what was typed stays.
                let stepped = form.as_ref().filter(|_| expected != 0);
                let field =
                    stepped.and_then(|form| dom::inside::<HtmlInputElement>(form, "[data-cart-set] [name=quantity]"));
                if let Some(field) = field {
                    field.set_value(&field.default_value());
                }
                drawer.refuse(form.as_ref(), rejection);
            }
        }
    });
}

/// Changes go one after the other: sent side by side, the server could make them in another order.
async fn in_turn<T>(drawer: Drawer, call: impl Future<Output = T>) -> T {
    let before = drawer.last.get_value();
    let mut finish = None;
    drawer.last.set_value(Some(Promise::new(&mut |resolve, _| finish = Some(resolve))));
    drawer.open.update_value(|open| *open += 1);
    answered(before).await;
    let answer = call.await;
    drawer.open.update_value(|open| *open -= 1);
    if let Some(finish) = finish {
        let _ = finish.call0(&JsValue::NULL);
    }
    answer
}

/// Waits for the answer to a change, but not for ever.
async fn answered(change: Option<Promise>) {
    if let Some(change) = change {
        let _ = JsFuture::from(Promise::race(&Array::of2(&change, &press::after(PATIENCE)))).await;
    }
}

/// Whoever goes to the checkout while changes are on their way takes them along: a page that is left sends no more.
fn leave_with_all(drawer: Drawer, event: &Event, link: &HtmlAnchorElement) {
    if drawer.open.get_value() == 0 {
        return;
    }
    event.prevent_default();
    let href = link.href();
    spawn_local(async move {
        answered(drawer.last.get_value()).await;
        let _ = window().location().assign(&href);
    });
}
