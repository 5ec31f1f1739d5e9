//! What can stop a checkout.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind, Money};

/// What can stop a checkout.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    #[error("the cart is empty")]
    EmptyCart,
    /// Prices or stock are others than the shopper saw; the cart's notices say which.
    #[error("the cart changed")]
    CartChanged,
    #[error("the total is {now} now")]
    TotalChanged { now: Money },
    #[error("wrong input")]
    Refused(Fault),
    #[error("too many unpaid orders")]
    TooManyOpen,
    #[error("this form made an order with other contents already")]
    KeyReused,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(CheckoutError);

impl From<CheckoutError> for Fault {
    fn from(error: CheckoutError) -> Fault {
        match error {
            CheckoutError::EmptyCart => Fault::new(FaultKind::Conflict, "cart-empty"),
            CheckoutError::CartChanged => Fault::new(FaultKind::Conflict, "cart-changed"),
            CheckoutError::TotalChanged { now } => Fault::new(FaultKind::Conflict, "total-changed").arg("now", now),
            CheckoutError::Refused(fault) => fault,
            CheckoutError::TooManyOpen => Fault::new(FaultKind::RateLimited, "too-many-open-orders").retry_after(900),
            CheckoutError::KeyReused => Fault::new(FaultKind::Invalid, "checkout-key-reused"),
            CheckoutError::Broken(broken) => broken.into(),
        }
    }
}
