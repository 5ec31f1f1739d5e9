//! Imports of the back office, step by step: a file lies there, is looked into, is taken in by a job, and is taken back.

use super::{
    Import, ImportError,
    batches::{self, Batch, BatchState, Options, batch, no_batch},
    columns::Mapped,
    group::preview,
    products::{self, Errors, blocking},
    sniff::Writing,
    undo,
};
use crate::{
    Actor, Shop,
    actor::Staff,
    jobs::{self, JobError, NewJob},
    storage::{Fetched, Opened, Scratch},
};
use model::{
    Fault, FaultKind, ImportBatchId, UserId,
    account::{Permission, Role},
};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, sync::Arc};

/// Where the files of batches lie, each in a folder with the batch's id.
pub(super) const FOLDER: &str = "imports";
/// The file that came.
pub(super) const FILE: &str = "products.csv";
/// What was wrong with it.
const ERRORS: &str = "errors.csv";

/// Most bytes of a file that is uploaded.
pub const MOST_UPLOADED: u64 = 32 * 1024 * 1024;
/// Seconds for which one import waits before it looks whether another has ended.
const PATIENCE: u32 = 10;

/// A file on its way into the shop.
#[derive(Clone, Debug)]
pub struct Upload {
    pub id: ImportBatchId,
    scratch: Arc<Scratch>,
}

impl Upload {
    /// Where its bytes go. What does not become a batch is gone with this.
    pub fn path(&self) -> PathBuf {
        self.scratch.path(FILE)
    }
}

/// What a job does with a batch, and for whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunImport {
    batch: ImportBatchId,
    step: Step,
    user: Option<UserId>,
    name: String,
    role: Option<Role>,
}

impl RunImport {
    /// The name in the queue.
    pub const KIND: &str = "import.run";

    /// One that waits is enough, however often somebody presses.
    fn to_do(&self) -> NewJob {
        NewJob::new(Self::KIND, self).one_waiting(format!("import:{}", self.batch))
    }
}

/// A step of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A dry run.
    Check,
    Take,
    Undo,
}

/// What can be told of a file before it is looked into as a whole.
#[derive(Clone, Debug)]
pub struct Preview {
    pub writing: Writing,
    pub columns: Vec<Mapped>,
    /// The first filled cell of each column.
    pub samples: Vec<String>,
    /// Columns of WooCommerce are read as they are.
    pub fixed: bool,
}

/// Makes room for a file. Needs `ChangeProducts`.
pub async fn begin_upload(shop: &Shop, actor: &Actor) -> Result<Upload, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    Ok(Upload { id: ImportBatchId::new(), scratch: Arc::new(shop.files.scratch().await?) })
}

/// Looks at the head of a file that has come, and makes it a batch; what cannot be read is thrown away.
pub async fn end_upload(shop: &Shop, actor: &Actor, upload: Upload, name: &str) -> Result<ImportBatchId, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let path = upload.path();
    blocking(move || preview(&path)).await?.map_err(ImportError::without_path)?;
    shop.files.take(&file(upload.id), &upload.path()).await?;
    let (name, actor) = (name.to_owned(), actor.clone());
    shop.transaction((upload.id, name, actor), |tx, (id, name, actor)| {
        Box::pin(async move {
            batches::begin(tx, id, &name, BatchState::Uploaded, &actor).await?;
            Ok::<(), ImportError>(())
        })
    })
    .await?;
    Ok(upload.id)
}

/// What can be told of the file of a batch.
pub async fn look_into(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<Preview, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let here = fetched(shop, id).await?;
    // The file is there for as long as it is read.
    blocking(move || preview(here.path())).await?.map_err(ImportError::without_path)
}

/// The file of errors of a batch, where there is one with a row.
pub async fn error_file(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<Opened, ImportError> {
    let found = batch(shop, actor, id).await?;
    if found.report.is_none_or(|report| report.bad_rows == 0) {
        return Err(no_batch());
    }
    shop.files.open(&errors(id), None).await?.ok_or_else(file_gone)
}

/// Asks for a step: a dry run with its options, taking in, or taking back. A step that nobody works on any more may be asked
/// for again.
pub async fn ask(
    shop: &Shop,
    actor: &Actor,
    id: ImportBatchId,
    step: Step,
    options: Option<Options>,
) -> Result<(), ImportError> {
    let found = batch(shop, actor, id).await?;
    let nothing = step == Step::Undo && found.state == BatchState::Checked && !found.can_be_undone();
    if nothing || (found.state.under_way() && !found.stuck) {
        return Err(ImportError::NotYet);
    }
    let who = match actor {
        Actor::Staff(staff) => (Some(staff.user), staff.name.clone(), Some(staff.role)),
        _ => (None, String::new(), None),
    };
    let job = RunImport { batch: id, step, user: who.0, name: who.1, role: who.2 };
    let options = options.map(|options| serde_json::to_string(&options)).transpose().map_err(anyhow::Error::from)?;
    let moved = shop
        .transaction((job, options), |tx, (job, options)| {
            Box::pin(async move {
                use BatchState::{Checked, Checking, Done, Failed, Queued, Running, Undoing, Uploaded};
                let (from, to): (&[BatchState], BatchState) = match job.step {
                    Step::Check => (&[Uploaded, Checked, Failed, Checking], Checking),
                    Step::Take => (&[Checked, Queued, Running], Queued),
                    Step::Undo => (&[Checked, Done, Failed, Undoing], Undoing),
                };
                if !batches::step(tx, job.batch, from, to).await? {
                    return Ok::<bool, ImportError>(false);
                }
                if let Some(options) = options {
                    sqlx::query!("UPDATE import_batches SET options = ? WHERE id = ?", options, job.batch)
                        .execute(&mut *tx)
                        .await?;
                }
                jobs::enqueue(tx, job.to_do()).await?;
                Ok(true)
            })
        })
        .await?;
    // Somebody pressed twice, or another step came first: the page shows how things stand.
    if moved { Ok(()) } else { Err(ImportError::NotYet) }
}

/// Does a step. Whatever was done before it was cut off is not done again.
pub async fn run(shop: &Shop, job: RunImport) -> Result<(), JobError> {
    let actor = match (job.user, job.role) {
        (Some(user), Some(role)) => Actor::Staff(Staff { user, name: job.name.clone(), role }),
        _ => Actor::System,
    };
    let found = batch(shop, &actor, job.batch).await?;
    let outcome = match (job.step, found.state) {
        (Step::Check, BatchState::Checking) => check(shop, &actor, &found).await,
        (Step::Take, BatchState::Queued | BatchState::Running) => take(shop, &actor, &found).await,
        (Step::Undo, BatchState::Undoing) => undo::undo(shop, &actor, job.batch).await.map(drop),
        _ => return Ok(()),
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(ImportError::Busy) => Ok(wait(shop, job).await?),
        Err(error) if error.storage_away() => {
            batches::wait(shop, job.batch, &error).await?;
            Err(JobError::later(error))
        }
        Err(error) if job.step == Step::Undo => Err(JobError::later(error)),
        Err(error) => {
            tracing::warn!(batch = %job.batch, %error, "an import ended early");
            batches::fail(shop, job.batch, &error).await?;
            Ok(())
        }
    }
}

/// Another import is under way, which may take hours: a job of its own waits for it, since each try of this one counts.
async fn wait(shop: &Shop, job: RunImport) -> Result<(), ImportError> {
    shop.transaction(job, |tx, job| {
        Box::pin(async move {
            jobs::enqueue(tx, job.to_do().after(PATIENCE)).await?;
            Ok(())
        })
    })
    .await
}

async fn check(shop: &Shop, actor: &Actor, found: &Batch) -> Result<(), ImportError> {
    let here = fetched(shop, found.id).await?;
    let import = Import { dry_run: true, ..asked(found, &here) };
    let report = products::products(shop, actor, import).await?;
    batches::finish(shop, found.id, BatchState::Checked, &report).await
}

async fn take(shop: &Shop, actor: &Actor, found: &Batch) -> Result<(), ImportError> {
    let here = fetched(shop, found.id).await?;
    products::products(shop, actor, Import { batch: Some(found.id), ..asked(found, &here) }).await.map(drop)
}

/// Pictures with paths are looked for beside the file and nowhere else.
fn asked(found: &Batch, here: &Fetched) -> Import {
    Import {
        file: here.path().to_owned(),
        columns: found.options.columns.clone(),
        all_or_nothing: found.options.all_or_nothing,
        errors: Some(Errors::Stored(errors(found.id))),
        ..Import::default()
    }
}

/// The file of a batch, on this machine.
async fn fetched(shop: &Shop, id: ImportBatchId) -> Result<Fetched, ImportError> {
    shop.files.fetch(&file(id)).await?.ok_or_else(file_gone)
}

fn file_gone() -> ImportError {
    ImportError::Refused(Fault::new(FaultKind::Gone, "import-file-gone"))
}

fn file(id: ImportBatchId) -> String {
    format!("{FOLDER}/{id}/{FILE}")
}

fn errors(id: ImportBatchId) -> String {
    format!("{FOLDER}/{id}/{ERRORS}")
}
