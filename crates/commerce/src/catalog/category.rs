//! The category tree.

use super::CatalogError;
use crate::{Broken, Shop};
use model::catalog::{CategoryNode, CategoryView};
use std::sync::Arc;

/// The whole tree, for menus; kept in memory.
pub async fn menu(_shop: &Shop) -> Result<Arc<Vec<CategoryNode>>, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::menu").into())
}

/// One category by its handle.
pub async fn category(_shop: &Shop, _handle: &str) -> Result<CategoryView, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::category").into())
}
