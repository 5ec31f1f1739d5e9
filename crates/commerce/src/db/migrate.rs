//! Migrations: embedded in the program, applied in order behind a lock of the database.

use crate::error::Broken;
use sqlx::{AssertSqlSafe, Connection, MySqlConnection, MySqlPool, migrate::Migrator};
use std::sync::LazyLock;

static MIGRATOR: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("../../migrations");
    // The lock that it would ask for, one without end, is NULL on MariaDB and locks nothing.
    migrator.set_locking(false);
    migrator
});

/// Seconds for which a node waits while another migrates.
const PATIENCE: u32 = 600;
/// The lock of one database; other databases of the server have locks of their own.
const LOCK: &str = "CONCAT('stoa.migrate.', MD5(DATABASE()))";

/// One migration and whether it was applied.
#[derive(Clone, Debug, serde::Serialize)]
pub struct MigrationState {
    pub version: i64,
    pub name: String,
    pub applied: bool,
}

/// Applies what is missing; safe to call from several nodes at once: one migrates, the others wait for it.
pub async fn migrate(pool: &MySqlPool) -> Result<(), Broken> {
    let mut conn = alone(pool).await?;
    let outcome = run(&mut conn).await;
    finish(conn).await;
    outcome
}

/// Every known migration with its state.
pub async fn status(pool: &MySqlPool) -> Result<Vec<MigrationState>, Broken> {
    let applied: Vec<i64> =
        match sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(pool).await {
            Ok(versions) => versions,
            // No table yet: nothing was applied.
            Err(sqlx::Error::Database(_)) => vec![],
            Err(error) => return Err(error.into()),
        };
    let state = |m: &sqlx::migrate::Migration| MigrationState {
        version: m.version,
        name: m.description.to_string(),
        applied: applied.contains(&m.version),
    };
    Ok(MIGRATOR.iter().map(state).collect())
}

/// Drops every table and migrates from nothing. For development only; the caller makes sure of that.
pub async fn fresh(pool: &MySqlPool) -> Result<(), Broken> {
    let mut conn = alone(pool).await?;
    let outcome = match drop_tables(&mut conn).await {
        Ok(()) => run(&mut conn).await,
        Err(error) => Err(error),
    };
    finish(conn).await;
    outcome
}

/// A connection of its own that holds the lock. A table is rebuilt in more than the seconds that a page may take.
async fn alone(pool: &MySqlPool) -> Result<MySqlConnection, Broken> {
    let mut conn = pool.acquire().await?.detach();
    sqlx::query("SET SESSION max_statement_time = 0, lock_wait_timeout = 60, innodb_lock_wait_timeout = 60")
        .execute(&mut conn)
        .await?;
    let locked: Option<i64> =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT GET_LOCK({LOCK}, {PATIENCE})"))).fetch_one(&mut conn).await?;
    match locked {
        Some(1) => Ok(conn),
        _ => Err(Broken::other("another node has been migrating this database for ten minutes")),
    }
}

async fn run(conn: &mut MySqlConnection) -> Result<(), Broken> {
    forget_cut_off(conn).await?;
    MIGRATOR.run(conn).await.map_err(|error| Broken::other(format_args!("migration failed: {error}")))
}

/// Forgets a migration that was cut off half way: its file may run again, and its row without success would keep every node
/// from trying. Whoever holds the lock interrupts nobody.
async fn forget_cut_off(conn: &mut MySqlConnection) -> Result<(), Broken> {
    let known: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '_sqlx_migrations'",
    )
    .fetch_optional(&mut *conn)
    .await?;
    if known.is_none() {
        return Ok(());
    }
    let gone = sqlx::query("DELETE FROM _sqlx_migrations WHERE NOT success").execute(conn).await?.rows_affected();
    if gone > 0 {
        tracing::warn!("a migration was cut off before and runs again");
    }
    Ok(())
}

/// Gives the lock back; where the connection is broken, the server has done so already.
async fn finish(mut conn: MySqlConnection) {
    let released = sqlx::query(AssertSqlSafe(format!("DO RELEASE_LOCK({LOCK})"))).execute(&mut conn).await;
    if let Err(error) = released {
        tracing::debug!(%error, "the lock of the migrations ends with its connection");
    }
    let _ = conn.close().await;
}

async fn drop_tables(conn: &mut MySqlConnection) -> Result<(), Broken> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
            .fetch_all(&mut *conn)
            .await?;
    sqlx::query("SET foreign_key_checks = 0").execute(&mut *conn).await?;
    for table in tables {
        sqlx::query(AssertSqlSafe(format!("DROP TABLE `{table}`"))).execute(&mut *conn).await?;
    }
    sqlx::query("SET foreign_key_checks = 1").execute(conn).await?;
    Ok(())
}
