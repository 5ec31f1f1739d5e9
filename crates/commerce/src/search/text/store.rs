//! The index of this node: where it lies, who writes it, and how a new one takes its place while searching goes on.
//!
//! `<storage>/search/current-v1` names the folder of the generation in use. A new generation is built beside it and the
//! name is replaced in one step. Another process on the same folder sees the new name within a second. Each version of
//! the program has a name of its own, so that an older and a newer one can run side by side.

use super::{
    documents,
    index::{Document, TextIndex},
};
use crate::{Broken, Shop, search::shelf::Span};
use model::ProductId;
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::MutexGuard;

/// Raised with every change of fields or words; a generation of another version is not read.
const VERSION: &str = "v1";
/// Memory of a writer that changes a few documents, and of one that builds everything.
const SMALL: usize = 15_000_000;
const LARGE: usize = 48_000_000;
/// How often the name of the generation in use is read again.
const LOOK: Duration = Duration::from_secs(1);
/// Changed products from which on a whole new index is cheaper.
const MANY: usize = 2_000;
/// How long nobody has written to a generation that nobody uses: whoever builds one writes all the time.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// The index of this node.
pub struct Store {
    dir: PathBuf,
    current: RwLock<Option<(Arc<TextIndex>, Instant)>>,
    /// One writer of this process at a time.
    writing: tokio::sync::Mutex<()>,
    pending: Mutex<BTreeSet<ProductId>>,
    reconciled: AtomicBool,
}

impl Store {
    /// An index in a folder; nothing is opened yet.
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            current: RwLock::default(),
            writing: tokio::sync::Mutex::default(),
            pending: Mutex::default(),
            reconciled: AtomicBool::new(false),
        }
    }

    /// Notes that a product must be read again.
    pub fn touch(&self, product: ProductId) {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).insert(product);
    }

    /// The index, opened or built if need be.
    pub async fn index(&self, shop: &Shop) -> Result<Arc<TextIndex>, Broken> {
        if let Some(open) = self.fresh() {
            return Ok(open);
        }
        let writing = self.writing.lock().await;
        self.obtain(shop, &writing).await
    }

    /// The index in use, for who holds the right to write.
    async fn obtain(&self, shop: &Shop, writing: &MutexGuard<'_, ()>) -> Result<Arc<TextIndex>, Broken> {
        if let Some(open) = self.fresh() {
            return Ok(open);
        }
        match self.open().await {
            Some(open) => {
                // Whoever made it may have read products before a change that this process wrote to the one before.
                self.reconciled.store(false, Ordering::Release);
                self.show(open.clone());
                Ok(open)
            }
            None => {
                tracing::info!("there is no usable search index; it is built now");
                let (open, _) = self.build(shop, writing).await?;
                self.reconciled.store(true, Ordering::Release);
                Ok(open)
            }
        }
    }

    /// Makes the stored index equal to the database once after the start: what differs is read again.
    pub async fn reconcile(&self, shop: &Shop) -> Result<usize, Broken> {
        let index = self.index(shop).await?;
        if self.reconciled.swap(true, Ordering::AcqRel) {
            return Ok(0);
        }
        let wanted = async {
            let mut connection = shop.pool.acquire().await?;
            Ok::<_, Broken>(documents::digests(&mut connection).await?)
        };
        let outcome = async {
            let wanted: HashMap<ProductId, u64> = wanted.await?.into_iter().collect();
            let stored = blocking(move || index.digests()).await?;
            let changed = wanted.iter().filter(|(id, digest)| stored.get(id) != Some(digest)).map(|(id, _)| *id);
            let gone = stored.keys().filter(|id| !wanted.contains_key(id)).copied();
            let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            let before = pending.len();
            pending.extend(changed.chain(gone));
            Ok(pending.len() - before)
        };
        let outcome = outcome.await;
        self.reconciled.store(outcome.is_ok(), Ordering::Release);
        outcome
    }

    /// Writes what was touched; returns whether anything was.
    pub async fn flush(&self, shop: &Shop) -> Result<bool, Broken> {
        let writing = self.writing.lock().await;
        let index = self.obtain(shop, &writing).await?;
        let touched = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        if touched.is_empty() {
            return Ok(false);
        }
        let outcome = if touched.len() > MANY {
            self.build(shop, &writing).await.map(drop)
        } else {
            write(shop, index, &touched).await
        };
        if outcome.is_err() {
            self.pending.lock().unwrap_or_else(PoisonError::into_inner).extend(touched);
        }
        outcome.map(|()| true)
    }

    /// Builds a whole new index beside the one in use and changes over; returns the number of products.
    pub async fn rebuild(&self, shop: &Shop) -> Result<u64, Broken> {
        let writing = self.writing.lock().await;
        let touched = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        let outcome = self.build(shop, &writing).await;
        if outcome.is_err() {
            self.pending.lock().unwrap_or_else(PoisonError::into_inner).extend(touched);
        }
        outcome.map(|(_, count)| count)
    }

    /// Whether the stored index was compared with the database.
    pub fn reconciled(&self) -> bool {
        self.reconciled.load(Ordering::Acquire)
    }

    /// Has the index compared with the database again.
    pub fn unreconcile(&self) {
        self.reconciled.store(false, Ordering::Release);
    }

    /// Forgets an index that gave an error; the next search opens it again or builds a new one.
    pub fn distrust(&self) {
        if let Err(error) = fs::remove_file(self.dir.join(current())) {
            tracing::warn!(%error, "the name of the search index cannot be removed");
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn fresh(&self) -> Option<Arc<TextIndex>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let (index, looked) = current.as_ref()?;
        if looked.elapsed() < LOOK {
            return Some(index.clone());
        }
        let (index, moved) = (index.clone(), current_folder(&self.dir).as_deref() != Some(&*index.folder));
        drop(current);
        if moved {
            return None;
        }
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // A newer one may be shown by now.
        if let Some((_, looked)) = current.as_mut().filter(|(shown, _)| Arc::ptr_eq(shown, &index)) {
            *looked = Instant::now();
        }
        Some(index)
    }

    fn show(&self, index: Arc<TextIndex>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some((index, Instant::now()));
    }

    async fn open(&self) -> Option<Arc<TextIndex>> {
        let folder = current_folder(&self.dir)?;
        match blocking(move || TextIndex::open(&folder)).await {
            Ok(index) => Some(Arc::new(index)),
            Err(error) => {
                tracing::warn!(%error, "the stored search index cannot be used");
                None
            }
        }
    }

    async fn build(&self, shop: &Shop, _writing: &MutexGuard<'_, ()>) -> Result<(Arc<TextIndex>, u64), Broken> {
        let folder = self.dir.join(format!("{VERSION}-{}", uuid::Uuid::now_v7().simple()));
        let built = fill(shop, &folder).await;
        if built.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let (index, count) = built?;
        let before = current_folder(&self.dir);
        replace(&self.dir, &folder).map_err(Broken::other)?;
        self.show(index.clone());
        sweep(&self.dir, &folder, before.as_deref());
        Ok((index, count))
    }
}

/// Reads all documents and writes them into a new folder.
async fn fill(shop: &Shop, folder: &Path) -> Result<(Arc<TextIndex>, u64), Broken> {
    let new = folder.to_owned();
    let (index, mut writer) = blocking(move || {
        let index = Arc::new(TextIndex::create(&new)?);
        let writer = index.writer(LARGE)?.ok_or_else(|| Broken::other("a new index is locked"))?;
        Ok((index, writer))
    })
    .await?;
    let (mut left, mut count) = (Some(Span::ALL), 0);
    while let Some(span) = left {
        let mut connection = shop.pool.acquire().await?;
        let (documents, rest) = documents::read(&mut connection, span).await?;
        drop(connection);
        left = rest;
        count += documents.len() as u64;
        let into = index.clone();
        writer = blocking(move || {
            for document in &documents {
                // Nothing is there yet that would have to go.
                document.id.map_or(Ok(()), |id| into.add(&writer, id, document))?;
            }
            Ok(writer)
        })
        .await?;
    }
    let shown = index.clone();
    blocking(move || finish(&shown, writer)).await?;
    Ok((index, count))
}

/// Reads some products again and writes them; those that are for sale no longer are taken out.
async fn write(shop: &Shop, index: Arc<TextIndex>, touched: &BTreeSet<ProductId>) -> Result<(), Broken> {
    let mut found: HashMap<ProductId, Document> = HashMap::new();
    let mut connection = shop.pool.acquire().await?;
    for id in touched {
        let (documents, _) = documents::read(&mut connection, Span::one(*id)).await?;
        found.extend(documents.into_iter().map(|document| (*id, document)));
    }
    drop(connection);
    let touched = touched.clone();
    blocking(move || {
        let Some(writer) = index.writer(SMALL)? else {
            // Another process on this folder writes, maybe something else, maybe what it read before this change.
            return Err(Broken::other("another process writes to the search index"));
        };
        for id in touched {
            match found.get(&id) {
                Some(document) => index.put(&writer, document)?,
                None => index.remove(&writer, id),
            }
        }
        finish(&index, writer)
    })
    .await
}

fn finish(index: &TextIndex, mut writer: tantivy::IndexWriter) -> Result<(), Broken> {
    writer.commit().map_err(Broken::other)?;
    writer.wait_merging_threads().map_err(Broken::other)?;
    index.reload()
}

/// The file with the name of the generation in use.
fn current() -> String {
    format!("current-{VERSION}")
}

fn current_folder(dir: &Path) -> Option<PathBuf> {
    let name = fs::read_to_string(dir.join(current())).ok()?;
    let name = name.trim();
    let ours = name.strip_prefix(VERSION).is_some_and(|rest| rest.starts_with('-')) && !name.contains(['/', '\\']);
    ours.then(|| dir.join(name))
}

/// Names the generation in use: written beside and moved over, so that a reader sees the old name or the new one.
fn replace(dir: &Path, folder: &Path) -> std::io::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = dir.join(format!("{name}.new"));
    fs::write(&aside, name)?;
    fs::rename(aside, dir.join(current()))
}

/// Removes the generation before, and those that nobody finished or needs; what is still read keeps its files until it
/// is closed.
fn sweep(dir: &Path, keep: &Path, before: Option<&Path>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let abandoned = |entry: &fs::DirEntry| {
        let written = entry.metadata().and_then(|about| about.modified()).ok();
        written.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > ABANDONED)
    };
    for entry in entries.flatten().filter(|entry| entry.path() != keep && entry.path().is_dir()) {
        if before != Some(&*entry.path()) && !abandoned(&entry) {
            continue;
        }
        if let Err(error) = fs::remove_dir_all(entry.path()) {
            tracing::debug!(%error, folder = %entry.path().display(), "an old search index stays");
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Broken> + Send + 'static) -> Result<T, Broken> {
    tokio::task::spawn_blocking(work).await.map_err(Broken::other)?
}
