//! The back office's ear: says that orders came or changed, and moves nothing until asked.

use super::dom;
use leptos::prelude::*;

/// A pill "1 new" beside the heading of the order list; a click shows them. `orders-words` has the texts for one and for
/// several, with `#` for the number.
#[island]
pub fn OrdersLive() -> impl IntoView {
    let fresh = RwSignal::new(0u32);
    #[cfg(feature = "hydrate")]
    super::live::listen("/live/admin/orders", move |message| {
        if message.starts_with("order.placed") {
            fresh.update(|count| *count += 1);
        }
    });
    let text = move || match fresh.get() {
        1 => dom::word("orders-words", "data-one"),
        count => dom::word("orders-words", "data-many").replace('#', &count.to_string()),
    };
    view! {
        <span role="status">
            <Show when=move || fresh.get().gt(&0)>
                <button class="live-pill" type="button" on:click=|_| super::live::reload()>{text.clone()}</button>
            </Show>
        </span>
    }
}

/// A pill that appears when the order on the page was changed elsewhere; the children are what it says. `main` holds
/// the order and the version that are shown.
#[island]
pub fn ReloadOnChange(children: Children) -> impl IntoView {
    let changed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    super::live::listen("/live/admin/orders", move |message| {
        let order = dom::word("main", "data-order");
        let version: u32 = dom::word("main", "data-version").parse().unwrap_or(0);
        let mut words = message.split(' ');
        let (_, id, now) = (words.next(), words.next(), words.next());
        if id == Some(order.as_str()) && now.and_then(|now| now.parse().ok()).is_some_and(|now: u32| now > version) {
            changed.set(true);
        }
    });
    view! {
        <span role="status">
            <button class="live-pill" type="button" hidden=move || !changed.get() on:click=|_| super::live::reload()>
                {children()}
            </button>
        </span>
    }
}
