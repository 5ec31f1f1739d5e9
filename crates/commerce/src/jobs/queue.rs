//! The table of the queue: claiming, keeping and giving back.

use crate::{Broken, db};
use model::JobId;
use rand::RngExt;
use sqlx::{MySqlConnection, MySqlPool, QueryBuilder};

/// A job in the hands of a worker.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    /// Counted before the run, so that a job that kills its worker counts too.
    pub attempt: u16,
    pub most_attempts: u16,
}

/// What a claim asks for.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub owner: String,
    /// Names of the kinds that the worker knows, with commas between. Others are left to newer nodes.
    pub kinds: String,
    pub most: u32,
    pub lease_seconds: u32,
}

/// Takes jobs that are due. Candidates are found without locks and then locked by their primary key, so that two
/// workers neither wait for each other nor lock what they do not take.
pub(super) async fn claim(pool: &MySqlPool, claim: Claim) -> Result<Vec<Claimed>, Broken> {
    let candidates = sqlx::query_scalar!(
        r#"SELECT id as "id: JobId" FROM jobs
           WHERE state = 'ready' AND run_at <= UTC_TIMESTAMP(6) AND FIND_IN_SET(kind, ?)
           ORDER BY priority, run_at LIMIT ?"#,
        claim.kinds,
        claim.most * 4,
    )
    .fetch_all(pool)
    .await?;
    if candidates.is_empty() {
        return Ok(vec![]);
    }
    db::transaction(pool.clone(), (claim, candidates), |tx, (claim, candidates)| {
        Box::pin(async move { take(tx, &claim, &candidates).await })
    })
    .await
}

async fn take(conn: &mut MySqlConnection, claim: &Claim, candidates: &[JobId]) -> Result<Vec<Claimed>, Broken> {
    let mut lock = QueryBuilder::new(
        "SELECT id, kind, payload, attempts, max_attempts FROM jobs WHERE state = 'ready' AND id IN (",
    );
    list(&mut lock, candidates);
    lock.push(" ORDER BY priority, run_at LIMIT ").push_bind(claim.most).push(" FOR UPDATE SKIP LOCKED");
    let rows: Vec<(JobId, String, String, u16, u16)> = lock.build_query_as().fetch_all(&mut *conn).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let mut mark = QueryBuilder::new("UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = ");
    mark.push_bind(&claim.owner)
        .push(", lease_until = UTC_TIMESTAMP(6) + INTERVAL ")
        .push_bind(claim.lease_seconds)
        .push(" SECOND, unique_key = IF(unique_key LIKE 'waiting:%', NULL, unique_key) WHERE id IN (");
    list(&mut mark, &rows.iter().map(|row| row.0).collect::<Vec<_>>());
    mark.build().execute(conn).await?;
    let claimed = |(id, kind, payload, attempts, most_attempts): (JobId, String, String, u16, u16)| Claimed {
        id,
        kind,
        payload,
        attempt: attempts + 1,
        most_attempts,
    };
    Ok(rows.into_iter().map(claimed).collect())
}

/// Lengthens every lease of a worker.
pub(super) async fn keep(pool: &MySqlPool, owner: &str, lease_seconds: u32) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE jobs SET lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE lease_owner = ? AND state = 'running'",
        lease_seconds,
        owner
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Marks a job as done; does nothing where the lease was lost.
pub(super) async fn finish(pool: &MySqlPool, owner: &str, job: &Claimed) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE jobs SET state = 'done', finished_at = UTC_TIMESTAMP(6), lease_owner = NULL, lease_until = NULL,
                last_error = NULL
         WHERE id = ? AND state = 'running' AND lease_owner = ? AND attempts = ?",
        job.id,
        owner,
        job.attempt
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives a failed job back for a later try.
pub(super) async fn put_off(pool: &MySqlPool, owner: &str, job: &Claimed, why: &str) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE jobs SET state = 'ready', run_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, lease_owner = NULL,
                lease_until = NULL, last_error = LEFT(?, 8000)
         WHERE id = ? AND state = 'running' AND lease_owner = ? AND attempts = ?",
        delay(job.attempt),
        why,
        job.id,
        owner,
        job.attempt
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Buries a job with its reason.
pub(super) async fn bury(pool: &MySqlPool, owner: &str, job: &Claimed, why: &str) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE jobs SET state = 'dead', finished_at = UTC_TIMESTAMP(6), lease_owner = NULL, lease_until = NULL,
                last_error = LEFT(?, 8000)
         WHERE id = ? AND state = 'running' AND lease_owner = ? AND attempts = ?",
        why,
        job.id,
        owner,
        job.attempt
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives back everything that a worker holds; a try that was cut short by a stop does not count.
pub(super) async fn give_back(pool: &MySqlPool, owner: &str) -> Result<u64, Broken> {
    let given = sqlx::query!(
        "UPDATE jobs SET state = 'ready', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL
         WHERE lease_owner = ? AND state = 'running'",
        owner
    )
    .execute(pool)
    .await?;
    Ok(given.rows_affected())
}

/// Frees jobs whose workers are gone; one that was cut short at its last try is dead.
pub(super) async fn take_back_expired(pool: &MySqlPool) -> Result<u64, Broken> {
    let dead = sqlx::query!(
        "UPDATE jobs SET state = 'dead', finished_at = UTC_TIMESTAMP(6), lease_owner = NULL, lease_until = NULL,
                last_error = CONCAT('the worker was lost during try ', attempts, ', the last one')
         WHERE state = 'running' AND lease_until < UTC_TIMESTAMP(6) AND attempts >= max_attempts"
    )
    .execute(pool)
    .await?
    .rows_affected();
    if dead > 0 {
        tracing::error!(dead, "jobs died with their workers at the last try");
    }
    let freed = sqlx::query!(
        "UPDATE jobs SET state = 'ready', lease_owner = NULL, lease_until = NULL, run_at = UTC_TIMESTAMP(6),
                last_error = CONCAT('the worker was lost during try ', attempts)
         WHERE state = 'running' AND lease_until < UTC_TIMESTAMP(6)"
    )
    .execute(pool)
    .await?;
    Ok(freed.rows_affected())
}

/// Full jitter up to 2^attempt seconds, at most a quarter of an hour; in microseconds.
fn delay(attempt: u16) -> i64 {
    let most = (1i64 << attempt.min(10)).min(900);
    rand::rng().random_range(0..=most * 1_000_000)
}

fn list(query: &mut QueryBuilder<sqlx::MySql>, ids: &[JobId]) {
    let mut separated = query.separated(", ");
    for id in ids {
        separated.push_bind(*id);
    }
    query.push(")");
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[test]
    fn the_pause_grows_and_ends_at_a_quarter_of_an_hour() {
        for attempt in 0..40 {
            let most = if attempt >= 10 { 900 } else { 1i64 << attempt };
            assert!((0..50).all(|_| (0..=most * 1_000_000).contains(&delay(attempt))), "attempt {attempt}");
        }
    }
}
