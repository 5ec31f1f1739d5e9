//! What can go wrong with a payment.

use crate::{Broken, domain_error, inventory::StockError, orders::OrderError};
use model::{Fault, FaultKind};

/// What can go wrong with a payment.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    #[error("there is no such payment")]
    NoPayment,
    #[error("the provider does not answer")]
    ProviderAway,
    #[error("the signature is wrong or too old")]
    BadSignature,
    #[error("the payment cannot do this now")]
    Illegal,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(PaymentError);

impl From<StockError> for PaymentError {
    fn from(error: StockError) -> Self {
        match error {
            StockError::Broken(broken) => Self::Broken(broken),
            _ => Self::Illegal,
        }
    }
}

impl From<OrderError> for PaymentError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::NoOrder => Self::NoPayment,
            OrderError::Broken(broken) => Self::Broken(broken),
            _ => Self::Illegal,
        }
    }
}

impl From<PaymentError> for Fault {
    fn from(error: PaymentError) -> Fault {
        match error {
            PaymentError::NoPayment => Fault::not_found("no-payment"),
            PaymentError::ProviderAway => Fault::new(FaultKind::Unavailable, "provider-away").retry_after(30),
            PaymentError::BadSignature => Fault::new(FaultKind::Unauthenticated, "webhook-signature"),
            PaymentError::Illegal => Fault::new(FaultKind::Conflict, "payment-step"),
            PaymentError::Broken(broken) => broken.into(),
        }
    }
}
