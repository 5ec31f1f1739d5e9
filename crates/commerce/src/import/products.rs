//! `stoa import products`: the whole way of one file.

use super::{
    ImportError,
    batch::{Batches, apply},
    check::Checker,
    columns::Column,
    draft::Draft,
    group::Groups,
    lists,
    pictures::Album,
    report::Report,
    tree::Tree,
};
use crate::{Actor, Broken, Shop, seed};
use model::account::Permission;
use sqlx::{Connection, MySqlConnection};
use std::path::PathBuf;

/// Products that are looked up and written together.
const BATCH: usize = 50;

/// Asks for an import.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub file: PathBuf,
    /// The folder to which paths of pictures are relative; the file's own where none is given.
    pub images: Option<PathBuf>,
    /// Examines everything and writes nothing.
    pub dry_run: bool,
    /// Whether vector scenes are taken. Never for files of strangers.
    pub trusted: bool,
}

/// Takes in a file of products, with `categories.csv` beside it where that is there. Needs `ChangeProducts`.
pub async fn products(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let lock = alone(shop).await?;
    let outcome = take(shop, actor, import).await;
    // A caller that goes away drops the connection, and the lock with it.
    if let Err(error) = lock.close().await {
        tracing::debug!(%error, "the lock of the import went with its connection");
    }
    outcome
}

async fn take(shop: &Shop, actor: &Actor, import: Import) -> Result<Report, ImportError> {
    seed::bootstrap(shop).await?;
    let album = Album::of(&import.file, import.images.as_deref(), import.trusted)?;
    let mut source = open(shop, &import).await?;
    let mut report = Report { dry_run: import.dry_run, ..Report::default() };
    let mut tree = Tree::load(shop).await?;
    let beside = import.file.with_file_name("categories.csv");
    if beside != import.file && beside.is_file() {
        lists::categories(shop, &beside, &album, &mut tree, &mut report).await?;
    }
    let mut batches =
        Batches { shop, actor, album, tree, column: source.checker.columns.name(Column::Image).to_owned() };
    loop {
        let (drafts, back) = blocking(move || next_batch(source, report)).await??;
        (source, report) = back;
        if drafts.is_empty() {
            break;
        }
        apply(&mut batches, drafts, &source.checker.columns, &mut report).await?;
        let done = report.products;
        let count = done.created + done.updated + done.unchanged;
        tracing::info!(products = count, pictures = report.pictures, bad_rows = report.bad_rows, "importing");
    }
    report.sort();
    Ok(report)
}

/// A file that is being read.
struct Source {
    groups: Groups,
    checker: Checker,
}

async fn open(shop: &Shop, import: &Import) -> Result<Source, ImportError> {
    let (file, currency) = (import.file.clone(), shop.settings.shop.currency);
    blocking(move || {
        let groups = Groups::open(&file)?;
        let checker = Checker::new(groups.columns.clone(), currency);
        Ok(Source { groups, checker })
    })
    .await?
}

type Back = (Source, Report);

fn next_batch(mut source: Source, mut report: Report) -> Result<(Vec<Draft>, Back), ImportError> {
    let mut drafts = vec![];
    while drafts.len() < BATCH {
        let Some(group) = source.groups.next(&mut report)? else { break };
        drafts.extend(source.checker.draft(group, &mut report));
    }
    Ok((drafts, (source, report)))
}

/// Runs reading and checking where it may block.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Broken::other(error).into())
}

/// Makes sure that no other import of this shop runs.
async fn alone(shop: &Shop) -> Result<MySqlConnection, ImportError> {
    let mut connection = shop.pool.acquire().await?.detach();
    let got: Option<i64> = sqlx::query_scalar("SELECT GET_LOCK(LEFT(CONCAT('import ', DATABASE()), 64), 1)")
        .fetch_one(&mut connection)
        .await?;
    if got == Some(1) { Ok(connection) } else { Err(ImportError::Busy) }
}
