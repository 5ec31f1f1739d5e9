//! `stoa import products`: the whole way of one file.

use super::{
    ImportError,
    batch::{Batches, apply},
    batches::{self, BatchState},
    check::Checker,
    columns::{Column, Override},
    draft::Draft,
    faulty::Faulty,
    group::Groups,
    lists,
    pictures::Album,
    reader::Row,
    remote::Remote,
    report::Report,
    tree::Tree,
};
use crate::{Actor, Broken, Shop, db::Lock, seed};
use model::{ImportBatchId, account::Permission};
use std::path::{Path, PathBuf};

/// Products that are looked up and written together.
const BATCH: usize = 50;
/// Bytes of rows after which a batch takes no further product.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Asks for an import.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub file: PathBuf,
    /// The folder to which paths of pictures are relative; the file's own where none is given.
    pub images: Option<PathBuf>,
    /// Examines everything and writes nothing.
    pub dry_run: bool,
    /// Writes nothing when anything is wrong.
    pub all_or_nothing: bool,
    /// What columns are, where their names do not say it.
    pub columns: Vec<Override>,
    /// Where products with errors are written, to be mended.
    pub errors: Option<Errors>,
    /// The batch that it belongs to; a new one where none is given.
    pub batch: Option<ImportBatchId>,
    /// Whether vector scenes are taken. Never for files of strangers.
    pub trusted: bool,
}

/// Where a file of errors goes.
#[derive(Clone, Debug)]
pub enum Errors {
    /// A path of this machine.
    At(PathBuf),
    /// A name among the files of the shop.
    Stored(String),
}

/// Takes in a file of products, with `categories.csv` beside it where that is there. Needs `ChangeProducts`.
pub async fn products(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let lock = alone(shop).await?;
    let outcome = take_as_asked(shop, actor, import).await;
    lock.release().await;
    outcome
}

/// Takes in a list of categories. Needs `ChangeProducts`.
pub async fn categories(shop: &Shop, actor: &Actor, file: &Path, images: Option<&Path>) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let _lock = alone(shop).await?;
    seed::bootstrap(shop).await?;
    let album = Album::of(file, images, false)?;
    let mut report = Report::default();
    let mut tree = Tree::load(shop).await?;
    lists::categories(shop, file, &album, &mut tree, None, &mut report).await?;
    Ok(report)
}

/// Opens the batch, takes the file in, and closes the batch; one that changed nothing is forgotten.
async fn take_as_asked(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    if import.dry_run {
        return take(shop, actor, import).await;
    }
    let given = import.batch;
    let id = match given {
        Some(id) => id,
        None => begin(shop, actor, &import.file).await?,
    };
    let outcome = take_or_stop(shop, actor, Import { batch: Some(id), ..import }).await;
    let mut report = match outcome {
        Ok(report) => report,
        // Who comes again goes on where this one ended.
        Err(error) if given.is_some() && error.storage_away() => return Err(error),
        Err(error) => {
            batches::fail(shop, id, &error).await?;
            return Err(error);
        }
    };
    let changed = batches::changed_anything(shop, id).await?;
    report.batch = changed.then_some(id);
    match given {
        None if !changed => batches::forget(shop, id).await?,
        Some(_) if report.stopped => batches::finish(shop, id, BatchState::Checked, &report).await?,
        _ => batches::finish(shop, id, BatchState::Done, &report).await?,
    }
    Ok(report)
}

async fn begin(shop: &Shop, actor: &Actor, file: &Path) -> Result<ImportBatchId, ImportError> {
    let id = ImportBatchId::new();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    shop.transaction((id, name, actor.clone()), |tx, (id, name, actor)| {
        Box::pin(async move {
            batches::begin(tx, id, &name, BatchState::Running, &actor).await?;
            Ok::<(), ImportError>(())
        })
    })
    .await?;
    Ok(id)
}

async fn take_or_stop(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    if import.all_or_nothing {
        let report = take(shop, actor, Import { dry_run: true, ..import.clone() }).await?;
        if report.bad_rows > 0 {
            return Ok(Report { stopped: true, ..report });
        }
    }
    take(shop, actor, import).await
}

async fn take(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    seed::bootstrap(shop).await?;
    let batch = import.batch.filter(|_| !import.dry_run);
    if let Some(id) = batch {
        batches::run(shop, id).await?;
    }
    let album = Album::of(&import.file, import.images.as_deref(), import.trusted)?;
    let faulty = match &import.errors {
        None => None,
        Some(Errors::At(path)) => Some((path.clone(), None)),
        Some(Errors::Stored(name)) => {
            let scratch = shop.files.scratch().await?;
            Some((scratch.path("errors.csv"), Some((name, scratch))))
        }
    };
    let mut source = open(shop, &import, faulty.as_ref().map(|(path, _)| path.clone())).await?;
    let mut report = Report {
        dry_run: import.dry_run,
        writing: Some(source.groups.file.writing.clone()),
        columns: source.groups.mapping(),
        fresh: import.errors.is_some().then(Default::default),
        ..Report::default()
    };
    let mut tree = Tree::load(shop).await?;
    let beside = import.file.with_file_name("categories.csv");
    if beside != import.file && beside.is_file() {
        lists::categories(shop, &beside, &album, &mut tree, batch, &mut report).await?;
    }
    let image = source.checker.columns.name(Column::Image).to_owned();
    let mut batches = Batches { shop, actor, album, tree, remote: Remote::new(shop), batch, column: image };
    loop {
        let (portion, back) = blocking(move || next_batch(source, report)).await??;
        (source, report) = back;
        apply(&mut batches, portion.drafts, &source.checker.columns, &mut report).await?;
        source.write_errors(&portion.raw, &mut report)?;
        if portion.end {
            break;
        }
        let done = report.products;
        let count = done.created + done.updated + done.unchanged;
        if let Some(id) = batch {
            batches::progress(shop, id, count).await?;
        }
        tracing::info!(products = count, pictures = report.pictures, bad_rows = report.bad_rows, "importing");
    }
    if let Some(errors) = source.errors {
        errors.close()?;
    }
    if let Some((path, Some((name, _scratch)))) = &faulty {
        shop.files.take(name, path).await?;
    }
    report.sort();
    Ok(report)
}

/// A file that is being read.
struct Source {
    groups: Groups,
    checker: Checker,
    errors: Option<Faulty>,
}

impl Source {
    /// Writes the products of a batch that have errors, and forgets these.
    fn write_errors(&mut self, products: &[Vec<Row>], report: &mut Report) -> Result<(), ImportError> {
        let (Some(file), Some(errors)) = (&mut self.errors, &mut report.fresh) else { return Ok(()) };
        for rows in products {
            file.add(rows, errors)?;
        }
        errors.clear();
        Ok(())
    }
}

async fn open(shop: &Shop, import: &Import, errors: Option<PathBuf>) -> Result<Source, ImportError> {
    let (import, currency) = (import.clone(), shop.settings.shop.currency);
    blocking(move || {
        if let Some(errors) = errors.as_deref().filter(|errors| is_same(errors, &import.file)) {
            return Err(ImportError::unreadable(errors, "it is the file that is taken in"));
        }
        let groups = Groups::open(&import.file, &import.columns)?;
        let checker = Checker::new(groups.columns.clone(), currency);
        let errors = errors.map(|path| Faulty::create(&path, groups.file.header())).transpose()?;
        Ok(Source { groups, checker, errors })
    })
    .await?
}

/// Whether two paths lead to one file; what is not there yet is no other.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Some products of the file.
#[derive(Default)]
struct Portion {
    drafts: Vec<Draft>,
    /// Their rows, where there is a file of errors.
    raw: Vec<Vec<Row>>,
    end: bool,
}

type Back = (Source, Report);

fn next_batch(mut source: Source, mut report: Report) -> Result<(Portion, Back), ImportError> {
    let mut portion = Portion::default();
    let mut bytes = 0;
    for _ in 0..BATCH {
        // Long texts go through a few at a time.
        if bytes > BATCH_BYTES {
            break;
        }
        let Some(group) = source.groups.next(&mut report)? else {
            portion.end = true;
            break;
        };
        bytes += group.bytes();
        if source.errors.is_some() {
            portion.raw.push(group.raw.clone());
        }
        portion.drafts.extend(source.checker.draft(group, &mut report));
    }
    Ok((portion, (source, report)))
}

/// Runs reading and checking where it may block.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Broken::other(error).into())
}

/// Makes sure that no other import of this shop runs.
pub(super) async fn alone(shop: &Shop) -> Result<Lock, ImportError> {
    Lock::take(&shop.pool, "import", 1).await?.ok_or(ImportError::Busy)
}
