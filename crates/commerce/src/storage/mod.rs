//! Files that are no rows: pictures, originals, uploaded tables and their files of errors. They lie in the folder of the
//! settings, or in a bucket of an S3-compatible store; whoever uses them does not know which.
//!
//! A file is there whole or not at all. Nothing here is called within a transaction: what a row names is written first,
//! and deleted after the row.

mod error;
mod open;
mod scratch;

use crate::Broken;
use bytes::Bytes;
use error::{found, outcome};
use futures::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use model::Time;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, PutPayload, path::Path as Name};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::time::timeout;

pub use error::StorageError;
pub use object_store::GetRange;
pub use scratch::{Fetched, Scratch};

/// How long a reader waits for the first byte of a file.
const PATIENCE: Duration = Duration::from_secs(10);
/// Files that are removed at once.
const AT_ONCE: usize = 8;

/// Where files lie.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    place: Where,
    /// Folder of this machine, for what is in work.
    dir: PathBuf,
}

/// A folder or a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Here,
    There,
}

/// A file on its way out.
pub struct Opened {
    /// Bytes of the whole file.
    pub size: u64,
    /// The part of it that comes.
    pub range: std::ops::Range<u64>,
    pub body: BoxStream<'static, Result<Bytes, object_store::Error>>,
}

impl Files {
    /// The folder of all files, where they lie on this machine and may be read straight away.
    pub fn folder(&self) -> Option<&Path> {
        (self.place == Where::Here).then_some(&*self.dir)
    }

    /// The content of a file; `None` where there is no such file.
    pub async fn read(&self, name: &str) -> Result<Option<Bytes>, Broken> {
        let Some(file) = found(self.place, self.store.get(&at(name)).await)? else { return Ok(None) };
        file.bytes().await.map(Some).map_err(|error| error::broken(self.place, error))
    }

    /// Whether there is such a file.
    pub async fn has(&self, name: &str) -> Result<bool, Broken> {
        Ok(self.size(name).await?.is_some())
    }

    /// The bytes of a file; `None` where there is no such file.
    pub async fn size(&self, name: &str) -> Result<Option<u64>, Broken> {
        Ok(found(self.place, self.store.head(&at(name)).await)?.map(|file| file.size))
    }

    /// A file, or a part of it that it has, as it comes.
    pub async fn open(&self, name: &str, part: Option<GetRange>) -> Result<Option<Opened>, Broken> {
        let options = GetOptions { range: part, ..GetOptions::default() };
        let name = at(name);
        let asked = timeout(PATIENCE, self.store.get_opts(&name, options));
        let answer = asked.await.map_err(|_| StorageError::Away(format!("no answer within {PATIENCE:?}")))?;
        let file = found(self.place, answer)?;
        Ok(file.map(|file| Opened { size: file.meta.size, range: file.range.clone(), body: file.into_stream() }))
    }

    /// Writes a file: whoever reads it sees all of it, or what was there before.
    pub async fn write(&self, name: &str, content: impl Into<PutPayload> + Send) -> Result<(), Broken> {
        outcome(self.place, self.store.put(&at(name), content.into()).await.map(drop))
    }

    /// Takes in a file of this machine, which is gone afterwards where that is the quicker way.
    pub async fn take(&self, name: &str, from: &Path) -> Result<(), Broken> {
        if self.place == Where::Here {
            let to = self.dir.join(name);
            let there = async {
                tokio::fs::create_dir_all(to.parent().unwrap_or(&self.dir)).await?;
                tokio::fs::rename(from, &to).await
            };
            return there.await.map_err(|error| Broken::other(format_args!("{}: {error}", to.display())));
        }
        let content = tokio::fs::read(from).await;
        self.write(name, content.map_err(|error| Broken::other(format_args!("{}: {error}", from.display())))?).await
    }

    /// Removes a file; one that is gone already is no failure.
    pub async fn remove(&self, name: &str) -> Result<(), Broken> {
        found(self.place, self.store.delete(&at(name)).await).map(drop)
    }

    /// Removes everything in a folder.
    pub async fn remove_all(&self, folder: &str) -> Result<(), Broken> {
        let names: Vec<Name> = self.list(folder).map_ok(|file| file.location).try_collect().await?;
        let removed = futures::stream::iter(names)
            .map(|name| async move { found(self.place, self.store.delete(&name).await).map(drop) })
            .buffer_unordered(AT_ONCE);
        removed.try_collect().await
    }

    /// The folders in a folder, by name.
    pub async fn folders(&self, folder: &str) -> Result<Vec<String>, Broken> {
        let listed = found(self.place, self.store.list_with_delimiter(Some(&at(folder))).await)?;
        let folders = listed.map(|listed| listed.common_prefixes).unwrap_or_default();
        Ok(folders.iter().filter_map(|name| name.filename().map(str::to_owned)).collect())
    }

    /// Writes, reads and removes a small file, as an examination.
    pub async fn try_out(&self) -> Result<(), Broken> {
        let name = format!("examined/{}", uuid::Uuid::now_v7().simple());
        self.write(&name, name.clone().into_bytes()).await?;
        let read = self.read(&name).await?;
        self.remove(&name).await?;
        match read.as_deref() == Some(name.as_bytes()) {
            true => Ok(()),
            false => Err(Broken::other("a file that was written a moment ago does not read the same")),
        }
    }

    fn list(&self, folder: &str) -> impl Stream<Item = Result<object_store::ObjectMeta, Broken>> + use<> {
        let place = self.place;
        self.store.list(Some(&at(folder))).map_err(move |error| error::broken(place, error))
    }
}

fn at(name: &str) -> Name {
    Name::from(name)
}

/// When a name that is a UUID of its own time was given.
pub(crate) fn given_at(id: uuid::Uuid) -> Option<Time> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    Some(Time(i64::try_from(seconds).ok()? * 1_000_000 + i64::from(nanos / 1_000)))
}
