//! Putting a job into the queue, in the transaction that makes it necessary.

use model::{JobId, Time};
use serde::Serialize;
use sqlx::MySqlConnection;

/// A job to be.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: serde_json::Value,
    /// While a job with this key is not done, a second one is not made.
    pub unique_key: Option<String>,
    pub run_at: Option<Time>,
    /// Lower runs first; 100 is usual.
    pub priority: i16,
}

impl NewJob {
    /// A job of a kind, to run at once.
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Self {
        let payload = serde_json::to_value(payload).unwrap_or_default();
        Self { kind, payload, unique_key: None, run_at: None, priority: 100 }
    }

    /// Names the job, so that it is made once.
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }

    /// Runs not before a moment.
    pub fn at(mut self, when: Time) -> Self {
        self.run_at = Some(when);
        self
    }

    /// Sets the priority; lower runs first.
    pub fn priority(mut self, priority: i16) -> Self {
        self.priority = priority;
        self
    }
}

/// Puts a job into the queue with the running transaction; returns its id, or `None` where one with its key waits already.
pub async fn enqueue(conn: &mut MySqlConnection, job: NewJob) -> Result<Option<JobId>, sqlx::Error> {
    let id = JobId::new();
    let made = sqlx::query!(
        "INSERT IGNORE INTO jobs (id, kind, payload, unique_key, run_at, priority)
         VALUES (?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), ?)",
        id,
        job.kind,
        job.payload.to_string(),
        job.unique_key,
        job.run_at,
        job.priority,
    )
    .execute(conn)
    .await?;
    Ok((made.rows_affected() == 1).then_some(id))
}
