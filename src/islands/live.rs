//! A line to the server that islands share: text messages of one topic, taken up again when it breaks.

/// Shows the page anew.
pub fn reload() {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

#[cfg(feature = "hydrate")]
pub use browser::listen;

#[cfg(feature = "hydrate")]
mod browser {
    use std::{cell::RefCell, rc::Rc};
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{MessageEvent, WebSocket, window};

    /// Milliseconds before a broken line is tried again; doubled up to the last.
    const FIRST_PAUSE: i32 = 500;
    const LAST_PAUSE: i32 = 30_000;

    /// Hears the messages of an address for as long as the page lives.
    pub fn listen(path: &'static str, hear: impl Fn(String) + 'static) {
        open(path.to_owned(), Rc::new(hear), FIRST_PAUSE);
    }

    fn open(path: String, hear: Rc<dyn Fn(String)>, pause: i32) {
        let Some(window) = window() else { return };
        let (Ok(protocol), Ok(host)) = (window.location().protocol(), window.location().host()) else { return };
        let scheme = if protocol == "https:" { "wss" } else { "ws" };
        let Ok(socket) = WebSocket::new(&format!("{scheme}://{host}{path}")) else { return };
        let wait = Rc::new(RefCell::new(pause));
        let (heard, reset) = (hear.clone(), wait.clone());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            *reset.borrow_mut() = FIRST_PAUSE;
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let on_close = Closure::once_into_js(move || {
            let pause = *wait.borrow();
            later(pause, move || open(path, hear, (pause * 2).min(LAST_PAUSE)));
        });
        socket.set_onclose(Some(on_close.unchecked_ref()));
    }

    fn later(milliseconds: i32, work: impl FnOnce() + 'static) {
        if let Some(window) = window() {
            let work = Closure::once_into_js(work);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds);
        }
    }
}
