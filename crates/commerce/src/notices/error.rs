//! What can go wrong with a stock notice.

use crate::{Broken, domain_error};
use model::Fault;

/// What can go wrong with a stock notice.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    #[error("there is no such variant")]
    NoVariant,
    #[error("the link opens nothing")]
    NoNotice,
    #[error("the address waits for too many things")]
    TooMany,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(NoticeError);

impl From<NoticeError> for Fault {
    fn from(error: NoticeError) -> Fault {
        match error {
            NoticeError::NoVariant => Fault::not_found("no-variant"),
            NoticeError::NoNotice => Fault::not_found("no-notice"),
            NoticeError::TooMany => Fault::invalid([("email", "notice-many")]),
            NoticeError::Refused(fault) => fault,
            NoticeError::Broken(broken) => broken.into(),
        }
    }
}
