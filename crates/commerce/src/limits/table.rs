//! What is limited, and by how much. `who` is always the server's own word: an address as the server sees it, a cart,
//! an account; never a field of the request.

use super::Limit;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

/// Sign-ins from an address.
pub const SIGN_IN: Limit = limit("sign-in", 10, MINUTE);
/// Failed sign-ins at one account from one address.
pub const SIGN_IN_ACCOUNT: Limit = limit("sign-in-account", 10, 15 * MINUTE);
/// Failed sign-ins at one account, wherever they come from: so high that a few guesses lock nobody out.
pub const SIGN_IN_ANYWHERE: Limit = limit("sign-in-anywhere", 100, 15 * MINUTE);
/// Failed sign-ins from an address.
pub const SIGN_IN_FAILED: Limit = limit("sign-in-failed", 20, 15 * MINUTE);
/// Failed sign-ins from an address in a day.
pub const SIGN_IN_FAILED_DAY: Limit = limit("sign-in-failed-day", 100, DAY);
/// Orders from a cart or session.
pub const PLACE_ORDER: Limit = limit("place-order", 10, MINUTE);
/// Orders of an account, or from an address without one.
pub const PLACE_ORDER_HOUR: Limit = limit("place-order-hour", 30, HOUR);
/// Tries to pay from a cart or session.
pub const PAY: Limit = limit("pay", 5, 15 * MINUTE);
/// Tries to pay from an address: beyond it, cards are being tested.
pub const PAY_ADDRESS: Limit = limit("pay-address", 10, HOUR);
/// Looks at an order by its link, from an address.
pub const ORDER_LINK: Limit = limit("order-link", 60, MINUTE);
/// Changes of a cart.
pub const CART: Limit = limit("cart", 120, MINUTE);
/// Changes of carts from an address, with or without a cart of its own.
pub const CART_ADDRESS: Limit = limit("cart-address", 300, MINUTE);
/// Changes of wishlists from an address.
pub const WISHES: Limit = limit("wishes", 120, MINUTE);
/// Searches from an address.
pub const SEARCH: Limit = limit("search", 60, MINUTE);
/// Suggestions while typing, from an address.
pub const SUGGEST: Limit = limit("suggest", 120, MINUTE);
/// Reviews from an address, and changes of them.
pub const REVIEW: Limit = limit("review", 5, HOUR);
/// Votes for reviews from an address.
pub const HELPFUL: Limit = limit("helpful", 30, HOUR);
/// Wishes from an address to be told when something is back.
pub const NOTICE: Limit = limit("notice", 10, HOUR);
/// Messages by the contact form from an address.
pub const CONTACT: Limit = limit("contact", 5, HOUR);
/// Requests of a member of staff.
pub const BACK_OFFICE: Limit = limit("back-office", 300, MINUTE);
/// Files of goods that a member of staff uploads.
pub const IMPORT: Limit = limit("import", 10, HOUR);
/// Lists that a member of staff takes out of the shop: all there are, some times.
pub const EXPORT: Limit = limit("export", 60, HOUR);
/// Uploads of pictures by a member of staff, of twenty files each: a new range is photographed product by product.
pub const UPLOAD: Limit = limit("upload", 120, HOUR);

const fn limit(name: &'static str, hits: u32, seconds: u32) -> Limit {
    Limit { name, hits, seconds }
}
