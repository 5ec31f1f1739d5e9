//! The page holds still while a button is held down.
//!
//! Whoever leaves a field by pressing a button makes the browser tell the change first. Were the answer shown before the
//! release, the pressed button would be a new one or stand elsewhere, and the browser would see no click.

use super::dom;
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static DOWN: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds between two looks at the pointer.
const LOOK: i32 = 20;
/// Looks until a release counts as lost, outside the window for instance.
const LOOKS: u32 = 100;

/// Begins to hear the pointer, once for the page.
pub fn listen() {
    dom::on(&document(), "pointerdown", |_| DOWN.set(true));
    for end in ["pointerup", "pointercancel"] {
        // The click comes right after the release; only then may the page change.
        dom::on(&document(), end, |_| set_timeout(|| DOWN.set(false), Duration::ZERO));
    }
}

/// Waits until nothing is held down, 2 s at most.
pub async fn released() {
    for _ in 0..LOOKS {
        if !DOWN.get() {
            return;
        }
        let pause = js_sys::Promise::new(&mut |resolve, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, LOOK);
        });
        let _ = JsFuture::from(pause).await;
    }
}
