//! One at a time at the files of a picture. Who writes them writes their row, and who deletes the row removes them: nobody
//! may come in between. A lock by name holds both together, since files take no part in a transaction.

use super::{Hash, MediaError};
use crate::{Broken, Shop, db::Lock, secret::hex};
use sqlx::MySqlConnection;

/// Seconds to wait for somebody else at the same picture.
const PATIENCE: u32 = 60;

/// Does something with the files of a picture, and nobody else does meanwhile.
pub(super) async fn alone<T>(
    shop: &Shop,
    hash: &Hash,
    work: impl Future<Output = Result<T, MediaError>>,
) -> Result<T, MediaError> {
    let lock = Lock::take(&shop.pool, &format!("media {}", &hex(hash)[..32]), PATIENCE).await?;
    let lock = lock.ok_or_else(|| Broken::other("others are at work on the same picture for a minute"))?;
    let outcome = work.await;
    lock.release().await;
    outcome
}

/// Notes that files of a picture may lie there without a row from now on.
pub(super) async fn let_go(conn: &mut MySqlConnection, hash: &Hash) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO media_loose (hash) VALUES (?) ON DUPLICATE KEY UPDATE since = UTC_TIMESTAMP(6)",
        hash.as_slice()
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Notes that there are no such files, or that they have a row.
pub(super) async fn settled(conn: &mut MySqlConnection, hash: &Hash) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM media_loose WHERE hash = ?", hash.as_slice()).execute(conn).await.map(drop)
}
