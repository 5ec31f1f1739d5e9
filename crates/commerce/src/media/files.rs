//! Where renditions lie: `<storage>/media/<key>/<width>.webp`, complete or not there at all.

use super::{Hash, MediaError};
use crate::{Broken, Shop};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The key of a picture in addresses: its hash in lower-case hex.
fn key(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the folder of a picture is there.
pub(super) fn present(shop: &Shop, hash: &Hash) -> bool {
    Place::of(shop, hash).folder.is_dir()
}

/// The folder of one picture.
pub(super) struct Place {
    root: PathBuf,
    folder: PathBuf,
}

impl Place {
    /// The folder of a picture, there or not.
    pub fn of(shop: &Shop, hash: &Hash) -> Self {
        let root = shop.settings.storage.dir.join("media");
        let folder = root.join(key(hash));
        Self { root, folder }
    }

    /// Lets `work` fill a temporary folder, and then gives the folder its name in one step.
    pub fn fill<T>(&self, work: impl FnOnce(&Path) -> Result<T, MediaError>) -> Result<T, MediaError> {
        let draft = self.root.join(format!(".draft-{}", uuid::Uuid::now_v7().simple()));
        fs::create_dir_all(&draft).map_err(|error| broken(&draft, error))?;
        let made = work(&draft).and_then(|made| self.name(&draft).map(|()| made));
        if made.is_err() {
            // What cannot be removed now is only a folder that nobody reads.
            let _ = fs::remove_dir_all(&draft);
        }
        made
    }

    fn name(&self, draft: &Path) -> Result<(), MediaError> {
        match fs::rename(draft, &self.folder) {
            Ok(()) => Ok(()),
            // Somebody else finished the same picture first.
            Err(_) if self.folder.is_dir() => fs::remove_dir_all(draft).map_err(|error| broken(draft, error)),
            Err(error) => Err(broken(&self.folder, error)),
        }
    }
}

/// A failure of the disk, with the place.
pub(super) fn broken(path: &Path, error: io::Error) -> MediaError {
    Broken::other(format_args!("{}: {error}", path.display())).into()
}
