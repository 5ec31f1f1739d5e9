//! Pictures that a file names: found beside it or on the web, stored each once.

use super::{
    ImportError,
    draft::Draft,
    fields::Flaw,
    remote::{Fetched, is_remote},
    report::{Report, hint},
};
use crate::{
    Broken, Shop,
    media::{self, Hash, MAX_BYTES, MediaError, PictureError},
};
use futures::{StreamExt, stream};
use model::MediaId;
use std::{
    collections::HashMap,
    fs,
    path::{Component, Path, PathBuf},
};

/// How many pictures are read ahead of those in work.
const AT_ONCE: usize = 8;

/// The folder to which paths in a file are relative.
#[derive(Clone, Debug)]
pub(super) struct Album {
    folder: PathBuf,
    /// Whether vector scenes are taken: only for files of the shop's own.
    trusted: bool,
}

/// Pictures by content: where they lie.
pub(super) type Found = HashMap<Hash, PathBuf>;

impl Album {
    /// The album of a file: the folder that is given, or the file's own.
    pub fn of(file: &Path, given: Option<&Path>, trusted: bool) -> Result<Self, ImportError> {
        let folder = given.unwrap_or_else(|| file.parent().unwrap_or(Path::new("")));
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = folder.canonicalize().map_err(|error| ImportError::unreadable(folder, error))?;
        Ok(Self { folder, trusted })
    }

    /// Finds the pictures of some products and names them by content. What is not there is left out, with a warning.
    /// Those with an address are what `fetched` says; what it does not speak of is left open.
    pub fn look(&self, drafts: &mut [Draft], fetched: &Fetched, column: &str, report: &mut Report) -> Found {
        let mut found = Found::new();
        for draft in drafts {
            let mut missing = vec![];
            for (place, picture) in draft.pictures.iter_mut().flatten().enumerate() {
                let read = match fetched.get(&picture.source) {
                    Some(outcome) => outcome.map(|(hash, _)| (hash, None)),
                    None if is_remote(&picture.source) => continue,
                    None => self.read(&picture.source).map(|(hash, path)| (hash, Some(path))),
                };
                match read {
                    Ok((hash, path)) => {
                        picture.content = Some(hash);
                        found.extend(path.map(|path| (hash, path)));
                    }
                    Err(flaw) => {
                        report.warning(picture.line, column, &picture.source, hint(flaw, &[]));
                        missing.push(place);
                    }
                }
            }
            drop_pictures(draft, &missing);
        }
        found
    }

    /// One picture by its path.
    pub fn read(&self, source: &str) -> Result<(Hash, PathBuf), Flaw> {
        let path = self.locate(source)?;
        let size = fs::metadata(&path).map_err(|_| "picture-missing")?.len();
        if size > MAX_BYTES as u64 {
            return Err("picture-bytes");
        }
        let bytes = fs::read(&path).map_err(|_| "picture-missing")?;
        Ok((media::digest(&bytes), path))
    }

    /// Stores pictures, as many at once as the machine can work on.
    pub async fn store(&self, shop: &Shop, found: Found) -> Result<HashMap<Hash, Result<MediaId, Flaw>>, ImportError> {
        let trusted = self.trusted;
        let work = |(hash, path): (Hash, PathBuf)| async move {
            let Ok(bytes) = tokio::fs::read(&path).await else { return Ok((hash, Err("picture-missing"))) };
            match media::store(shop, bytes, trusted).await {
                Ok(id) => Ok((hash, Ok(id))),
                Err(MediaError::Picture(error)) => Ok((hash, Err(flaw(error)?))),
                Err(MediaError::Broken(broken)) => Err(ImportError::Broken(broken)),
            }
        };
        let stored: Vec<_> = stream::iter(found).map(work).buffer_unordered(AT_ONCE).collect().await;
        stored.into_iter().collect()
    }

    fn locate(&self, source: &str) -> Result<PathBuf, Flaw> {
        if is_remote(source) {
            return Err("picture-remote");
        }
        let path = Path::new(source);
        if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err("picture-outside");
        }
        // Links are followed before the folder is compared.
        let real = self.folder.join(path).canonicalize().map_err(|_| "picture-missing")?;
        match real.starts_with(&self.folder) {
            true if real.is_file() => Ok(real),
            true => Err("picture-missing"),
            false => Err("picture-outside"),
        }
    }
}

/// A refused picture as a flaw of its row.
pub(super) fn flaw(error: PictureError) -> Result<Flaw, ImportError> {
    match error {
        PictureError::NotAPicture => Ok("picture-type"),
        PictureError::Damaged => Ok("picture-damaged"),
        PictureError::TooManyBytes => Ok("picture-bytes"),
        PictureError::TooManyPixels => Ok("picture-pixels"),
        PictureError::Broken(why) => Err(Broken::other(why).into()),
    }
}

/// Takes pictures out of a draft; the variants' own ones move up with the rest.
pub(super) fn drop_pictures(draft: &mut Draft, places: &[usize]) {
    let Some(pictures) = draft.pictures.as_mut() else { return };
    if places.is_empty() {
        return;
    }
    let mut place = 0;
    pictures.retain(|_| {
        place += 1;
        !places.contains(&(place - 1))
    });
    for variant in &mut draft.variants {
        variant.picture = variant
            .picture
            .filter(|at| !places.contains(at))
            .map(|at| at - places.iter().filter(|gone| **gone < at).count());
    }
}
