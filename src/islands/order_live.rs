//! An order's page while it is open: the server says when something moved, and the page asks what. Where no line to the
//! server holds, it asks every ten seconds.

use super::{
    dom,
    live::{self, Heard},
    press,
};
use crate::actions::order::look_at_order;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// Seconds between questions while there is no line.
const PAUSE: Duration = Duration::from_secs(10);

/// Follows the order of the page, whose place (`order-live`) holds the version that is shown and the word that is said
/// before the news.
#[island]
pub fn OrderLive() -> impl IntoView {
    let shown = StoredValue::new(0);
    let spoken = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(token) = token() else { return };
        shown.set_value(dom::word("order-live", "data-version").parse().unwrap_or(0));
        let asked = token.clone();
        let look = move || look(asked.clone(), shown, spoken);
        let news = look.clone();
        let line = live::follow(format!("/live/order/{token}"), move |heard| {
            if let Heard::Message(text) = heard
                && text.strip_prefix("order.changed ").and_then(|version| version.parse().ok())
                    != Some(shown.get_value())
            {
                news();
            }
        });
        set_interval(
            move || {
                if !line.get() {
                    look()
                }
            },
            PAUSE,
        );
    });
    view! { <p class="vh" role="status">{move || spoken.get()}</p> }
}

/// The secret of the link, from the address of the page.
fn token() -> Option<String> {
    let path = window().location().pathname().ok()?;
    path.strip_prefix("/order/").map(str::to_owned)
}

fn look(token: String, shown: StoredValue<u32>, spoken: RwSignal<String>) {
    spawn_local(async move {
        let Ok(Some(order)) = look_at_order(token, shown.get_value()).await else { return };
        press::released().await;
        if let Some(place) = document().get_element_by_id("order-live").filter(|_| order.version > shown.get_value()) {
            shown.set_value(order.version);
            dom::swap(&place, &order.html);
            spoken.set(dom::word("order-live", "data-updated") + " " + &order.spoken);
        }
    });
}
