//! Every product for sale, part by part, for search engines.

use super::{
    CatalogError,
    pictures::{PictureColumns, pictures},
};
use crate::Shop;
use model::{
    Time,
    catalog::{Picture, Pricing},
};
use sqlx::types::Json;

/// Products of one part of a sitemap; with its pictures a part stays well below a megabyte.
pub const PART: u32 = 1000;

/// A product as a sitemap names it.
pub struct ProductAddress {
    pub handle: String,
    pub updated_at: Time,
    /// Its first four.
    pub pictures: Vec<Picture>,
}

/// When the texts of the products of each part were changed last; the parts are counted from 1 in this order.
pub async fn product_parts(shop: &Shop, pricing: Pricing) -> Result<Vec<Time>, CatalogError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT MAX(updated_at) AS "changed!: Time"
           FROM (SELECT updated_at, (ROW_NUMBER() OVER (ORDER BY id) - 1) DIV ? AS part FROM products
                 WHERE status = 'active' AND UTC_TIMESTAMP(6) BETWEEN published_at AND unpublish_at
                   AND EXISTS (SELECT 1 FROM variants v JOIN price_lists l ON l.is_default AND l.currency = ?
                               JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
                               WHERE v.product_id = products.id AND v.archived_at IS NULL)) p
           GROUP BY part ORDER BY part"#,
        PART,
        pricing.currency.code(),
    )
    .fetch_all(&shop.pool)
    .await?)
}

/// The products of a part, counted from 1; none behind the last.
pub async fn product_addresses(shop: &Shop, part: u32, pricing: Pricing) -> Result<Vec<ProductAddress>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT p.handle, p.updated_at AS "updated_at: Time",
                  (SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                                        ORDER BY pm.position)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id
                   WHERE pm.product_id = p.id AND pm.position < 4) AS "pictures: Json<Vec<PictureColumns>>"
           FROM products p WHERE p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
             AND EXISTS (SELECT 1 FROM variants v JOIN price_lists l ON l.is_default AND l.currency = ?
                         JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
                         WHERE v.product_id = p.id AND v.archived_at IS NULL)
           ORDER BY p.id LIMIT ? OFFSET ?"#,
        pricing.currency.code(),
        PART,
        u64::from(part.saturating_sub(1)) * u64::from(PART)
    )
    .fetch_all(&shop.pool)
    .await?;
    let address = rows.into_iter().map(|row| ProductAddress {
        handle: row.handle,
        updated_at: row.updated_at,
        pictures: pictures(row.pictures),
    });
    Ok(address.collect())
}
