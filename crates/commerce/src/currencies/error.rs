//! What can go wrong with currencies.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with currencies.
#[derive(Debug, thiserror::Error)]
pub enum CurrencyError {
    #[error("there is no such list of prices")]
    NoList,
    #[error("there is no such variant in the shop's own list")]
    NoVariant,
    #[error("the shop sells in this currency already")]
    Sold,
    #[error("there is no such currency")]
    Unknown,
    #[error("it is the shop's own currency")]
    Own,
    #[error("the prices of this list are all its own")]
    NoRule,
    #[error("the price was changed meanwhile")]
    PriceMoved,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(CurrencyError);

impl From<CurrencyError> for Fault {
    fn from(error: CurrencyError) -> Fault {
        match error {
            CurrencyError::NoList => Fault::not_found("no-price-list"),
            CurrencyError::NoVariant => Fault::not_found("no-variant"),
            CurrencyError::Sold => Fault::invalid([("currency", "currency-sold")]),
            CurrencyError::Unknown => Fault::invalid([("currency", "currency-code")]),
            CurrencyError::Own => Fault::invalid([("currency", "currency-own")]),
            CurrencyError::NoRule => Fault::new(FaultKind::Conflict, "list-without-rule"),
            CurrencyError::PriceMoved => Fault::new(FaultKind::Conflict, "price-moved"),
            CurrencyError::Refused(fault) => fault,
            CurrencyError::Broken(broken) => broken.into(),
        }
    }
}
