//! Search, lists with facets, and suggestions.

use crate::{Broken, Settings, Shop, domain_error};
use model::{
    Fault, FaultKind,
    catalog::Pricing,
    search::{ListQuery, Listing, Suggestion},
};

/// What can go wrong with a search.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search text is longer than 200 characters")]
    TooLong,
    #[error("the page is past the end of what can be listed")]
    TooDeep,
    #[error("there is no such category")]
    NoCategory,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(SearchError);

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Fault {
        match error {
            SearchError::TooLong => Fault::new(FaultKind::Invalid, "search-too-long"),
            SearchError::TooDeep => Fault::not_found("list-too-deep"),
            SearchError::NoCategory => Fault::not_found("no-category"),
            SearchError::Broken(broken) => broken.into(),
        }
    }
}

/// The search of this node: text index, facet bitmaps and suggestions.
pub struct Search {}

impl Search {
    /// Opens the index folder, or makes an empty one.
    pub fn open(_settings: &Settings) -> Result<Self, Broken> {
        Ok(Self {})
    }
}

/// A page of products of a category or a search, with facets.
pub async fn list(_shop: &Shop, _query: &ListQuery, _pricing: Pricing) -> Result<Listing, SearchError> {
    // STUB
    Err(Broken::unbuilt("search::list").into())
}

/// At most ten lines for the letters typed so far.
pub async fn suggest(_shop: &Shop, _text: &str, _pricing: Pricing) -> Result<Vec<Suggestion>, SearchError> {
    // STUB
    Err(Broken::unbuilt("search::suggest").into())
}

/// Builds a new index beside the old one and swaps them while searching goes on; returns the number of products.
pub async fn reindex(_shop: &Shop) -> Result<u64, SearchError> {
    // STUB
    Err(Broken::unbuilt("search::reindex").into())
}
