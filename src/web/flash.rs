//! What the next page is told once: the line that was just taken out of the cart, so that it can be put back.

use super::{Visit, cart::Removed, cookie};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use commerce::secret::Token;

const NAME: &str = "stoa_removed";
const SECONDS: u32 = 60;

/// The `Set-Cookie` value that remembers a removed line for the next cart page.
pub fn keep(visit: &Visit, removed: &Removed) -> String {
    let title = URL_SAFE_NO_PAD.encode(&removed.title);
    let value = format!("{}.{}.{}.{title}", removed.variant, removed.units, removed.place);
    visit.site().cookie(NAME, &value, "/cart", SECONDS)
}

/// The removed line that the visit remembers.
pub fn removed(visit: &Visit) -> Option<Removed> {
    let mut parts = cookie(&visit.headers, NAME)?.splitn(4, '.');
    let variant = parts.next()?.parse().ok()?;
    let units = parts.next()?.parse().ok()?;
    let place = parts.next()?.parse().ok()?;
    let title = String::from_utf8(URL_SAFE_NO_PAD.decode(parts.next()?).ok()?).ok()?;
    Some(Removed { variant, units, title, place })
}

/// The `Set-Cookie` value that forgets it.
pub fn clear(visit: &Visit) -> String {
    visit.site().cookie(NAME, "", "/cart", 0)
}

/// The order that was placed last, so that Back from the provider's page leads to it while it waits for money.
const ORDER: &str = "stoa_order";
const ORDER_SECONDS: u32 = 60 * 60;

/// The `Set-Cookie` value that remembers an order's link for an hour.
pub fn keep_order(visit: &Visit, token: &Token) -> String {
    visit.site().cookie(ORDER, &token.reveal(), "/", ORDER_SECONDS)
}

/// The token of the order that was placed last.
pub fn order(visit: &Visit) -> Option<&str> {
    cookie(&visit.headers, ORDER)
}
