//! The page holds still while a button is held down.
//!
//! Whoever leaves a field by pressing a button makes the browser tell the change first. Were the answer shown before the
//! release, the pressed button would be a new one or stand elsewhere, and the browser would see no click.

use super::dom;
use js_sys::{Date, Promise};
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, PointerEvent};

thread_local! {
    static DOWN: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds between two looks at the pointer.
const LOOK: i32 = 20;
/// Milliseconds after which a release counts as lost, outside the window for instance.
const LONGEST: f64 = 2000.0;

/// Begins to hear the pointer, once for the page.
pub fn listen() {
    dom::on(&document(), "pointerdown", |event| DOWN.set(presses(event)));
    for end in ["pointerup", "pointercancel"] {
        // The click comes right after the release; only then may the page change.
        dom::on(&document(), end, |_| set_timeout(|| DOWN.set(false), Duration::ZERO));
    }
}

/// Whether a click may follow. The list of a select is the system's own: some browsers tell of no release there.
fn presses(event: &Event) -> bool {
    let main = event.dyn_ref::<PointerEvent>().is_some_and(|pointer| pointer.button() == 0);
    main && dom::source(event).is_none_or(|source| dom::closest::<Element>(&source, "select").is_none())
}

/// Waits until nothing is held down, 2 s at most.
pub async fn released() {
    let began = Date::now();
    while DOWN.get() && Date::now() - began < LONGEST {
        pause(LOOK).await;
    }
    DOWN.set(false);
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let _ = JsFuture::from(after(milliseconds)).await;
}

/// Kept after so many milliseconds.
pub fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    })
}
