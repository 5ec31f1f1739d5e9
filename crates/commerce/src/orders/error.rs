//! What can go wrong with an order.

use crate::{Broken, domain_error, inventory::StockError, payments::PaymentError};
use model::{Fault, FaultKind};

/// What can go wrong with an order.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("there is no such order")]
    NoOrder,
    /// The step is not legal from where the order stands; names the legal ones.
    #[error("the order cannot do this now")]
    Illegal { allowed: Vec<&'static str> },
    #[error("the order was changed meanwhile")]
    Moved,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(OrderError);

impl From<StockError> for OrderError {
    fn from(error: StockError) -> Self {
        match error {
            StockError::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.into()),
        }
    }
}

impl From<PaymentError> for OrderError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::NoPayment => Self::NoOrder,
            PaymentError::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.into()),
        }
    }
}

impl From<OrderError> for Fault {
    fn from(error: OrderError) -> Fault {
        match error {
            OrderError::NoOrder => Fault::not_found("no-order"),
            OrderError::Illegal { allowed } => {
                Fault::new(FaultKind::Conflict, "order-step").arg("allowed", allowed.join(", "))
            }
            OrderError::Moved => Fault::new(FaultKind::Conflict, "order-moved"),
            OrderError::Refused(fault) => fault,
            OrderError::Broken(broken) => broken.into(),
        }
    }
}
