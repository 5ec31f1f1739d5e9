//! Carts that nobody comes back to.

use crate::{Broken, Shop, db::delete_in_batches};

/// Days for which a cart is kept after its last change.
pub const KEPT_DAYS: u32 = 30;

/// Deletes carts that were not changed for thirty days; returns how many.
pub async fn delete_stale(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM carts WHERE updated_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY updated_at LIMIT ?",
            KEPT_DAYS,
            most,
        )
    })
    .await
}
