//! Imports as batches: what was asked for, how far they are, and what they did.

use super::{ImportError, columns::Override, files::ALL_DAYS, report::Report};
use crate::{Actor, Broken, Shop, db};
use model::{Fault, ImportBatchId, Time, account::Permission};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, MySqlConnection, QueryBuilder};
use std::collections::HashMap;

/// Batches that a list shows.
const LISTED: i64 = 50;

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BatchState {
    /// The file lies there, and nobody has looked into it.
    Uploaded,
    /// A dry run is under way.
    Checking,
    /// The dry run has its report.
    Checked,
    /// It will be taken in.
    Queued,
    Running,
    Done,
    /// It ended early; what was taken in until then can be taken back.
    Failed,
    Undoing,
    Undone,
}

impl BatchState {
    const ALL: [Self; 9] = [
        Self::Uploaded,
        Self::Checking,
        Self::Checked,
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Undoing,
        Self::Undone,
    ];

    /// The state behind a word of the database.
    fn of(word: &str) -> Result<Self, Broken> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| Broken::other(format_args!("`{word}` is no state of an import")))
    }

    /// The word in the database and in texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Whether somebody works on it, so that a page should look again soon.
    pub fn under_way(self) -> bool {
        matches!(self, Self::Checking | Self::Queued | Self::Running | Self::Undoing)
    }
}

/// How a file of the back office is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    pub columns: Vec<Override>,
    pub all_or_nothing: bool,
}

/// An import.
#[derive(Clone, Debug, Serialize)]
pub struct Batch {
    pub id: ImportBatchId,
    pub file_name: String,
    pub state: BatchState,
    pub options: Options,
    pub report: Option<Report>,
    /// Products that are through, while it runs.
    pub progress: u32,
    /// Why it ended early.
    pub failure: String,
    pub created_at: Time,
    pub changes: Changes,
    /// It is under way, and nobody works on it any more: its job died, or the program that took it in.
    pub stuck: bool,
    /// Whether its file of errors is there still, where it had errors.
    pub errors_kept: bool,
}

/// What a batch did, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Still as the batch left them.
    pub made: i64,
    /// As before, or gone.
    pub undone: i64,
    /// Made by the batch and used since, so no longer shown instead of removed.
    pub archived: i64,
    /// Changed by somebody else since, so left alone.
    pub kept: i64,
}

impl Batch {
    /// Whether there is something that can be taken back.
    pub fn can_be_undone(&self) -> bool {
        use BatchState::{Checked, Done, Failed, Undoing};
        // What ended early and was checked again has something in the shop too.
        self.changes.made > 0 && matches!(self.state, Checked | Done | Failed | Undoing)
    }
}

/// The last imports, the newest first. Needs `ChangeProducts`.
pub async fn batches(shop: &Shop, actor: &Actor) -> Result<Vec<Batch>, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    load(shop, None).await
}

/// One import. Needs `ChangeProducts`.
pub async fn batch(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<Batch, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    load(shop, Some(id)).await?.pop().ok_or_else(no_batch)
}

/// What a batch left alone when it was taken back, by handle or path.
pub async fn kept(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<Vec<(String, String)>, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let rows = sqlx::query!(
        "SELECT label, state FROM import_changes WHERE batch_id = ? AND state IN ('kept', 'archived') ORDER BY id LIMIT 1000",
        id
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.label, row.state)).collect())
}

pub(super) fn no_batch() -> ImportError {
    ImportError::Refused(Fault::not_found("no-import"))
}

#[derive(FromRow)]
struct Row {
    id: ImportBatchId,
    file_name: String,
    state: String,
    options: String,
    report: Option<String>,
    progress: u32,
    failure: String,
    created_at: Time,
    errors_kept: bool,
}

/// One batch, or the last ones.
async fn load(shop: &Shop, one: Option<ImportBatchId>) -> Result<Vec<Batch>, ImportError> {
    let mut query = QueryBuilder::new(
        "SELECT id, file_name, state, options, report, progress, failure, created_at,
             COALESCE(finished_at, created_at) > UTC_TIMESTAMP(6) - INTERVAL ",
    );
    query.push_bind(ALL_DAYS).push(" DAY AS errors_kept FROM import_batches");
    if let Some(id) = one {
        query.push(" WHERE id = ").push_bind(id);
    }
    query.push(" ORDER BY created_at DESC, id DESC LIMIT ").push_bind(LISTED);
    let rows: Vec<Row> = query.build_query_as().fetch_all(&shop.pool).await?;
    let mut changes = changes(shop, &rows).await?;
    let mut found = vec![];
    for row in rows {
        let state = BatchState::of(&row.state)?;
        found.push(Batch {
            id: row.id,
            file_name: row.file_name,
            state,
            options: serde_json::from_str(&row.options).unwrap_or_default(),
            report: row.report.and_then(|report| serde_json::from_str(&report).ok()),
            progress: row.progress,
            failure: row.failure,
            created_at: row.created_at,
            errors_kept: row.errors_kept,
            changes: changes.remove(&row.id).unwrap_or_default(),
            stuck: state.under_way() && !is_worked_on(shop, row.id).await?,
        });
    }
    Ok(found)
}

async fn changes(shop: &Shop, rows: &[Row]) -> Result<HashMap<ImportBatchId, Changes>, sqlx::Error> {
    let mut found: HashMap<ImportBatchId, Changes> = HashMap::new();
    if rows.is_empty() {
        return Ok(found);
    }
    let mut query = QueryBuilder::new("SELECT batch_id, state, COUNT(*) FROM import_changes WHERE batch_id IN (");
    let mut ids = query.separated(", ");
    for row in rows {
        ids.push_bind(row.id);
    }
    query.push(") GROUP BY batch_id, state");
    let counts: Vec<(ImportBatchId, String, i64)> =
        query.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    for (batch, state, count) in counts {
        let changes = found.entry(batch).or_default();
        match state.as_str() {
            "made" => changes.made = count,
            "undone" => changes.undone = count,
            "archived" => changes.archived = count,
            _ => changes.kept = count,
        }
    }
    Ok(found)
}

/// Whether a batch has a job, or an import runs outside of the queue, which may be this one.
async fn is_worked_on(shop: &Shop, id: ImportBatchId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT (IS_USED_LOCK(LEFT(CONCAT('import ', DATABASE()), 64)) IS NOT NULL
                OR EXISTS (SELECT 1 FROM jobs WHERE kind = 'import.run' AND state IN ('ready', 'running')
                           AND REPLACE(JSON_VALUE(payload, '$.batch'), '-', '') = LOWER(HEX(?)))) AS "worked_on!: bool""#,
        id
    )
    .fetch_one(&shop.pool)
    .await
}

/// Begins a batch for a file, in a state.
pub(super) async fn begin(
    conn: &mut MySqlConnection,
    id: ImportBatchId,
    file_name: &str,
    state: BatchState,
    actor: &Actor,
) -> Result<(), sqlx::Error> {
    let name: String = file_name.chars().filter(|sign| !sign.is_control()).take(255).collect();
    sqlx::query!(
        "INSERT INTO import_batches (id, file_name, state, actor, actor_id) VALUES (?, ?, ?, ?, ?)",
        id,
        name,
        state.as_str(),
        actor.word(),
        actor.user()
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Moves a batch on where it stands in one of the states; tells whether it did.
pub(super) async fn step(
    conn: &mut MySqlConnection,
    id: ImportBatchId,
    from: &[BatchState],
    to: BatchState,
) -> Result<bool, sqlx::Error> {
    let from: Vec<&str> = from.iter().map(|state| state.as_str()).collect();
    let moved = sqlx::query!(
        "UPDATE import_batches SET state = ?, failure = '' WHERE id = ? AND FIND_IN_SET(state, ?)",
        to.as_str(),
        id,
        from.join(",")
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected() > 0)
}

/// Says that a batch is being taken in.
pub(super) async fn run(shop: &Shop, id: ImportBatchId) -> Result<(), ImportError> {
    sqlx::query!("UPDATE import_batches SET state = 'running', failure = '' WHERE id = ?", id)
        .execute(&shop.pool)
        .await?;
    Ok(())
}

/// Says how far a batch is.
pub(super) async fn progress(shop: &Shop, id: ImportBatchId, products: u64) -> Result<(), sqlx::Error> {
    let products = u32::try_from(products).unwrap_or(u32::MAX);
    sqlx::query!("UPDATE import_batches SET progress = ? WHERE id = ?", products, id)
        .execute(&shop.pool)
        .await
        .map(drop)
}

/// Ends a run of a batch with its report.
pub(super) async fn finish(
    shop: &Shop,
    id: ImportBatchId,
    state: BatchState,
    report: &Report,
) -> Result<(), ImportError> {
    let report = serde_json::to_string(report).map_err(anyhow::Error::from)?;
    sqlx::query!(
        "UPDATE import_batches SET state = ?, report = ?, failure = '', finished_at = UTC_TIMESTAMP(6) WHERE id = ?",
        state.as_str(),
        report,
        id
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

/// Ends a run of a batch that could not go on.
pub(super) async fn fail(shop: &Shop, id: ImportBatchId, why: &ImportError) -> Result<(), sqlx::Error> {
    let sentence: String = match why {
        ImportError::Broken(_) => crate::text::t("import-broken").to_owned(),
        _ => why.to_string().chars().take(1000).collect(),
    };
    sqlx::query!(
        "UPDATE import_batches SET state = 'failed', failure = ?, finished_at = UTC_TIMESTAMP(6) WHERE id = ?",
        sentence,
        id
    )
    .execute(&shop.pool)
    .await
    .map(drop)
}

/// Says why a run of a batch has to wait; it goes on by itself.
pub(super) async fn wait(shop: &Shop, id: ImportBatchId, why: &ImportError) -> Result<(), sqlx::Error> {
    tracing::warn!(batch = %id, error = %why, "an import waits for its files");
    sqlx::query!(
        "UPDATE import_batches SET failure = ? WHERE id = ? AND state IN ('checking', 'queued', 'running')",
        crate::text::t("import-waits"),
        id
    )
    .execute(&shop.pool)
    .await
    .map(drop)
}

/// Whether a batch changed anything.
pub(super) async fn changed_anything(shop: &Shop, id: ImportBatchId) -> Result<bool, sqlx::Error> {
    let found = sqlx::query_scalar!("SELECT 1 AS one FROM import_changes WHERE batch_id = ? LIMIT 1", id)
        .fetch_optional(&shop.pool)
        .await?;
    Ok(found.is_some())
}

/// Forgets a batch that did nothing.
pub(super) async fn forget(shop: &Shop, id: ImportBatchId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM import_batches WHERE id = ?", id).execute(&shop.pool).await.map(drop)
}

/// Whether the database refuses a way back: others hang on a row, somebody has taken its key since, or what it was before
/// fits what it is now no more.
pub(super) fn in_the_way(error: &ImportError) -> bool {
    use crate::error::TransactionError;
    error.database().and_then(db::violated).is_some()
}
