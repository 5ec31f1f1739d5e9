//! Where renditions lie: `media/<key>/<width>.webp`. What a page has to know of them lies beside them and is written last:
//! with it, all of them are there. So a new database on old files need not work on its pictures again.

use super::Hash;
use crate::{Broken, Shop, secret::hex, storage::Files};
use bytes::Bytes;
use futures::future::try_join_all;
use pictures::{Facts, Made};

const FACTS: &str = "facts.json";
const CARD: &str = "card.jpg";

/// The files of one picture.
pub(super) struct Place<'a> {
    files: &'a Files,
    folder: String,
    original: String,
}

impl<'a> Place<'a> {
    /// The place of a picture, there or not.
    pub fn of(shop: &'a Shop, hash: &Hash) -> Self {
        // Its name in addresses.
        Self::at(shop, &hex(hash))
    }

    /// The same by the picture's name in addresses; nothing else is a name.
    pub fn named(shop: &'a Shop, key: &str) -> Option<Self> {
        is_key(key).then(|| Self::at(shop, key))
    }

    fn at(shop: &'a Shop, key: &str) -> Self {
        Self { files: &shop.files, folder: format!("media/{key}"), original: format!("originals/{key}") }
    }

    /// Whether all renditions are there.
    pub async fn is_full(&self) -> Result<bool, Broken> {
        self.files.has(&self.file(FACTS)).await
    }

    /// What is known of the picture, when all its renditions are there.
    pub async fn facts(&self) -> Result<Option<Facts>, Broken> {
        let facts = self.files.read(&self.file(FACTS)).await?;
        Ok(facts.and_then(|facts| serde_json::from_slice(&facts).ok()))
    }

    /// The rendition for cards of social networks, where it was made.
    pub async fn card(&self) -> Result<Option<Bytes>, Broken> {
        self.files.read(&self.file(CARD)).await
    }

    /// Writes the rendition for cards.
    pub async fn keep_card(&self, card: Bytes) -> Result<(), Broken> {
        self.files.write(&self.file(CARD), card).await
    }

    /// The widest rendition.
    pub async fn widest(&self) -> Result<Option<Bytes>, Broken> {
        match self.facts().await? {
            Some(facts) => self.rendition(facts.width).await,
            None => Ok(None),
        }
    }

    /// A rendition, where it is there.
    pub async fn rendition(&self, width: u32) -> Result<Option<Bytes>, Broken> {
        self.files.read(&self.file(&format!("{width}.webp"))).await
    }

    /// The bytes as they came, for exports, where they were kept. No address leads there: what is shown is a rendition.
    pub async fn original(&self) -> Result<Option<Bytes>, Broken> {
        self.files.read(&self.original).await
    }

    /// Keeps the bytes as they came, once. Scenes of the shop's own are not kept; they are made from its files.
    pub async fn keep_original(&self, bytes: Bytes) -> Result<(), Broken> {
        match self.files.has(&self.original).await? {
            true => Ok(()),
            false => self.files.write(&self.original, bytes).await,
        }
    }

    /// Writes all renditions, and then what makes them count.
    pub async fn fill(&self, made: Made) -> Result<(), Broken> {
        let facts = serde_json::to_vec(&made.facts).map_err(Broken::other)?;
        let renditions = made.renditions.into_iter();
        let written = renditions.map(|one| async move {
            self.files.write(&self.file(&format!("{}.webp", one.width)), Bytes::from(one.webp)).await
        });
        try_join_all(written).await?;
        self.files.write(&self.file(FACTS), facts).await
    }

    /// Removes all files; what made the renditions count goes first.
    pub async fn empty(&self) -> Result<(), Broken> {
        self.files.remove(&self.file(FACTS)).await?;
        self.files.remove_all(&self.folder).await?;
        self.files.remove(&self.original).await
    }

    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }
}

/// Whether something is a picture's name in addresses.
pub(super) fn is_key(key: &str) -> bool {
    key.len() == 64 && key.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'))
}
