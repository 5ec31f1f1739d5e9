//! What can go wrong with a message.

use crate::{Broken, domain_error};
use model::Fault;

/// What can go wrong with a message.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    #[error("there is no such message")]
    NoMessage,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(ContactError);

impl From<ContactError> for Fault {
    fn from(error: ContactError) -> Fault {
        match error {
            ContactError::NoMessage => Fault::not_found("no-message"),
            ContactError::Refused(fault) => fault,
            ContactError::Broken(broken) => broken.into(),
        }
    }
}
