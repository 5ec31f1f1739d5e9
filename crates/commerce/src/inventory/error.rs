//! What can go wrong with stock.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind, VariantId};

/// What can go wrong with stock.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// There are fewer than wanted; `left` may be sold.
    #[error("only {left} of {variant} are left")]
    Short { variant: VariantId, left: i64 },
    #[error("the stock was changed meanwhile")]
    Moved,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(StockError);

impl From<StockError> for Fault {
    fn from(error: StockError) -> Fault {
        match error {
            StockError::Short { left, .. } => Fault::new(FaultKind::Conflict, "stock-short").arg("left", left),
            StockError::Moved => Fault::new(FaultKind::Conflict, "stock-moved"),
            StockError::Refused(fault) => fault,
            StockError::Broken(broken) => broken.into(),
        }
    }
}
