//! A line to the server that islands share: text messages of one topic, taken up again when it breaks. Each time it is
//! taken up, the server says first what is true now.

use super::dom;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, WebSocket, window};

/// Milliseconds before a broken line is tried again; doubled up to the last.
const FIRST_PAUSE: i32 = 500;
const LAST_PAUSE: i32 = 30_000;
/// Tries in a row that fail before it is said.
const TRIES: u32 = 4;

/// What is heard of a line.
pub enum Heard {
    /// It holds, for the first time or again.
    Open,
    Message(String),
    /// It could not be taken up for a while; trying goes on.
    Lost,
}

/// Shows the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Follows an address for as long as the page lives; tells by its value whether the line holds now.
pub fn follow(path: String, hear: impl Fn(Heard) + 'static) -> Rc<Cell<bool>> {
    let line = Line {
        path,
        hear: Box::new(hear),
        holds: Rc::default(),
        pause: Cell::new(FIRST_PAUSE),
        tries: Cell::default(),
    };
    let line = Rc::new(line);
    open(line.clone());
    line.holds.clone()
}

struct Line {
    path: String,
    hear: Box<dyn Fn(Heard)>,
    holds: Rc<Cell<bool>>,
    pause: Cell<i32>,
    tries: Cell<u32>,
}

impl Line {
    fn opened(&self) {
        self.holds.set(true);
        self.pause.set(FIRST_PAUSE);
        self.tries.set(0);
        (self.hear)(Heard::Open);
    }

    fn closed(&self) {
        self.holds.set(false);
        self.tries.set(self.tries.get() + 1);
        if self.tries.get() == TRIES {
            (self.hear)(Heard::Lost);
        }
    }
}

fn open(line: Rc<Line>) {
    let Some(window) = window() else { return };
    let (Ok(protocol), Ok(host)) = (window.location().protocol(), window.location().host()) else { return };
    let scheme = if protocol == "https:" { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{host}{}", line.path)) else { return };
    let opened = line.clone();
    dom::on(&socket, "open", move |_| opened.opened());
    let heard = line.clone();
    dom::on(&socket, "message", move |event| {
        if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string()) {
            (heard.hear)(Heard::Message(text));
        }
    });
    dom::on(&socket, "close", move |_| {
        line.closed();
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
