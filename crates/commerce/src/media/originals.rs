//! Pictures as they came, for exports: `<storage>/originals/<key>`. No address leads there: what is shown is always a
//! rendition. Scenes of the shop's own are not kept; they are made from its files.

use super::{Hash, MediaError};
use crate::{Broken, Shop, secret::hex};
use std::{fs, path::PathBuf};

/// Keeps the bytes of a picture, once.
pub(super) async fn keep(shop: &Shop, hash: Hash, bytes: Vec<u8>) -> Result<(), MediaError> {
    let path = place(shop, &hash);
    let work = move || {
        if path.is_file() {
            return Ok(());
        }
        let draft = path.with_extension(uuid::Uuid::now_v7().simple().to_string());
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(&draft, bytes)).and_then(|()| fs::rename(&draft, &path))
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(Broken::other)?;
    done.map_err(|error| Broken::other(format_args!("keeping a picture: {error}")).into())
}

/// The file of a picture, where it was kept.
pub(super) fn find(shop: &Shop, hash: &Hash) -> Option<PathBuf> {
    Some(place(shop, hash)).filter(|path| path.is_file())
}

fn place(shop: &Shop, hash: &Hash) -> PathBuf {
    shop.settings.storage.dir.join("originals").join(hex(hash))
}
