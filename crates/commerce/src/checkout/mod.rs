//! The checkout: what can be chosen, and placing the order.

mod bootstrap;
mod error;
mod expire;
mod follow;
mod form;
mod keys;
mod place;
mod postcode;
mod promise;
mod shipping;
mod view;
mod write;

pub use bootstrap::bootstrap;
pub use error::CheckoutError;
pub use expire::expire_due;
pub(crate) use follow::follow;
pub use form::check_form;
pub use keys::new_key;
pub use place::{Placed, place_order};
pub use postcode::digits_only as postcode_digits_only;
pub use promise::{Delivery, check_postcode, delivery, delivery_to, destinations};
pub use view::{payment_choices, view};
