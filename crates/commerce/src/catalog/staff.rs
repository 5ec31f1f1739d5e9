//! Products as the back office lists them.

use super::{CatalogError, staff_sql};
use crate::{Actor, Shop};
use model::{
    Page, ProductId,
    account::Permission,
    stock::{ChangeEntry, ProductRow},
};

/// Products on one page of the list.
const PER_PAGE: u32 = 25;

/// What staff asks of the product list.
#[derive(Clone, Debug, Default)]
pub struct ProductQuery {
    /// Title, SKU or barcode.
    pub text: String,
    /// `all`, `active`, `draft`, `archived`, `sold_out`.
    pub view: String,
    /// Counted from 1.
    pub page: u32,
}

/// A page of products with variants, prices and stock. Needs `SeeProducts`.
pub async fn products_for_staff(
    shop: &Shop,
    actor: &Actor,
    query: ProductQuery,
) -> Result<Page<ProductRow>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let mut conn = shop.pool.acquire().await?;
    let page = query.page.clamp(1, 400);
    let (ids, total) = staff_sql::matching(&mut conn, &query, PER_PAGE, (page - 1) * PER_PAGE).await?;
    let items = staff_sql::rows(&mut conn, &ids, shop.settings.shop.currency).await?;
    Ok(Page { items, total, page, per_page: PER_PAGE })
}

/// One product for its page in the back office. Needs `SeeProducts`.
pub async fn product_for_staff(shop: &Shop, actor: &Actor, product: ProductId) -> Result<ProductRow, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let mut conn = shop.pool.acquire().await?;
    staff_sql::rows(&mut conn, &[product], shop.settings.shop.currency).await?.pop().ok_or(CatalogError::NoProduct)
}

/// The newest changes of price and stock of a product, at most `limit`. Needs `SeeProducts`.
pub async fn changes(
    shop: &Shop,
    actor: &Actor,
    product: ProductId,
    limit: u32,
) -> Result<Vec<ChangeEntry>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let mut conn = shop.pool.acquire().await?;
    Ok(staff_sql::changes(&mut conn, product, limit).await?)
}
