//! Imports of long ago, which nobody takes back any more.

use super::ImportError;
use crate::{Shop, db::delete_in_batches};
use model::ImportBatchId;

/// Batches that one run forgets at most.
const MOST: u32 = 1000;

/// Forgets batches that are older than ninety days, with all they changed; what lies of their files goes by the sweep of the
/// store. Returns how many were forgotten.
pub async fn delete_old(shop: &Shop) -> Result<u64, ImportError> {
    let old = sqlx::query_scalar!(
        r#"SELECT id AS "id: ImportBatchId" FROM import_batches
           WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY ORDER BY created_at LIMIT ?"#,
        MOST
    )
    .fetch_all(&shop.pool)
    .await?;
    for id in &old {
        // A batch may have tens of thousands of changes, each of them long.
        let id = *id;
        delete_in_batches(&shop.pool, |most| {
            sqlx::query!("DELETE FROM import_changes WHERE batch_id = ? ORDER BY state, id LIMIT ?", id, most)
        })
        .await?;
        sqlx::query!("DELETE FROM import_batches WHERE id = ?", id).execute(&shop.pool).await?;
    }
    Ok(old.len() as u64)
}
