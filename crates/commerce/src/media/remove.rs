//! Removing pictures that nothing shows: one that was given up, or all that are old enough.

use super::{Hash, MediaError, alone, files::Place};
use crate::{Shop, db};
use model::MediaId;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, MySqlConnection};

/// Rows that are looked at in one step.
const STEP: u32 = 500;

/// Every column that shows a picture.
const SHOWN_BY: [&str; 6] = [
    "product_media WHERE media_id = m.id",
    "categories WHERE media_id = m.id",
    "collections WHERE media_id = m.id",
    "site_pictures WHERE media_id = m.id",
    "order_lines WHERE media_id = m.id",
    "review_photos WHERE media_id = m.id",
];

/// The job that removes a picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetMedia {
    pub media: MediaId,
    /// The picture's name: the hash of its bytes as text.
    pub key: String,
}

impl ForgetMedia {
    /// The kind of the job.
    pub const KIND: &'static str = "media.forget";
}

/// When a picture may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Somebody gave it up.
    Now,
    /// Nobody brought it for a day.
    Old,
}

/// Removes a picture and its files, unless anything shows it: the keys of the schema know. Harmless when run twice.
pub async fn forget(shop: &Shop, job: ForgetMedia) -> Result<(), MediaError> {
    match super::unhex(&job.key) {
        Some(hash) => remove(shop, job.media, hash, When::Now).await.map(drop),
        None => Ok(()),
    }
}

/// Removes pictures that came a day ago or earlier and that nothing shows, with their files, and files whose writer or
/// remover was cut off; returns how many pictures.
pub async fn sweep(shop: &Shop) -> Result<u64, MediaError> {
    let (mut swept, mut last) = (0, MediaId(uuid::Uuid::nil()));
    loop {
        let rows = step(shop, last).await?;
        let Some((end, ..)) = rows.last() else { break };
        last = *end;
        for (id, hash, _) in rows.into_iter().filter(|(.., unused)| *unused) {
            let Ok(hash) = Hash::try_from(hash.as_slice()) else { continue };
            swept += u64::from(remove(shop, id, hash, When::Old).await?);
        }
    }
    clear(shop).await?;
    Ok(swept)
}

/// The rows after one, in the order of their key, and whether nothing shows them.
async fn step(shop: &Shop, after: MediaId) -> Result<Vec<(MediaId, Vec<u8>, bool)>, sqlx::Error> {
    let shown: Vec<String> = SHOWN_BY.iter().map(|by| format!("EXISTS (SELECT 1 FROM {by})")).collect();
    let sql = format!(
        "SELECT id, hash, taken_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY AND NOT ({}) FROM media m
         WHERE id > ? ORDER BY id LIMIT ?",
        shown.join(" OR ")
    );
    sqlx::query_as(AssertSqlSafe(sql)).bind(after).bind(STEP).fetch_all(&shop.pool).await
}

/// First the row, then the files; tells whether there was a row.
async fn remove(shop: &Shop, id: MediaId, hash: Hash, when: When) -> Result<bool, MediaError> {
    let work = async {
        let gone = shop.transaction((id, hash, when), |tx, (id, hash, when)| {
            Box::pin(async move { delete(tx, id, &hash, when).await })
        });
        let gone = match gone.await {
            Ok(gone) => gone,
            // Something shows it.
            Err(MediaError::Broken(broken)) if is_shown(&broken) => false,
            Err(error) => return Err(error),
        };
        finish(shop, &hash).await?;
        Ok(gone)
    };
    alone::alone(shop, &hash, work).await
}

async fn delete(tx: &mut MySqlConnection, id: MediaId, hash: &Hash, when: When) -> Result<bool, MediaError> {
    let deleted = sqlx::query!(
        "DELETE FROM media WHERE id = ? AND (? OR taken_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY)",
        id,
        when == When::Now
    )
    .execute(&mut *tx)
    .await?;
    let gone = deleted.rows_affected() > 0;
    if gone {
        alone::let_go(tx, hash).await?;
    }
    Ok(gone)
}

/// Removes files that were let go, unless the same picture has come again under another id.
async fn finish(shop: &Shop, hash: &Hash) -> Result<(), MediaError> {
    if super::find(shop, hash).await?.is_none() {
        Place::of(shop, hash).empty().await?;
    }
    let mut connection = shop.pool.acquire().await?;
    Ok(alone::settled(&mut connection, hash).await?)
}

/// Files that somebody let go a day ago and did not remove.
async fn clear(shop: &Shop) -> Result<(), MediaError> {
    loop {
        let loose: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT hash FROM media_loose WHERE since < UTC_TIMESTAMP(6) - INTERVAL 1 DAY ORDER BY hash LIMIT ?",
        )
        .bind(STEP)
        .fetch_all(&shop.pool)
        .await?;
        if loose.is_empty() {
            return Ok(());
        }
        // Each is settled or ends the job, so that none comes twice.
        for hash in loose.iter().filter_map(|hash| Hash::try_from(hash.as_slice()).ok()) {
            alone::alone(shop, &hash, finish(shop, &hash)).await?;
        }
    }
}

fn is_shown(broken: &crate::Broken) -> bool {
    use crate::error::TransactionError;
    broken.database().and_then(db::violated).is_some_and(|name| name.starts_with("fk_"))
}
