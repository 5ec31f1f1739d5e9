//! What can stop a checkout.

use crate::{Broken, cart::CartError, domain_error, inventory::StockError, orders::OrderError};
use model::{Currency, Fault, FaultKind, Money};

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
    /// The total on the button was one of another currency than the shopper has chosen since.
    #[error("the currency is {now} now")]
    CurrencyChanged { now: Currency },
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
            CheckoutError::CurrencyChanged { now } => {
                Fault::new(FaultKind::Conflict, "currency-changed").arg("now", now.code())
            }
            CheckoutError::Refused(fault) => fault,
            CheckoutError::TooManyOpen => Fault::new(FaultKind::RateLimited, "too-many-open-orders").retry_after(900),
            CheckoutError::KeyReused => Fault::new(FaultKind::Invalid, "checkout-key-reused"),
            CheckoutError::Broken(broken) => broken.into(),
        }
    }
}

impl From<StockError> for CheckoutError {
    fn from(error: StockError) -> Self {
        match error {
            // Somebody was faster; the cart as it is shown next says what is left.
            StockError::Short { .. } | StockError::Moved => Self::CartChanged,
            StockError::Refused(fault) => Self::Refused(fault),
            StockError::Broken(broken) => Self::Broken(broken),
        }
    }
}

impl From<CartError> for CheckoutError {
    fn from(error: CartError) -> Self {
        match error {
            CartError::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.into()),
        }
    }
}

impl From<OrderError> for CheckoutError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.into()),
        }
    }
}
