//! HTML of the server for a part of the page.

use super::press;
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Gets the text behind an address, and hands it on as soon as no button is held down; `None` when it could not be had.
pub fn then(url: String, hand_on: impl FnOnce(Option<String>) + 'static) {
    boxed(url, Box::new(hand_on));
}

/// One future for all: each would otherwise bring its own into the browser.
fn boxed(url: String, hand_on: Box<dyn FnOnce(Option<String>)>) {
    spawn_local(async move {
        let text = text(&url).await;
        press::released().await;
        hand_on(text);
    });
}

async fn text(url: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(url)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
