//! The pictures of a product: the strip moves the stage, and a picture opens large.

use super::dom;
use leptos::{ev, html::Dialog, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The ring around stage and strip; `gallery-words` names the button that closes the large picture.
#[island]
pub fn Gallery(children: Children) -> impl IntoView {
    let large = RwSignal::new(None::<(String, String)>);
    let dialog = NodeRef::<Dialog>::new();
    let clicked = move |event: ev::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a").ok().flatten()).filter(|_| plain) else { return };
        event.prevent_default();
        let href = link.get_attribute("href").unwrap_or_default();
        if let Some(id) = href.strip_prefix('#') {
            if let Some(slide) = document().get_element_by_id(id).and_then(|slide| slide.dyn_into::<HtmlElement>().ok())
            {
                bring(&slide);
            }
        } else if let Some(dialog) = dialog.get_untracked() {
            let alt = link.query_selector("img").ok().flatten().and_then(|image| image.get_attribute("alt"));
            large.set(Some((href, alt.unwrap_or_default())));
            let _ = dialog.show_modal();
        }
    };
    let close = RwSignal::new(String::new());
    Effect::new(move |_| close.set(dom::word("gallery-words", "data-close")));
    let shut = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <div class="ring" on:click=clicked on:scroll:capture=follow>{children()}</div>
        <dialog class="lightbox" node_ref=dialog on:click=shut>
            <img src=move || large.get().map(|(src, _)| src) alt=move || large.get().map(|(_, alt)| alt)/>
            <button class="icon-button icon-button--round" aria-label=move || close.get()>
                <svg class="icon" aria-hidden="true"><use href="#i-close"></use></svg>
            </button>
        </dialog>
    }
}

/// Scrolls the stage to one of its pictures.
pub fn bring(slide: &HtmlElement) {
    if let Some(stage) = slide.parent_element() {
        stage.set_scroll_left(slide.offset_left() - stage.unchecked_ref::<HtmlElement>().offset_left());
    }
}

/// Marks the link of the picture that the stage shows.
fn follow(event: ev::Event) {
    let Some(stage) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let width = stage.client_width().max(1);
    let place = (stage.scroll_left().abs() + width / 2) / width;
    let Some(strip) = stage.next_element_sibling() else { return };
    let links = strip.children();
    for at in 0..links.length() {
        let Some(link) = links.item(at) else { continue };
        let _ = match i32::try_from(at) == Ok(place) {
            true => link.set_attribute("aria-current", "true"),
            false => link.remove_attribute("aria-current"),
        };
    }
}
