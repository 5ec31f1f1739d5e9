//! Sessions in MariaDB: found by the hash of their secret, ended at once on every node.

use crate::{Broken, Shop, db::delete_in_batches};
use model::{Time, UserId};

/// A session as stored.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub id_hash: [u8; 32],
    /// `shop` or `staff`.
    pub realm: String,
    pub user: Option<UserId>,
    /// JSON of the session's own data.
    pub data: String,
    pub expires_at: Time,
}

/// Stores a new session; false where the id is taken.
pub async fn create_session(shop: &Shop, row: &SessionRow) -> Result<bool, Broken> {
    let made = sqlx::query!(
        "INSERT IGNORE INTO sessions (id_hash, realm, user_id, generation, data, expires_at)
         VALUES (?, ?, ?, (SELECT generation FROM users WHERE id = ?), ?, ?)",
        row.id_hash.as_slice(),
        row.realm,
        row.user,
        row.user,
        row.data,
        row.expires_at,
    )
    .execute(&shop.pool)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Changes a session that is still there; never brings back one that ended. The generation is that of the sign-in: a
/// request under way while its person's sessions are ended cannot lift its session over that.
pub async fn save_session(shop: &Shop, row: &SessionRow) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE sessions
         SET generation = IF(user_id <=> ?, generation, (SELECT generation FROM users WHERE id = ?)), user_id = ?, data = ?,
             expires_at = LEAST(?, created_at + INTERVAL 30 DAY), last_seen_at = UTC_TIMESTAMP(6)
         WHERE id_hash = ? AND realm = ? AND revoked_at IS NULL AND expires_at > UTC_TIMESTAMP(6)
           AND (generation IS NULL OR generation = (SELECT u.generation FROM users u WHERE u.id = sessions.user_id))",
        row.user,
        row.user,
        row.user,
        row.data,
        row.expires_at,
        row.id_hash.as_slice(),
        row.realm,
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

/// A session that has not ended: not by time, not by sign-out, not because its user changed role or was disabled.
/// Sessions of staff end twelve hours after they began, whatever happens in them.
pub async fn load_session(shop: &Shop, id_hash: [u8; 32]) -> Result<Option<SessionRow>, Broken> {
    let row = sqlx::query!(
        r#"SELECT s.realm, s.user_id as "user_id: UserId", s.data, s.expires_at as "expires_at: Time"
           FROM sessions s LEFT JOIN users u ON u.id = s.user_id
           WHERE s.id_hash = ? AND s.revoked_at IS NULL AND s.expires_at > UTC_TIMESTAMP(6)
             AND (s.realm <> 'staff' OR s.created_at > UTC_TIMESTAMP(6) - INTERVAL 12 HOUR)
             AND (s.user_id IS NULL OR (u.disabled_at IS NULL AND u.generation = s.generation))"#,
        id_hash.as_slice()
    )
    .fetch_optional(&shop.pool)
    .await?;
    Ok(row.map(|row| SessionRow {
        id_hash,
        realm: row.realm,
        user: row.user_id,
        data: row.data,
        expires_at: row.expires_at,
    }))
}

/// Ends a session.
pub async fn delete_session(shop: &Shop, id_hash: [u8; 32]) -> Result<(), Broken> {
    sqlx::query!("DELETE FROM sessions WHERE id_hash = ?", id_hash.as_slice()).execute(&shop.pool).await?;
    Ok(())
}

/// Removes sessions that ended; returns how many.
pub async fn delete_expired_sessions(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!("DELETE FROM sessions WHERE expires_at < UTC_TIMESTAMP(6) OR revoked_at IS NOT NULL LIMIT ?", most)
    })
    .await
}
