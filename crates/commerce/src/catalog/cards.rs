//! Products as cards of a grid.

use super::CatalogError;
use crate::{Broken, Shop};
use model::{
    ProductId,
    catalog::{Pricing, ProductCard},
};

/// The cards of some products, in the order asked for; products that are not for sale are left out.
pub async fn cards(_shop: &Shop, _products: &[ProductId], _pricing: Pricing) -> Result<Vec<ProductCard>, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::cards").into())
}
