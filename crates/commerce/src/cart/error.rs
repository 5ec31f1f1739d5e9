//! What can go wrong with a cart.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with a cart.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    #[error("the request has no cart")]
    NoCart,
    #[error("the variant is not sold")]
    NotSold,
    #[error("only {left} are left")]
    Short { left: u32 },
    #[error("one line holds at most 999")]
    LineFull,
    #[error("the cart has 100 lines already")]
    CartFull,
    #[error("the cart would be dearer than any order may be")]
    TooDear,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(CartError);

impl From<CartError> for Fault {
    fn from(error: CartError) -> Fault {
        match error {
            CartError::NoCart => Fault::new(FaultKind::Malformed, "no-cart"),
            CartError::NotSold => Fault::not_found("not-sold"),
            CartError::Short { left: 0 } => Fault::new(FaultKind::Conflict, "sold-out"),
            CartError::Short { left } => Fault::new(FaultKind::Conflict, "stock-short").arg("left", left),
            CartError::LineFull => Fault::invalid([("quantity", "quantity-range")]),
            CartError::CartFull => Fault::new(FaultKind::Conflict, "cart-full"),
            CartError::TooDear => Fault::invalid([("quantity", "order-too-dear")]),
            CartError::Broken(broken) => broken.into(),
        }
    }
}
