//! The queue as staff see it.

use super::{Handlers, JobError};
use crate::{Broken, Shop};
use model::{JobId, Time};
use serde::Serialize;

/// A job with its state.
#[derive(Clone, Debug, Serialize)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub state: String,
    pub attempts: u16,
    pub run_at: Time,
    pub finished_at: Option<Time>,
    pub error: Option<String>,
}

/// The newest jobs, of one state or of all.
pub async fn list(shop: &Shop, state: Option<&str>, most: u32) -> Result<Vec<JobRow>, Broken> {
    let rows = sqlx::query_as!(
        JobRow,
        r#"SELECT id as "id: JobId", kind, state, attempts, run_at as "run_at: Time",
                  finished_at as "finished_at: Time", last_error as error
           FROM jobs WHERE ? IS NULL OR state = ? ORDER BY created_at DESC, id DESC LIMIT ?"#,
        state,
        state,
        most
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(rows)
}

/// Puts a dead job back with all its tries; false where there is no such dead job.
pub async fn retry(shop: &Shop, id: JobId) -> Result<bool, Broken> {
    let revived = sqlx::query!(
        "UPDATE jobs SET state = 'ready', attempts = 0, run_at = UTC_TIMESTAMP(6), finished_at = NULL
         WHERE id = ? AND state = 'dead'",
        id
    )
    .execute(&shop.pool)
    .await?;
    shop.bell.ring();
    Ok(revived.rows_affected() == 1)
}

/// Runs a kind of job here and now, without the queue; `None` where the kind is unknown.
pub async fn run_now(
    shop: &Shop,
    handlers: &Handlers,
    kind: &str,
    payload: serde_json::Value,
) -> Option<Result<(), JobError>> {
    Some((handlers.get(kind)?.run)(shop.clone(), payload).await)
}
