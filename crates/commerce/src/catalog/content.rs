//! Collections.

use super::{
    CatalogError, cards,
    pictures::{PictureColumns, picture},
};
use crate::Shop;
use model::{
    CollectionId, Page, ProductId,
    catalog::{CollectionCard, CollectionView, Pricing},
};

/// A collection with one page of its products; pages are counted from 1. What has no price in a currency is not in it.
pub async fn collection(
    shop: &Shop,
    handle: &str,
    pricing: Pricing,
    page: u32,
    per_page: u32,
) -> Result<CollectionView, CatalogError> {
    let row = sqlx::query!(
        r#"SELECT c.id AS "id: CollectionId", c.handle, c.title, c.intro, c.seo_text,
                  CASE WHEN m.id IS NOT NULL
                  THEN JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, c.media_alt)
                  END AS "cover: sqlx::types::Json<PictureColumns>",
                  (SELECT COUNT(*) FROM collection_products cp JOIN products p ON p.id = cp.product_id
                   WHERE cp.collection_id = c.id AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
                     AND EXISTS (SELECT 1 FROM variants v JOIN prices pr ON pr.variant_id = v.id
                       JOIN price_lists l ON l.id = pr.price_list_id AND l.is_default AND l.currency = ?
                       WHERE v.product_id = p.id AND v.archived_at IS NULL))
                      AS "total!"
           FROM collections c LEFT JOIN media m ON m.id = c.media_id WHERE c.handle = ?"#,
        pricing.currency.code(),
        handle
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(CatalogError::NoCollection)?;
    let total = u64::try_from(row.total).unwrap_or_default();
    if page > 1 && u64::from(page - 1) * u64::from(per_page) >= total {
        return Err(CatalogError::PastEnd);
    }
    let products = sqlx::query_scalar!(
        r#"SELECT cp.product_id AS "id: ProductId"
           FROM collection_products cp JOIN products p ON p.id = cp.product_id
           WHERE cp.collection_id = ? AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
             AND EXISTS (SELECT 1 FROM variants v JOIN prices pr ON pr.variant_id = v.id
                       JOIN price_lists l ON l.id = pr.price_list_id AND l.is_default AND l.currency = ?
                       WHERE v.product_id = p.id AND v.archived_at IS NULL)
           ORDER BY cp.position, cp.product_id DESC LIMIT ? OFFSET ?"#,
        row.id,
        pricing.currency.code(),
        per_page,
        u64::from(page.saturating_sub(1)) * u64::from(per_page)
    )
    .fetch_all(&shop.pool)
    .await?;
    let items = cards(shop, &products, pricing).await?;
    let products = Page { items, total, page, per_page };
    let cover = row.cover.map(|columns| picture(columns.0));
    Ok(CollectionView {
        handle: row.handle,
        title: row.title,
        intro: row.intro,
        seo_text: row.seo_text,
        cover,
        products,
    })
}

/// The collections that have products for sale, in their order.
pub async fn collections(shop: &Shop) -> Result<Vec<CollectionCard>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT c.handle, c.title, c.intro, n.products,
                  CASE WHEN own.id IS NOT NULL
                  THEN JSON_ARRAY(LOWER(HEX(own.id)), LOWER(HEX(own.hash)), own.width, own.height, own.color, c.media_alt)
                  ELSE (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, '')
                   FROM collection_products cp
                   JOIN products p ON p.id = cp.product_id
                   JOIN product_media pm ON pm.product_id = p.id AND pm.position = 0
                   JOIN media m ON m.id = pm.media_id
                   WHERE cp.collection_id = c.id AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
                   ORDER BY cp.position, cp.product_id DESC LIMIT 1) END AS "picture: sqlx::types::Json<PictureColumns>"
           FROM collections c LEFT JOIN media own ON own.id = c.media_id
           JOIN (SELECT cp.collection_id, COUNT(*) AS products
                 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                 WHERE p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
                 GROUP BY cp.collection_id) n ON n.collection_id = c.id
           ORDER BY c.position, c.title"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let cards = rows.into_iter().map(|row| CollectionCard {
        handle: row.handle,
        title: row.title,
        intro: row.intro,
        picture: row.picture.map(|columns| picture(columns.0)),
        products: row.products.try_into().unwrap_or(u32::MAX),
    });
    Ok(cards.collect())
}
