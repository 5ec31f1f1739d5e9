//! Limits that all nodes share, counted in MariaDB by its clock.
//!
//! The window slides: hits of the window before count by the share of it that is still within reach. `table.rs` has the
//! limits themselves. Floods are held off before, in memory, by each node's web layer.

mod table;
mod window;

pub use table::*;

use crate::{Broken, Shop, secret::sha256};
use model::{Fault, FaultKind};

/// A limit: so many hits in so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub name: &'static str,
    pub hits: u32,
    pub seconds: u32,
}

/// Counts a hit; `Some(seconds)` to wait when the limit is passed.
pub async fn hit(shop: &Shop, limit: Limit, who: &str) -> Result<Option<u32>, Broken> {
    let bucket = bucket(limit, who);
    let mut connection = shop.pool.acquire().await?;
    // The number that comes back is that of this very hit, however many come at once.
    let (hits, start, now): (u32, i64, i64) = sqlx::query_as(
        "INSERT INTO rate_counters (bucket, window_start, hits)
         VALUES (?, FROM_UNIXTIME(FLOOR(UNIX_TIMESTAMP() / ?) * ?), 1)
         ON DUPLICATE KEY UPDATE hits = LEAST(hits + 1, ?)
         RETURNING hits, CAST(UNIX_TIMESTAMP(window_start) AS SIGNED),
                   CAST(UNIX_TIMESTAMP(UTC_TIMESTAMP(6)) * 1000000 AS SIGNED)",
    )
    .bind(&bucket)
    .bind(limit.seconds)
    .bind(limit.seconds)
    // Refused hits count as one, so that hammering on does not lock out for longer and longer.
    .bind(limit.hits.saturating_add(1))
    .fetch_one(&mut *connection)
    .await?;
    let before = sqlx::query_scalar!(
        "SELECT hits FROM rate_counters WHERE bucket = ? AND window_start = FROM_UNIXTIME(?)",
        bucket,
        start - i64::from(limit.seconds)
    )
    .fetch_optional(&mut *connection)
    .await?;
    Ok(window::wait(limit, hits, before.unwrap_or(0), now - start * 1_000_000))
}

/// Counts a hit and refuses above the limit; also when it cannot be counted. For sign-in, orders and payments.
pub async fn guard(shop: &Shop, limit: Limit, who: &str) -> Result<(), Fault> {
    match hit(shop, limit, who).await? {
        None => Ok(()),
        Some(seconds) => {
            tracing::info!(limit = limit.name, seconds, "a limit was passed");
            Err(Fault::new(FaultKind::RateLimited, "too-often").retry_after(seconds))
        }
    }
}

/// The same for reading: who cannot be counted is let in.
pub async fn guard_reading(shop: &Shop, limit: Limit, who: &str) -> Result<(), Fault> {
    match guard(shop, limit, who).await {
        Err(fault) if fault.kind != FaultKind::RateLimited => {
            tracing::warn!(limit = limit.name, "a limit cannot be counted");
            Ok(())
        }
        outcome => outcome,
    }
}

/// Forgets the hits of somebody, after a success.
pub async fn forgive(shop: &Shop, limit: Limit, who: &str) -> Result<(), Broken> {
    sqlx::query!("DELETE FROM rate_counters WHERE bucket = ?", bucket(limit, who)).execute(&shop.pool).await?;
    Ok(())
}

/// Takes one hit back.
pub async fn take_back(shop: &Shop, limit: Limit, who: &str) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE rate_counters SET hits = hits - 1 WHERE bucket = ? AND hits > 0 ORDER BY window_start DESC LIMIT 1",
        bucket(limit, who)
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

/// Limit and hash of who: addresses and mails are not kept in the clear.
fn bucket(limit: Limit, who: &str) -> Vec<u8> {
    let mut bucket = limit.name.as_bytes().to_vec();
    bucket.push(b':');
    bucket.extend(&sha256(who.as_bytes())[..16]);
    bucket
}
