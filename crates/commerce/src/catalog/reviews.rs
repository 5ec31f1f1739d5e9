//! Reviews of a product.

use super::{CatalogError, product::rating};
use crate::Shop;
use model::{
    ProductId, Time,
    catalog::{ReviewView, Reviews},
};

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
