//! The back office's ear: says that orders came or changed, and moves nothing until asked.

use leptos::prelude::*;

/// A pill "1 new" beside the heading of the order list; a click shows them.
#[island]
pub fn OrdersLive(
    /// The text for one.
    one: String,
    /// The text for several, with `#` for the number.
    many: String,
) -> impl IntoView {
    let fresh = RwSignal::new(0u32);
    #[cfg(feature = "hydrate")]
    super::live::listen("/live/admin/orders", move |message| {
        if message.starts_with("order.placed") {
            fresh.update(|count| *count += 1);
        }
    });
    let text = move || match fresh.get() {
        1 => one.clone(),
        count => many.replace('#', &count.to_string()),
    };
    view! {
        <span role="status">
            <Show when=move || fresh.get().gt(&0)>
                <button class="live-pill" type="button" on:click=|_| super::live::reload()>{text.clone()}</button>
            </Show>
        </span>
    }
}

/// A pill that appears when the order on the page was changed elsewhere.
#[island]
pub fn ReloadOnChange(
    /// The order on the page.
    order: String,
    /// The version on the page.
    version: u32,
    /// What the pill says.
    text: String,
) -> impl IntoView {
    let changed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    super::live::listen("/live/admin/orders", move |message| {
        let mut words = message.split(' ');
        let (_, id, now) = (words.next(), words.next(), words.next());
        if id == Some(order.as_str()) && now.and_then(|now| now.parse().ok()).is_some_and(|now: u32| now > version) {
            changed.set(true);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (order, version);
    view! {
        <span role="status">
            <Show when=move || changed.get()>
                <button class="live-pill" type="button" on:click=|_| super::live::reload()>{text.clone()}</button>
            </Show>
        </span>
    }
}
