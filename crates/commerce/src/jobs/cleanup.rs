//! Removing what the spine no longer needs, in batches that lock little and leave room for others.

use crate::{Broken, Shop};
use std::{future::Future, time::Duration};
use tokio::time::sleep;

/// Rows of one statement.
const BATCH: u64 = 1000;

/// Events older than three days: every node has read them.
pub(super) async fn outbox(shop: &Shop) -> Result<u64, Broken> {
    in_batches(|| async {
        let deleted = sqlx::query!(
            "DELETE FROM outbox WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 3 DAY ORDER BY created_at LIMIT 1000"
        )
        .execute(&shop.pool)
        .await?;
        Ok(deleted.rows_affected())
    })
    .await
}

/// Jobs done a week ago (until then they keep their keys), jobs dead for a quarter, slots of last week.
pub(super) async fn jobs(shop: &Shop) -> Result<u64, Broken> {
    let done = in_batches(|| async {
        let deleted = sqlx::query!(
            "DELETE FROM jobs WHERE state = 'done' AND finished_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY
             ORDER BY finished_at LIMIT 1000"
        )
        .execute(&shop.pool)
        .await?;
        Ok(deleted.rows_affected())
    })
    .await?;
    let dead = in_batches(|| async {
        let deleted = sqlx::query!(
            "DELETE FROM jobs WHERE state = 'dead' AND finished_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY
             ORDER BY finished_at LIMIT 1000"
        )
        .execute(&shop.pool)
        .await?;
        Ok(deleted.rows_affected())
    })
    .await?;
    let slots = in_batches(|| async {
        let deleted =
            sqlx::query!("DELETE FROM schedule_slots WHERE slot < UTC_TIMESTAMP(6) - INTERVAL 8 DAY LIMIT 1000")
                .execute(&shop.pool)
                .await?;
        Ok(deleted.rows_affected())
    })
    .await?;
    Ok(done + dead + slots)
}

/// Idempotency keys older than two days.
pub(super) async fn idempotency_keys(shop: &Shop) -> Result<u64, Broken> {
    in_batches(|| async {
        let deleted = sqlx::query!(
            "DELETE FROM idempotency_keys WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 48 HOUR
             ORDER BY created_at LIMIT 1000"
        )
        .execute(&shop.pool)
        .await?;
        Ok(deleted.rows_affected())
    })
    .await
}

/// Counters whose windows are over; the longest limit looks back two days.
pub(super) async fn rate_counters(shop: &Shop) -> Result<u64, Broken> {
    in_batches(|| async {
        let deleted = sqlx::query!(
            "DELETE FROM rate_counters WHERE window_start < UTC_TIMESTAMP(6) - INTERVAL 3 DAY
             ORDER BY window_start LIMIT 1000"
        )
        .execute(&shop.pool)
        .await?;
        Ok(deleted.rows_affected())
    })
    .await
}

async fn in_batches<W: Future<Output = Result<u64, Broken>>>(delete: impl Fn() -> W) -> Result<u64, Broken> {
    let mut all = 0;
    loop {
        let deleted = delete().await?;
        all += deleted;
        if deleted < BATCH {
            return Ok(all);
        }
        sleep(Duration::from_millis(20)).await;
    }
}
