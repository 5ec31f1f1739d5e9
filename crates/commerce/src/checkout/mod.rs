//! The checkout: what can be chosen, and placing the order.

mod error;
mod form;
mod place;
mod view;

pub use error::CheckoutError;
pub use form::check_form;
pub use place::{Placed, place_order};
pub use view::view;
