//! The cart drawer, and with it every cart form of a page: products, drawer and cart page. Each form works without
//! this code; here it is sent without leaving the page. What is shown comes as HTML from the server.

use super::{cart_count, cart_forms, dom};
use crate::actions::Rejection;
use js_sys::Promise;
use leptos::{html, prelude::*};
use model::cart::CartChanged;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What the listeners share.
#[derive(Clone, Copy)]
pub struct Drawer {
    dialog: NodeRef<html::Dialog>,
    frame: NodeRef<html::Div>,
    spoken_inside: RwSignal<String>,
    spoken_outside: RwSignal<String>,
    toast: RwSignal<String>,
    /// An answer that was not shown, since a later change was on its way.
    skipped: StoredValue<Option<CartChanged>, LocalStorage>,
    /// Counts what was sent; only the answer to the last is shown.
    pub sent: StoredValue<u32>,
    /// Kept as soon as the change that was sent last is answered.
    pub last: StoredValue<Option<Promise>, LocalStorage>,
    /// Changes that are not answered yet.
    pub open: StoredValue<u32>,
}

/// The drawer and the voice of the cart. The children are the label of the button that takes a message away; the
/// other texts are those of `cart-words`.
#[island]
pub fn CartDrawer(children: Children) -> impl IntoView {
    let drawer = Drawer {
        dialog: NodeRef::new(),
        frame: NodeRef::new(),
        spoken_inside: RwSignal::default(),
        spoken_outside: RwSignal::default(),
        toast: RwSignal::default(),
        skipped: StoredValue::new_local(None),
        sent: StoredValue::new(0),
        last: StoredValue::new_local(None),
        open: StoredValue::new(0),
    };
    Effect::new(move |_| {
        cart_count::follow();
        cart_forms::listen(drawer);
    });
    let close_on_scrim = move |event: web_sys::MouseEvent| {
        let on_scrim = dom::source(&event).is_some_and(|source| source.tag_name() == "DIALOG");
        if let Some(dialog) = drawer.dialog.get().filter(|_| on_scrim) {
            dialog.close();
        }
    };
    view! {
        <dialog class="drawer" aria-labelledby="cart-title" node_ref=drawer.dialog on:click=close_on_scrim>
            <div class="drawer__frame" node_ref=drawer.frame></div>
            <p class="vh" role="status">{move || drawer.spoken_inside.get()}</p>
        </dialog>
        <p class="vh" role="status">{move || drawer.spoken_outside.get()}</p>
        <div class="toasts" role="alert">
            <div class="toast" hidden=move || drawer.toast.get().is_empty()>
                <p>{move || drawer.toast.get()}</p>
                <button class="button button--sm" type="button" on:click=move |_| drawer.toast.set(String::new())>{children()}</button>
            </div>
        </div>
    }
}

impl Drawer {
    /// Where the answer to a form is shown: the cart page that it stands on, or the drawer.
    pub fn place(form: &Element) -> &'static str {
        if dom::closest::<Element>(form, "[data-cart-page]").is_some() { "page" } else { "drawer" }
    }

    /// Shows the cart after a change.
    pub fn show(self, answer: CartChanged, place: &str) {
        dom::tell(dom::CART_CHANGED, i64::from(answer.count));
        self.toast.set(String::new());
        self.skipped.set_value(None);
        if place == "page" {
            if let Ok(Some(page)) = document().query_selector("[data-cart-page]") {
                dom::swap(&page, &answer.drawer);
            }
            return self.spoken_outside.set(answer.spoken);
        }
        let (Some(dialog), Some(frame)) = (self.dialog.get_untracked(), self.frame.get_untracked()) else { return };
        dom::swap(&frame, &answer.drawer);
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        self.spoken_inside.set(answer.spoken);
    }

    /// Keeps an answer that is not shown, since a later change is on its way.
    pub fn skip(self, answer: CartChanged) {
        self.skipped.set_value(Some(answer));
    }

    /// Shows what was skipped, where the cart is in sight: the last change was refused.
    pub fn catch_up(self, place: &str) {
        let open = self.dialog.get_untracked().is_some_and(|dialog| dialog.open());
        let skipped = self.skipped.try_update_value(Option::take).flatten();
        if let Some(answer) = skipped.filter(|_| open || place == "page") {
            self.show(answer, place);
        }
    }

    /// Says why a change was refused: at the form's field where it has one, else in a toast.
    pub fn refuse(self, form: Option<&HtmlElement>, rejection: Rejection) {
        let fault = rejection.0;
        let of_field = fault.fields.first().map(|field| field.message.clone());
        let sentence = of_field.filter(|text| !text.is_empty()).unwrap_or(fault.message);
        let sentence = if sentence.is_empty() { dom::word("cart-words", "data-unreached") } else { sentence };
        let at_field = form.is_some_and(|form| dom::explain_at(form.unchecked_ref(), Some(&sentence)));
        if !at_field {
            // Behind an open dialog nobody could read it, nor take it away.
            if let Some(dialog) = self.dialog.get_untracked() {
                dialog.close();
            }
            self.toast.set(sentence);
        }
    }
}
