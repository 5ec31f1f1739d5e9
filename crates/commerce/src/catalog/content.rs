//! Collections and pages of running text.

use super::{CatalogError, cards};
use crate::Shop;
use model::{
    CollectionId, ProductId, Time,
    catalog::{CollectionView, ContentPage, Crumb, Pricing},
};

/// A collection with at most `limit` of its products.
pub async fn collection(
    shop: &Shop,
    handle: &str,
    pricing: Pricing,
    limit: usize,
) -> Result<CollectionView, CatalogError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: CollectionId", handle, title, intro FROM collections WHERE handle = ?"#,
        handle
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(CatalogError::NoCollection)?;
    let products = sqlx::query_scalar!(
        r#"SELECT cp.product_id AS "id: ProductId"
           FROM collection_products cp JOIN products p ON p.id = cp.product_id
           WHERE cp.collection_id = ? AND p.status = 'active' AND p.published_at <= UTC_TIMESTAMP(6)
           ORDER BY cp.position LIMIT ?"#,
        row.id,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )
    .fetch_all(&shop.pool)
    .await?;
    let products = cards(shop, &products, pricing).await?;
    Ok(CollectionView { handle: row.handle, title: row.title, intro: row.intro, products })
}

/// Handles and titles of the collections that have products for sale, in their order.
pub async fn collections(shop: &Shop) -> Result<Vec<Crumb>, CatalogError> {
    let list = sqlx::query_as!(
        Crumb,
        "SELECT c.handle, c.title FROM collections c
         WHERE EXISTS (SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                       WHERE cp.collection_id = c.id AND p.status = 'active' AND p.published_at <= UTC_TIMESTAMP(6))
         ORDER BY c.position, c.title"
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(list)
}

/// A page of running text by its handle: `shipping`, `returns`.
pub async fn content_page(shop: &Shop, handle: &str) -> Result<ContentPage, CatalogError> {
    sqlx::query_as!(
        ContentPage,
        r#"SELECT handle, title, summary, body, updated_at AS "updated_at: Time" FROM pages WHERE handle = ?"#,
        handle
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(CatalogError::NoPage)
}

/// Handles and titles of all pages of running text.
pub async fn content_pages(shop: &Shop) -> Result<Vec<Crumb>, CatalogError> {
    Ok(sqlx::query_as!(Crumb, "SELECT handle, title FROM pages ORDER BY title").fetch_all(&shop.pool).await?)
}
