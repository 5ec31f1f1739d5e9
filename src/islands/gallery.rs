//! The pictures of a product: the strip moves the stage, and a picture opens large, to be turned, swiped and zoomed.
//! Without this code the strip leads to places of the stage and each picture is a link to its file.

use super::dom;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlImageElement, KeyboardEvent, MouseEvent};

/// The largest zoom; each step is one more time the window.
const LARGEST: i32 = 4;

/// Begins to hear the page, where it has pictures of a product.
pub fn listen() {
    let Ok(Some(stage)) = document().query_selector(".gallery__stage") else { return };
    dom::on(&document(), "click", clicked);
    dom::on(&stage, "scroll", |event| follow(event, "gallery-thumbs"));
    // Where keys go quickly from picture to picture, the browser gives up scrolling on its way.
    dom::on(&stage, "focusin", |event| {
        if let Some(slide) = dom::source(event).and_then(|source| dom::closest::<HtmlElement>(&source, "a")) {
            bring(&slide);
        }
    });
    if let Some(strip) = dom::by_id::<Element>("large-strip") {
        dom::on(&strip, "scroll", |_| tell());
        dom::on(&document(), "keydown", pressed);
    }
}

fn clicked(event: &Event) {
    let Some(source) = dom::plain_click(event) else { return };
    if let Some(button) = dom::closest::<Element>(&source, ".lightbox button") {
        return act(&button);
    }
    if let (Some(picture), Some(mouse)) = (dom::closest(&source, ".lightbox img"), event.dyn_ref::<MouseEvent>()) {
        return point(&picture, mouse);
    }
    let Some(link) = dom::closest::<Element>(&source, ".gallery a") else { return };
    event.prevent_default();
    let slide = link.get_attribute("href").and_then(|href| dom::by_id::<HtmlElement>(href.strip_prefix('#')?));
    match slide {
        // The last of the strip stands for those that follow it: these are seen large.
        Some(slide) if link.has_attribute("data-more") => open(&slide),
        Some(slide) => bring(&slide),
        None => open(&link),
    }
}

fn act(button: &Element) {
    let number = |name: &str| button.get_attribute(name).and_then(|text| text.parse::<i32>().ok());
    if let Some(step) = number("data-turn") {
        turn(step);
    } else if let (Some(step), Some(slide)) = (number("data-zoom"), current()) {
        zoom(&slide, zoomed(&slide) + step);
    } else if let Some(dialog) = dom::by_id::<HtmlDialogElement>("lightbox") {
        dialog.close();
    }
}

/// Shows a picture large; the first time the window is filled with all of them.
fn open(slide: &Element) {
    let (Some(dialog), Some(strip)) =
        (dom::by_id::<HtmlDialogElement>("lightbox"), dom::by_id::<Element>("large-strip"))
    else {
        return;
    };
    let Some(stage) = slide.parent_element() else { return };
    let slides = stage.children();
    for at in (strip.child_element_count()..slides.length()).filter_map(|at| slides.item(at)) {
        add(&strip, &at);
    }
    let _ = dialog.show_modal();
    if let Some(large) = strip.children().item(place_of(&slides, slide)) {
        bring(large.unchecked_ref());
    }
    tell();
}

fn add(strip: &Element, slide: &Element) {
    let page = document();
    let Ok(frame) = page.create_element("div") else { return };
    let Ok(picture) = page.create_element("img") else { return };
    let alt = dom::inside::<HtmlImageElement>(slide, "img").map(|small| small.alt()).unwrap_or_default();
    let attributes = [("loading", "lazy"), ("alt", &alt), ("src", &slide.get_attribute("href").unwrap_or_default())];
    for (name, value) in attributes {
        let _ = picture.set_attribute(name, value);
    }
    let _ = frame.append_child(&picture);
    let _ = strip.append_child(&frame);
}

fn place_of(slides: &web_sys::HtmlCollection, slide: &Element) -> u32 {
    (0..slides.length()).find(|at| slides.item(*at).as_ref() == Some(slide)).unwrap_or_default()
}

/// The large picture in sight.
fn current() -> Option<Element> {
    let strip = dom::by_id::<Element>("large-strip")?;
    strip.children().item(shown(&strip))
}

fn turn(step: i32) {
    let Some(strip) = dom::by_id::<Element>("large-strip") else { return };
    let last = strip.child_element_count() as i32 - 1;
    let next = (shown(&strip) as i32 + step).clamp(0, last.max(0));
    if let Some(slide) = strip.children().item(next as u32) {
        bring(slide.unchecked_ref());
    }
}

fn pressed(event: &Event) {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
    let open = dom::by_id::<HtmlDialogElement>("lightbox").is_some_and(|dialog| dialog.open());
    let Some(slide) = current().filter(|_| open) else { return };
    let onward = onward();
    match key.as_str() {
        // A picture that is zoomed is moved by these keys.
        "ArrowRight" | "ArrowLeft" if zoomed(&slide) > 1 => return,
        "ArrowRight" => turn(onward),
        "ArrowLeft" => turn(-onward),
        "+" | "=" => zoom(&slide, zoomed(&slide) + 1),
        "-" => zoom(&slide, zoomed(&slide) - 1),
        _ => return,
    }
    event.prevent_default();
}

/// The direction of reading: 1, or -1 from right to left.
fn onward() -> i32 {
    let reversed = document().document_element().is_some_and(|root| root.matches("[dir=rtl]").unwrap_or(false));
    if reversed { -1 } else { 1 }
}

fn zoomed(slide: &Element) -> i32 {
    slide.get_attribute("data-zoom").and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn zoom(slide: &Element, to: i32) {
    let _ = slide.set_attribute("data-zoom", &to.clamp(1, LARGEST).to_string());
}

/// A click brings the place that was pointed at nearer, and the next one the whole picture back.
fn point(picture: &Element, mouse: &MouseEvent) {
    let Some(slide) = picture.parent_element() else { return };
    let seen = picture.get_bounding_client_rect();
    let (x, y) = (f64::from(mouse.client_x()) - seen.left(), f64::from(mouse.client_y()) - seen.top());
    zoom(&slide, if zoomed(&slide) > 1 { 1 } else { 3 });
    let grown = picture.get_bounding_client_rect();
    let at = |part: f64, before: f64, after: f64, window: i32| (part / before * after) as i32 - window / 2;
    // From right to left a row begins at its right end, and what lies beyond has negative places.
    let begin = if onward() < 0 { (grown.width() as i32 - slide.client_width()).max(0) } else { 0 };
    slide.set_scroll_left(at(x, seen.width(), grown.width(), slide.client_width()) - begin);
    slide.set_scroll_top(at(y, seen.height(), grown.height(), slide.client_height()));
}

/// Says which of the large pictures is in sight.
fn tell() {
    let (Some(strip), Some(count)) = (dom::by_id::<Element>("large-strip"), dom::by_id::<Element>("large-count"))
    else {
        return;
    };
    let words = count.get_attribute("data-words").unwrap_or_default();
    let text = words
        .replace("{n}", &(shown(&strip) + 1).to_string())
        .replace("{all}", &strip.child_element_count().to_string());
    if count.text_content().as_deref() != Some(text.as_str()) {
        count.set_text_content(Some(&text));
    }
}

/// Scrolls a row of pictures to one of them.
pub fn bring(slide: &HtmlElement) {
    if let Some(row) = slide.parent_element() {
        let from = row.first_element_child().map_or(0, |first| first.unchecked_ref::<HtmlElement>().offset_left());
        row.set_scroll_left(slide.offset_left() - from);
    }
}

/// The place of the picture that a row shows.
fn shown(row: &Element) -> u32 {
    let width = row.client_width().max(1);
    ((row.scroll_left().abs() + width / 2) / width) as u32
}

/// Marks the link of the picture that the stage shows; the last stands for those that follow it.
fn follow(event: &Event, strip: &str) {
    let (Some(stage), Some(strip)) = (dom::source(event), dom::by_id::<Element>(strip)) else { return };
    let links = strip.children();
    let place = shown(&stage).min(links.length().saturating_sub(1));
    for at in 0..links.length() {
        let Some(link) = links.item(at) else { continue };
        let _ = match at == place {
            true => link.set_attribute("aria-current", "true"),
            false => link.remove_attribute("aria-current"),
        };
    }
}
