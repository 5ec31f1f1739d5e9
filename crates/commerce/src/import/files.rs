//! How long the files of imports are kept: the file itself for a week after it was taken in, its errors for a month, and
//! what nobody went on with for a month too. No setting: a file that is still wanted is on the disk of whoever sent it.

use super::{ImportError, batches::BatchState, desk::FOLDER};
use crate::{Shop, storage};
use model::{ImportBatchId, Time};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Days for which the file of a batch that ended is kept.
const FILE_DAYS: i64 = 7;
/// Days for which everything else of a batch is kept.
pub(super) const ALL_DAYS: i64 = 30;
/// Days after which a folder without a batch was left behind by an upload that was cut off.
const STRAY_DAYS: i64 = 1;
/// Batches that are looked up together.
const STEP: usize = 500;

/// What is known of the batch of a folder.
struct Ended {
    state: String,
    /// Days since it ended, or since it came where it never did.
    days: i64,
}

/// What of a folder goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Nothing,
    File,
    All,
}

/// Deletes files of imports whose time has passed; returns from how many batches something went.
pub async fn delete_old_files(shop: &Shop) -> Result<u64, ImportError> {
    let folders = shop.files.folders(FOLDER).await?;
    // Other folders are none of ours.
    let ids: Vec<ImportBatchId> = folders.iter().filter_map(|name| name.parse().ok()).collect();
    let mut count = 0;
    for some in ids.chunks(STEP) {
        let known = ended(shop, some).await?;
        for id in some {
            count += u64::from(tidy(shop, *id, known.get(id)).await?);
        }
    }
    Ok(count)
}

async fn tidy(shop: &Shop, id: ImportBatchId, ended: Option<&Ended>) -> Result<bool, ImportError> {
    let folder = format!("{FOLDER}/{id}");
    match due(id, ended) {
        Due::Nothing => Ok(false),
        Due::File => {
            let file = format!("{folder}/{}", super::desk::FILE);
            let there = shop.files.has(&file).await?;
            shop.files.remove(&file).await?;
            Ok(there)
        }
        Due::All => {
            if !give_up(shop, id).await? {
                return Ok(false);
            }
            shop.files.remove_all(&folder).await?;
            Ok(true)
        }
    }
}

fn due(id: ImportBatchId, ended: Option<&Ended>) -> Due {
    let Some(Ended { state, days }) = ended else {
        let came = storage::given_at(id.0).map_or(i64::MAX, |Time(at)| at);
        let stray = came < (chrono::Utc::now() - chrono::TimeDelta::days(STRAY_DAYS)).timestamp_micros();
        return if stray { Due::All } else { Due::Nothing };
    };
    match (state.as_str(), *days) {
        (_, days) if days >= ALL_DAYS => Due::All,
        ("done" | "undone", days) if days >= FILE_DAYS => Due::File,
        _ => Due::Nothing,
    }
}

/// Batches of some ids that nobody works on, and all others as if they had come just now.
async fn ended(shop: &Shop, ids: &[ImportBatchId]) -> Result<HashMap<ImportBatchId, Ended>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT id, state, IF(state IN ('checking', 'queued', 'running', 'undoing'), 0,
             TIMESTAMPDIFF(DAY, COALESCE(finished_at, created_at), UTC_TIMESTAMP(6))) FROM import_batches WHERE id IN (",
    );
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(")");
    let rows: Vec<(ImportBatchId, String, i64)> =
        query.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    Ok(rows.into_iter().map(|(id, state, days)| (id, Ended { state, days })).collect())
}

/// No row speaks of a file that is not there: what waited for somebody ends first, unless somebody just went on with it.
async fn give_up(shop: &Shop, id: ImportBatchId) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "UPDATE import_batches SET state = ?, failure = ? WHERE id = ? AND state IN ('uploaded', 'checked')",
        BatchState::Failed.as_str(),
        crate::text::t("import-given-up"),
        id
    )
    .execute(&shop.pool)
    .await?;
    let busy = sqlx::query_scalar!(
        "SELECT 1 AS one FROM import_batches WHERE id = ? AND state IN ('checking', 'queued', 'running', 'undoing')",
        id
    );
    Ok(busy.fetch_optional(&shop.pool).await?.is_none())
}
