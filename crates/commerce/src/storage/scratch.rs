//! Files of this machine that are in work: they are nobody's until they are whole.

use super::{Files, Where};
use crate::Broken;
use futures::TryStreamExt;
use object_store::ObjectStoreExt;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tokio::io::AsyncWriteExt;

/// What lies in work this long was left behind by a process that ended.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder for what is in work; gone when dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

/// A file that can be read on this machine, for as long as this lives.
#[derive(Debug)]
pub struct Fetched {
    path: PathBuf,
    _scratch: Option<Scratch>,
}

impl Scratch {
    /// The path of a file in work.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed by whoever comes in a day.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Fetched {
    /// Where it can be read.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Files {
    /// A folder for something in work; takes away what was forgotten there.
    pub async fn scratch(&self) -> Result<Scratch, Broken> {
        let root = self.dir.join("scratch");
        let work = move || {
            fs::create_dir_all(&root)?;
            forget_old(&root);
            let folder = root.join(uuid::Uuid::now_v7().simple().to_string());
            fs::create_dir(&folder).map(|()| Scratch { folder })
        };
        let made = tokio::task::spawn_blocking(work).await.map_err(Broken::other)?;
        made.map_err(|error| Broken::other(format_args!("{}: {error}", self.dir.display())))
    }

    /// Brings a file to this machine, where it is not there anyway; `None` where there is no such file.
    pub async fn fetch(&self, name: &str) -> Result<Option<Fetched>, Broken> {
        if self.place == Where::Here {
            let path = self.dir.join(name);
            let there = tokio::fs::try_exists(&path).await.map_err(Broken::other)?;
            return Ok(there.then_some(Fetched { path, _scratch: None }));
        }
        let Some(file) = super::found(self.place, self.store.get(&super::at(name)).await)? else { return Ok(None) };
        let scratch = self.scratch().await?;
        let path = scratch.path(Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or("file"));
        let mut copy = tokio::fs::File::create(&path).await.map_err(Broken::other)?;
        let mut body = file.into_stream();
        while let Some(part) = body.try_next().await.map_err(|error| super::error::broken(self.place, error))? {
            copy.write_all(&part).await.map_err(Broken::other)?;
        }
        copy.flush().await.map_err(Broken::other)?;
        Ok(Some(Fetched { path, _scratch: Some(scratch) }))
    }
}

fn forget_old(root: &Path) {
    let is_old = |entry: &fs::DirEntry| -> io::Result<bool> {
        let age = SystemTime::now().duration_since(entry.metadata()?.modified()?);
        Ok(age.is_ok_and(|age| age > FORGOTTEN))
    };
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if is_old(&entry).unwrap_or(false) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
