//! What can go wrong with an order.

use crate::{Broken, domain_error};
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
