//! What can go wrong with a wishlist.

use crate::{Broken, catalog::CatalogError, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with a wishlist.
#[derive(Debug, thiserror::Error)]
pub enum WishlistError {
    #[error("the request has no list")]
    NoList,
    #[error("there is no such product")]
    NoProduct,
    #[error("the list has 100 products already")]
    Full,
    #[error("nobody shares a list by this link")]
    NotShared,
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(WishlistError);

impl From<WishlistError> for Fault {
    fn from(error: WishlistError) -> Fault {
        match error {
            WishlistError::NoList => Fault::new(FaultKind::Malformed, "no-wishlist"),
            WishlistError::NoProduct => Fault::not_found("not-sold"),
            WishlistError::Full => Fault::new(FaultKind::Conflict, "wishlist-full"),
            WishlistError::NotShared => Fault::not_found("wishlist-not-shared"),
            WishlistError::Catalog(error) => error.into(),
            WishlistError::Broken(broken) => broken.into(),
        }
    }
}
