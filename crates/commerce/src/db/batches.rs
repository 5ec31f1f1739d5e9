//! Deleting what is over, in batches that lock little and leave room for others.

use crate::error::Broken;
use sqlx::{MySql, MySqlPool, mysql::MySqlArguments, query::Query};
use std::time::Duration;
use tokio::time::sleep;

/// Rows of one statement.
const BATCH: u64 = 1000;
/// What others get between two statements.
const ROOM: Duration = Duration::from_millis(20);

/// Runs a `DELETE` that takes its `LIMIT` until nothing is left for it; returns how many rows went.
pub async fn delete_in_batches<'q>(
    pool: &MySqlPool,
    delete: impl Fn(u64) -> Query<'q, MySql, MySqlArguments>,
) -> Result<u64, Broken> {
    let mut gone = 0;
    loop {
        let batch = delete(BATCH).execute(pool).await?.rows_affected();
        gone += batch;
        if batch < BATCH {
            return Ok(gone);
        }
        sleep(ROOM).await;
    }
}
