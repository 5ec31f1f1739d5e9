//! Collections and pages of running text.

use super::CatalogError;
use crate::{Broken, Shop};
use model::catalog::{CollectionView, ContentPage, Pricing};

/// A collection with at most `limit` of its products.
pub async fn collection(
    _shop: &Shop,
    _handle: &str,
    _pricing: Pricing,
    _limit: usize,
) -> Result<CollectionView, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::collection").into())
}

/// A page of running text by its handle: `shipping`, `returns`.
pub async fn content_page(_shop: &Shop, _handle: &str) -> Result<ContentPage, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::content_page").into())
}
