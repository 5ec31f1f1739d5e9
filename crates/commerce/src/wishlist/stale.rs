//! Lists that nobody comes back to.

use crate::{Broken, Shop, db::delete_in_batches};

/// Deletes lists that were not changed for a year; returns how many.
pub async fn delete_stale(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM wishlists WHERE updated_at < UTC_TIMESTAMP(6) - INTERVAL 365 DAY ORDER BY updated_at LIMIT ?",
            most,
        )
    })
    .await
}
