//! The back office's ear: says that orders came or changed, and moves nothing until asked.

use super::{
    dom,
    live::{self, Heard},
};
use leptos::prelude::*;

/// A pill "1 new" beside the heading of the order list; a click shows them. `orders-words` has the texts for one and for
/// several, with `#` for the number, and for a list that does not follow; and from which moment on orders are new to the
/// page, but for those it knows.
#[island]
pub fn OrdersLive() -> impl IntoView {
    let fresh = RwSignal::new(Vec::<String>::new());
    let deaf = RwSignal::new(false);
    Effect::new(move |_| {
        let known = dom::word("orders-words", "data-known");
        let path = String::from("/live/admin/orders?since=") + &dom::word("orders-words", "data-since");
        live::follow(path, move |heard| match heard {
            Heard::Open => deaf.set(false),
            Heard::Lost => deaf.set(true),
            Heard::Message(text) => {
                // After a break, the server names orders again that were heard of before.
                let order = text.strip_prefix("order.placed ").filter(|id| !known.contains(id));
                if let Some(id) =
                    order.filter(|id| fresh.with_untracked(|fresh| !fresh.iter().any(|heard| heard == id)))
                {
                    fresh.update(|fresh| fresh.push(id.to_owned()));
                }
            }
        });
    });
    let text = move || match fresh.with(Vec::len) {
        1 => dom::word("orders-words", "data-one"),
        count => dom::word("orders-words", "data-many").replace('#', &count.to_string()),
    };
    view! {
        <span role="status">
            <Show when=move || fresh.with(|fresh| !fresh.is_empty())>
                <button class="live-pill" type="button" on:click=|_| live::reload()>{text}</button>
            </Show>
            <Show when=move || deaf.get()>
                <span class="muted">{dom::word("orders-words", "data-lost")}</span>
            </Show>
        </span>
    }
}

/// A pill that appears when the order on the page was changed elsewhere; the children are what it says. `main` holds
/// the order and the version that are shown.
#[island]
pub fn ReloadOnChange(children: Children) -> impl IntoView {
    let changed = RwSignal::new(false);
    Effect::new(move |_| {
        let order = dom::word("main", "data-order");
        let version: u32 = dom::word("main", "data-version").parse().unwrap_or(0);
        live::follow(String::from("/live/admin/orders?order=") + &order, move |heard| {
            let Heard::Message(message) = heard else { return };
            let mut words = message.split(' ');
            let (_, id, now) = (words.next(), words.next(), words.next());
            if id == Some(order.as_str()) && now.and_then(|now| now.parse().ok()).is_some_and(|now: u32| now > version)
            {
                changed.set(true);
            }
        });
    });
    view! {
        <span role="status">
            <button class="live-pill" type="button" hidden=move || !changed.get() on:click=|_| live::reload()>
                {children()}
            </button>
        </span>
    }
}
