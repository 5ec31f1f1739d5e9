//! A line to the server that islands share: text messages of one topic, taken up again when it breaks.

use super::dom;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, WebSocket, window};

/// Milliseconds before a broken line is tried again; doubled up to the last.
const FIRST_PAUSE: i32 = 500;
const LAST_PAUSE: i32 = 30_000;

/// Shows the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Hears the messages of an address for as long as the page lives.
pub fn listen(path: &str, hear: impl Fn(String) + 'static) {
    follow(path.to_owned(), hear);
}

/// The same; tells by its value whether the line holds now.
pub fn follow(path: String, hear: impl Fn(String) + 'static) -> Rc<Cell<bool>> {
    let line = Rc::new(Line { path, hear: Box::new(hear), holds: Rc::default(), pause: Cell::new(FIRST_PAUSE) });
    open(line.clone());
    line.holds.clone()
}

struct Line {
    path: String,
    hear: Box<dyn Fn(String)>,
    holds: Rc<Cell<bool>>,
    pause: Cell<i32>,
}

fn open(line: Rc<Line>) {
    let Some(window) = window() else { return };
    let (Ok(protocol), Ok(host)) = (window.location().protocol(), window.location().host()) else { return };
    let scheme = if protocol == "https:" { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{host}{}", line.path)) else { return };
    let opened = line.clone();
    dom::on(&socket, "open", move |_| opened.holds.set(true));
    let heard = line.clone();
    dom::on(&socket, "message", move |event| {
        heard.pause.set(FIRST_PAUSE);
        if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string()) {
            (heard.hear)(text);
        }
    });
    dom::on(&socket, "close", move |_| {
        line.holds.set(false);
        let (again, pause) = (line.clone(), line.pause.get());
        line.pause.set((pause * 2).min(LAST_PAUSE));
        later(pause, move || open(again));
    });
}

fn later(milliseconds: i32, work: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let work = Closure::once_into_js(work);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds);
    }
}
