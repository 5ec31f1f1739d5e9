//! Removing what the spine no longer needs.

use crate::{Broken, Shop, db::delete_in_batches};

/// Events older than three days: every node has read them.
pub(super) async fn outbox(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM outbox WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 3 DAY ORDER BY created_at LIMIT ?",
            most
        )
    })
    .await
}

/// Jobs done a week ago (until then they keep their keys), jobs dead for a quarter, slots of last week.
pub(super) async fn jobs(shop: &Shop) -> Result<u64, Broken> {
    let done = delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM jobs WHERE state = 'done' AND finished_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY
             ORDER BY finished_at LIMIT ?",
            most
        )
    })
    .await?;
    let dead = delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM jobs WHERE state = 'dead' AND finished_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY
             ORDER BY finished_at LIMIT ?",
            most
        )
    })
    .await?;
    let slots = delete_in_batches(&shop.pool, |most| {
        sqlx::query!("DELETE FROM schedule_slots WHERE slot < UTC_TIMESTAMP(6) - INTERVAL 8 DAY LIMIT ?", most)
    })
    .await?;
    Ok(done + dead + slots)
}

/// Idempotency keys older than two days.
pub(super) async fn idempotency_keys(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM idempotency_keys WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 48 HOUR
             ORDER BY created_at LIMIT ?",
            most
        )
    })
    .await
}

/// Counters whose windows are over; the longest limit looks back two days.
pub(super) async fn rate_counters(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM rate_counters WHERE window_start < UTC_TIMESTAMP(6) - INTERVAL 3 DAY
             ORDER BY window_start LIMIT ?",
            most
        )
    })
    .await
}
