//! Carts that nobody comes back to.

use crate::{Broken, Shop};

/// Days for which a cart is kept after its last change.
pub const KEPT_DAYS: u32 = 30;

/// Deletes carts that were not changed for thirty days, in batches; returns how many.
pub async fn delete_stale(shop: &Shop) -> Result<u64, Broken> {
    let mut deleted = 0;
    loop {
        let batch = sqlx::query!(
            "DELETE FROM carts WHERE updated_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY updated_at LIMIT 500",
            KEPT_DAYS,
        )
        .execute(&shop.pool)
        .await?
        .rows_affected();
        deleted += batch;
        if batch < 500 {
            return Ok(deleted);
        }
    }
}
