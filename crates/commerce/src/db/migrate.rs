//! Migrations: embedded in the program, applied in order behind a lock of the database.

use crate::error::Broken;
use sqlx::{AssertSqlSafe, MySqlPool, migrate::Migrator};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// One migration and whether it was applied.
#[derive(Clone, Debug, serde::Serialize)]
pub struct MigrationState {
    pub version: i64,
    pub name: String,
    pub applied: bool,
}

/// Applies what is missing; safe to call from several nodes at once.
pub async fn migrate(pool: &MySqlPool) -> Result<(), Broken> {
    MIGRATOR.run(pool).await.map_err(|error| Broken::other(format_args!("migration failed: {error}")))
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
    let mut connection = pool.acquire().await?;
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
            .fetch_all(&mut *connection)
            .await?;
    sqlx::query("SET foreign_key_checks = 0").execute(&mut *connection).await?;
    for table in tables {
        sqlx::query(AssertSqlSafe(format!("DROP TABLE `{table}`"))).execute(&mut *connection).await?;
    }
    sqlx::query("SET foreign_key_checks = 1").execute(&mut *connection).await?;
    drop(connection);
    migrate(pool).await
}
