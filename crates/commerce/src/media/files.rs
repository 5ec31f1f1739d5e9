//! Where renditions lie: `<storage>/media/<key>/<width>.webp`, complete or not there at all. What a page has to know of
//! them lies beside them, so that a new database on an old folder need not work on its pictures again.

use super::{Hash, MediaError};
use crate::{Broken, Shop, secret::hex};
use pictures::{Facts, Made};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const FACTS: &str = "facts.json";
const CARD: &str = "card.jpg";

/// The folder of one picture.
pub(super) struct Place {
    root: PathBuf,
    folder: PathBuf,
}

impl Place {
    /// The folder of a picture, there or not.
    pub fn of(shop: &Shop, hash: &Hash) -> Self {
        // Its name in addresses.
        Self::at(shop, &hex(hash))
    }

    /// The same by the picture's name in addresses; nothing else is a name.
    pub fn named(shop: &Shop, key: &str) -> Option<Self> {
        let is_name = key.len() == 64 && key.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'));
        is_name.then(|| Self::at(shop, key))
    }

    fn at(shop: &Shop, key: &str) -> Self {
        let root = shop.settings.storage.dir.join("media");
        let folder = root.join(key);
        Self { root, folder }
    }

    /// The rendition for cards of social networks, where it was made.
    pub fn card(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join(CARD)).ok()
    }

    /// The widest rendition.
    pub fn widest(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join(format!("{}.webp", self.facts()?.width))).ok()
    }

    /// Writes the rendition for cards, complete or not at all.
    pub fn keep_card(&self, card: &[u8]) -> Result<(), MediaError> {
        let draft = self.folder.join(format!(".{CARD}-{}", uuid::Uuid::now_v7().simple()));
        fs::write(&draft, card).map_err(|error| broken(&draft, error))?;
        fs::rename(&draft, self.folder.join(CARD)).map_err(|error| broken(&self.folder, error))
    }

    /// What is known of the picture, when all its renditions are there.
    pub fn facts(&self) -> Option<Facts> {
        serde_json::from_slice(&fs::read(self.folder.join(FACTS)).ok()?).ok()
    }

    /// The file of a rendition, where it is there.
    pub fn rendition(&self, width: u32) -> Option<PathBuf> {
        Some(self.folder.join(format!("{width}.webp"))).filter(|path| path.is_file())
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

    /// Removes all renditions, in one step for whoever looks.
    pub fn empty(&self) -> Result<(), MediaError> {
        let away = self.root.join(format!(".away-{}", uuid::Uuid::now_v7().simple()));
        match fs::rename(&self.folder, &away) {
            Ok(()) => fs::remove_dir_all(&away).map_err(|error| broken(&away, error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(broken(&self.folder, error)),
        }
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
    let keep = |name: String, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| broken(&path, error))
    };
    for rendition in &made.renditions {
        keep(format!("{}.webp", rendition.width), &rendition.webp)?;
    }
    keep(FACTS.to_owned(), &serde_json::to_vec(&made.facts).map_err(Broken::other)?)
}

/// A failure of the disk, with the place.
fn broken(path: &Path, error: io::Error) -> MediaError {
    Broken::other(format_args!("{}: {error}", path.display())).into()
}
