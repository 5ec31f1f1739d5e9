//! Products as the back office lists them.

use super::CatalogError;
use crate::{Actor, Broken, Shop};
use model::{
    Page, ProductId,
    stock::{ChangeEntry, ProductRow},
};

/// What staff asks of the product list.
#[derive(Clone, Debug, Default)]
pub struct ProductQuery {
    /// Title, SKU or barcode.
    pub text: String,
    /// `all`, `active`, `draft`, `archived`, `sold_out`.
    pub view: String,
    pub page: u32,
}

/// A page of products with variants, prices and stock. Needs `SeeProducts`.
pub async fn products_for_staff(
    _shop: &Shop,
    _actor: &Actor,
    _query: ProductQuery,
) -> Result<Page<ProductRow>, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::products_for_staff").into())
}

/// One product for its page in the back office. Needs `SeeProducts`.
pub async fn product_for_staff(_shop: &Shop, _actor: &Actor, _product: ProductId) -> Result<ProductRow, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::product_for_staff").into())
}

/// The newest changes of price and stock of a product. Needs `SeeProducts`.
pub async fn changes(
    _shop: &Shop,
    _actor: &Actor,
    _product: ProductId,
    _limit: u32,
) -> Result<Vec<ChangeEntry>, CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::changes").into())
}
