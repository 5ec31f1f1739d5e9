//! What can go wrong with pages and menus.

use crate::{domain_error, error::Broken};
use model::{Fault, FaultKind};

/// What can go wrong with pages and menus.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    #[error("there is no such page")]
    NoPage,
    #[error("there is no such link")]
    NoItem,
    #[error("another page has this handle")]
    HandleTaken,
    #[error("the page was changed meanwhile")]
    PageMoved,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(ContentError);

impl From<ContentError> for Fault {
    fn from(error: ContentError) -> Fault {
        match error {
            ContentError::NoPage => Fault::not_found("no-page"),
            ContentError::NoItem => Fault::not_found("no-menu-item"),
            ContentError::HandleTaken => Fault::invalid([("handle", "handle-taken")]),
            ContentError::PageMoved => Fault::new(FaultKind::Conflict, "page-moved"),
            ContentError::Refused(fault) => fault,
            ContentError::Broken(broken) => broken.into(),
        }
    }
}
