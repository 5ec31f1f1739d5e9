//! Putting a job into the queue, in the transaction that makes it necessary.

use crate::db;
use model::{JobId, Time};
use serde::Serialize;
use sqlx::MySqlConnection;

/// Marks keys that are given free when their job starts.
const WAITING: &str = "waiting:";

/// A job to be.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: serde_json::Value,
    /// No second job with this key is made while there is a row of the first, which is kept for a week after it is done.
    pub unique_key: Option<String>,
    pub run_at: Option<Time>,
    /// Seconds from now, by the clock of the database; where a moment is named, that counts.
    pub wait_seconds: u32,
    /// Lower runs first; 100 is usual.
    pub priority: i16,
}

impl NewJob {
    /// A job of a kind, to run at once.
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Self {
        let payload = serde_json::to_value(payload).unwrap_or_default();
        Self { kind, payload, unique_key: None, run_at: None, wait_seconds: 0, priority: 100 }
    }

    /// Names the effect of the job, so that it is made once: a done job keeps its name until it is cleaned away.
    /// What recurs needs a name per occasion (`refund:<id>:<attempt>`) or [`NewJob::one_waiting`].
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }

    /// Lets many requests for the same work become one job: while one waits, no second is made; as soon as it starts,
    /// the next may wait.
    pub fn one_waiting(mut self, key: impl AsRef<str>) -> Self {
        self.unique_key = Some(format!("{WAITING}{}", key.as_ref()));
        self
    }

    /// Runs not before a moment.
    pub fn at(mut self, when: Time) -> Self {
        self.run_at = Some(when);
        self
    }

    /// Runs not before so many seconds have passed.
    pub fn after(mut self, seconds: u32) -> Self {
        self.wait_seconds = seconds;
        self
    }

    /// Sets the priority; lower runs first.
    pub fn priority(mut self, priority: i16) -> Self {
        self.priority = priority;
        self
    }
}

/// Puts a job into the queue with the running transaction; returns its id, or `None` where one with its key is there already.
pub async fn enqueue(conn: &mut MySqlConnection, job: NewJob) -> Result<Option<JobId>, sqlx::Error> {
    let id = JobId::new();
    let made = sqlx::query!(
        "INSERT INTO jobs (id, kind, payload, unique_key, run_at, priority)
         VALUES (?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6) + INTERVAL ? SECOND), ?)",
        id,
        job.kind,
        job.payload.to_string(),
        job.unique_key,
        job.run_at,
        job.wait_seconds,
        job.priority,
    )
    .execute(conn)
    .await;
    match made {
        Ok(_) => Ok(Some(id)),
        Err(error) if db::violated(&error) == Some("uq_jobs_unique_key") => Ok(None),
        Err(error) => Err(error),
    }
}
