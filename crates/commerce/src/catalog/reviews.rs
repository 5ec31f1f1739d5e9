//! Reviews of a product.

use super::{
    CatalogError,
    pictures::{PictureColumns, picture},
    product::rating,
};
use crate::Shop;
use model::{
    ProductId, Time,
    catalog::{Crumb, Picture, ReviewView, Reviews},
};
use sqlx::types::Json;

/// What an owner says about a product, for the front page.
#[derive(Clone, Debug)]
pub struct Praise {
    pub rating: u32,
    pub body: String,
    pub author: String,
    pub product: Crumb,
    pub picture: Option<Picture>,
}

/// The reviews that most people found helpful, of bought products with at least four stars; one a product.
pub async fn praise(shop: &Shop, limit: u32) -> Result<Vec<Praise>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT r.rating AS "rating: u32", r.body, r.author, p.handle, p.title,
                  (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id
                   WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1) AS "picture: Json<PictureColumns>"
           FROM reviews r JOIN products p ON p.id = r.product_id
           WHERE r.status = 'approved' AND r.verified AND r.rating >= 4
             AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
             AND NOT EXISTS (SELECT 1 FROM reviews o WHERE o.product_id = r.product_id AND o.status = 'approved'
                             AND o.verified AND o.rating >= 4 AND (o.helpful, o.id) > (r.helpful, r.id))
           ORDER BY r.helpful DESC, r.id LIMIT ?"#,
        limit
    )
    .fetch_all(&shop.pool)
    .await?;
    let praise = rows.into_iter().map(|row| Praise {
        rating: row.rating,
        body: row.body,
        author: row.author,
        product: Crumb { handle: row.handle, title: row.title },
        picture: row.picture.map(|columns| picture(columns.0)),
    });
    Ok(praise.collect())
}

/// Distribution and newest approved reviews of a product.
pub async fn reviews(shop: &Shop, product: ProductId, limit: u32) -> Result<Reviews, CatalogError> {
    let mut connection = shop.pool.acquire().await?;
    let groups = sqlx::query!(
        r#"SELECT rating AS "rating: u32", COUNT(*) AS "count: u32" FROM reviews
           WHERE product_id = ? AND status = 'approved' GROUP BY rating"#,
        product
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut stars = [0; 5];
    for group in &groups {
        if let Some(place) = (group.rating as usize).checked_sub(1).and_then(|at| stars.get_mut(at)) {
            *place = group.count;
        }
    }
    let count: u32 = stars.iter().sum();
    let sum: u32 = stars.iter().zip(1..).map(|(count, stars)| count * stars).sum();
    if count == 0 {
        return Ok(Reviews { rating: None, stars, newest: vec![] });
    }
    let newest = sqlx::query_as!(
        ReviewView,
        r#"SELECT rating AS "rating: u32", title, body, author, verified AS "verified: bool", created_at AS "at: Time",
                  helpful, reply
           FROM reviews WHERE product_id = ? AND status = 'approved'
           ORDER BY created_at DESC, id DESC LIMIT ?"#,
        product,
        limit
    )
    .fetch_all(&mut *connection)
    .await?;
    Ok(Reviews { rating: rating(sum, count), stars, newest })
}
