//! One product with everything on its page.

use super::CatalogError;
use crate::{Broken, Shop};
use model::{
    ProductId,
    catalog::{Pricing, ProductView, Reviews},
};

/// The product of a handle, if it is for sale.
pub async fn product_page(_shop: &Shop, _handle: &str, _pricing: Pricing) -> Result<ProductView, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::product_page").into())
}

/// Distribution and newest approved reviews of a product.
pub async fn reviews(_shop: &Shop, _product: ProductId, _limit: u32) -> Result<Reviews, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::reviews").into())
}
