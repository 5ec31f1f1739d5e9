//! Where renditions lie: `<storage>/media/<key>/<width>.webp`, complete or not there at all.

use super::{Hash, MediaError};
use crate::{Broken, Shop};
use pictures::Made;
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

    /// Writes all renditions into a temporary folder, and then gives the folder its name in one step.
    pub fn fill(&self, made: &Made) -> Result<(), MediaError> {
        let draft = self.root.join(format!(".draft-{}", uuid::Uuid::now_v7().simple()));
        let filled = write(&draft, made).and_then(|()| self.name(&draft));
        if filled.is_err() {
            // What cannot be removed now is only a folder that nobody reads.
            let _ = fs::remove_dir_all(&draft);
        }
        filled
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

fn write(folder: &Path, made: &Made) -> Result<(), MediaError> {
    fs::create_dir_all(folder).map_err(|error| broken(folder, error))?;
    for rendition in &made.renditions {
        let path = folder.join(format!("{}.webp", rendition.width));
        fs::write(&path, &rendition.webp).map_err(|error| broken(&path, error))?;
    }
    Ok(())
}

/// A failure of the disk, with the place.
fn broken(path: &Path, error: io::Error) -> MediaError {
    Broken::other(format_args!("{}: {error}", path.display())).into()
}
