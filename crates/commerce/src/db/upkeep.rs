//! What was done once to all rows, and in which version.

use sqlx::MySqlPool;

/// The version in which something was done last; 0 where it never was.
pub(crate) async fn upkept(pool: &MySqlPool, name: &str) -> Result<u32, sqlx::Error> {
    let version = sqlx::query_scalar!("SELECT version FROM upkeep WHERE name = ?", name).fetch_optional(pool).await?;
    Ok(version.unwrap_or(0))
}

/// Notes that something was done in a version, unless a later one was noted meanwhile.
pub(crate) async fn note_upkeep(pool: &MySqlPool, name: &str, version: u32) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO upkeep (name, version) VALUES (?, ?) ON DUPLICATE KEY UPDATE version = GREATEST(version, VALUES(version))",
        name,
        version
    )
    .execute(pool)
    .await
    .map(drop)
}
