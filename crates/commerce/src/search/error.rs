//! What can go wrong with a search.

use crate::{Broken, catalog::CatalogError, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with a search.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search text is longer than 200 characters")]
    TooLong,
    #[error("the page is past the end of what can be listed")]
    TooDeep,
    #[error("there is no such category")]
    NoCategory,
    #[error("there is no such row of synonyms")]
    NoSynonym,
    #[error("wrong input, or no right to do this")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(SearchError);

impl SearchError {
    /// Loading cards can fail for reasons of the database alone.
    pub(super) fn from_catalog(error: CatalogError) -> Self {
        match error {
            CatalogError::Broken(broken) => Self::Broken(broken),
            other => Self::Broken(Broken::other(other)),
        }
    }
}

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Fault {
        match error {
            SearchError::TooLong => Fault::new(FaultKind::Invalid, "search-too-long"),
            SearchError::TooDeep => Fault::not_found("list-too-deep"),
            SearchError::NoCategory => Fault::not_found("no-category"),
            SearchError::NoSynonym => Fault::not_found("no-synonym"),
            SearchError::Refused(fault) => fault,
            SearchError::Broken(broken) => broken.into(),
        }
    }
}
