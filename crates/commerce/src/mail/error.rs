//! What can go wrong with mail.

use crate::{Broken, domain_error, orders::OrderError};
use model::{Fault, FaultKind};

/// What can go wrong with mail.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("there is no such letter")]
    NoLetter,
    /// No server would take it, now or later.
    #[error("the letter cannot be sent: {0}")]
    Unsendable(String),
    #[error("the mail server does not take it yet: {0}")]
    Away(String),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(MailError);

impl From<OrderError> for MailError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Broken(broken) => Self::Broken(broken),
            other => Self::Unsendable(other.to_string()),
        }
    }
}

impl From<MailError> for Fault {
    fn from(error: MailError) -> Fault {
        match error {
            MailError::NoLetter => Fault::not_found("no-letter"),
            MailError::Unsendable(_) => Fault::new(FaultKind::Invalid, "letter-unsendable"),
            MailError::Away(_) => Fault::new(FaultKind::Unavailable, "mail-away").retry_after(60),
            MailError::Broken(broken) => broken.into(),
        }
    }
}
