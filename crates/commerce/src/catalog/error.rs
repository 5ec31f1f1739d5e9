//! What can go wrong with the catalog.

use crate::{domain_error, error::Broken};
use model::{Fault, FaultKind};

/// What can go wrong with the catalog.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    #[error("there is no such product")]
    NoProduct,
    #[error("the product is sold no longer")]
    Archived,
    #[error("there is no such variant")]
    NoVariant,
    #[error("there is no such category")]
    NoCategory,
    #[error("there is no such collection")]
    NoCollection,
    #[error("the page is past the end of the collection")]
    PastEnd,
    #[error("there is no such type of products")]
    NoType,
    #[error("there is no such redirect")]
    NoRedirect,
    #[error("the price was changed meanwhile")]
    PriceMoved,
    #[error("the category was changed meanwhile")]
    CategoryMoved,
    #[error("the collection was changed meanwhile")]
    CollectionMoved,
    #[error("{by} changed {fields} of the product meanwhile")]
    ProductMoved { fields: String, by: String },
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(CatalogError);

impl From<CatalogError> for Fault {
    fn from(error: CatalogError) -> Fault {
        match error {
            CatalogError::NoProduct => Fault::not_found("no-product"),
            CatalogError::Archived => Fault::new(FaultKind::Gone, "product-gone"),
            CatalogError::NoVariant => Fault::not_found("no-variant"),
            CatalogError::NoCategory => Fault::not_found("no-category"),
            CatalogError::NoCollection => Fault::not_found("no-collection"),
            CatalogError::PastEnd => Fault::not_found("collection-end"),
            CatalogError::NoType => Fault::not_found("no-type"),
            CatalogError::NoRedirect => Fault::not_found("no-redirect"),
            CatalogError::PriceMoved => Fault::new(FaultKind::Conflict, "price-moved"),
            CatalogError::CategoryMoved => Fault::new(FaultKind::Conflict, "category-moved"),
            CatalogError::CollectionMoved => Fault::new(FaultKind::Conflict, "collection-moved"),
            CatalogError::ProductMoved { fields, by } => {
                Fault::new(FaultKind::Conflict, "product-moved").arg("fields", fields).arg("by", by)
            }
            CatalogError::Refused(fault) => fault,
            CatalogError::Broken(broken) => broken.into(),
        }
    }
}
