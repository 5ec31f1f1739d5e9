//! The one place that begins a transaction.

use super::refusals::in_the_way;
use crate::error::{Broken, TransactionError};
use futures::future::BoxFuture;
use rand::RngExt;
use sqlx::{Acquire, MySqlConnection, MySqlPool};
use std::time::Duration;

/// Most tries of one unit of work.
const TRIES: u32 = 5;

/// Runs `work` in a transaction and retries the whole of it on the errors that MariaDB means to be retried.
///
/// The unit runs in a task of its own: a client that hangs up in the middle cannot leave a half-done transaction or an
/// unclean connection behind. Errors 1020 (record changed), 1205 (lock wait) and 1213 (deadlock) are rolled back
/// and tried again, at most five times, after a random pause.
pub async fn transaction<I, T, E, F>(pool: MySqlPool, input: I, work: F) -> Result<T, E>
where
    I: Clone + Send + Sync + 'static,
    T: Send + 'static,
    E: TransactionError + From<Broken>,
    F: for<'c> Fn(&'c mut MySqlConnection, I) -> BoxFuture<'c, Result<T, E>> + Send + Sync + 'static,
{
    let unit = tokio::spawn(async move {
        let mut tried = 0;
        loop {
            tried += 1;
            match attempt(&pool, input.clone(), &work).await {
                Err(error) if tried < TRIES && error.database().is_some_and(in_the_way) => {
                    tracing::debug!(tried, "transaction is tried again");
                    tokio::time::sleep(pause(tried)).await;
                }
                outcome => return outcome,
            }
        }
    });
    match unit.await {
        Ok(outcome) => outcome,
        Err(lost) => Err(Broken::other(format_args!("a unit of work did not finish: {lost}")).into()),
    }
}

async fn attempt<I, T, E, F>(pool: &MySqlPool, input: I, work: &F) -> Result<T, E>
where
    E: TransactionError,
    F: for<'c> Fn(&'c mut MySqlConnection, I) -> BoxFuture<'c, Result<T, E>>,
{
    let mut connection = pool.acquire().await?;
    let mut tx = connection.begin().await?;
    match work(&mut tx, input).await {
        Ok(value) => {
            tx.commit().await?;
            Ok(value)
        }
        Err(error) => {
            if let Err(lost) = tx.rollback().await {
                tracing::warn!(error = %lost, "rollback failed; the connection is dropped");
                connection.close_on_drop();
            }
            Err(error)
        }
    }
}

/// Full jitter, 10 to 200 ms, wider with each try.
fn pause(tried: u32) -> Duration {
    let most = (20u64 << tried).min(200);
    Duration::from_millis(rand::rng().random_range(10..=most))
}
