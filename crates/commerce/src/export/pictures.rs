//! What cells call pictures: files that are written beside, or addresses of the shop.

use super::{ExportError, load::Product};
use crate::{Broken, Shop, media, secret::hex};
use bytes::Bytes;
use std::path::{Path, PathBuf};

/// Names the pictures of some products; with a folder, writes them into it.
pub(super) async fn name(shop: &Shop, folder: Option<&Path>, products: &mut [Product]) -> Result<(), ExportError> {
    for product in products {
        let stem = product.row.handle.clone();
        for picture in &mut product.pictures {
            let name = format!("{stem}-{}", picture.position + 1);
            picture.source = one(shop, folder, &name, &picture.hash, picture.width).await?;
        }
    }
    Ok(())
}

/// What a cell calls one picture.
pub(super) async fn one(
    shop: &Shop,
    folder: Option<&Path>,
    name: &str,
    hash: &[u8],
    width: u32,
) -> Result<String, ExportError> {
    let address = format!("{}/media/{}/{width}.webp", shop.settings.server.public_url, hex(hash));
    let Some(folder) = folder else { return Ok(address) };
    let found = media::best(shop, hash, width).await?;
    let (folder, name) = (PathBuf::from(folder), name.to_owned());
    let written = tokio::task::spawn_blocking(move || copy(found, &folder, &name)).await.map_err(Broken::other)??;
    // A picture whose files are lost is named by its address, so that somebody notices.
    Ok(written.unwrap_or(address))
}

fn copy(found: Option<Bytes>, folder: &Path, name: &str) -> Result<Option<String>, Broken> {
    let Some(bytes) = found else { return Ok(None) };
    // Handles may be longer than names of files can be.
    let stem: String = name.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let file =
        format!("{}.{}", if stem.len() == name.len() { name.to_owned() } else { short(name, &stem) }, kind(&bytes));
    let path = folder.join(&file);
    let broken = |error: std::io::Error| Broken::other(format_args!("{}: {error}", path.display()));
    std::fs::create_dir_all(folder).map_err(broken)?;
    std::fs::write(&path, bytes).map_err(broken)?;
    Ok(Some(file))
}

/// A long name cut, and kept apart from others that end alike.
fn short(name: &str, end: &str) -> String {
    format!("{}-{end}", &hex(&media::digest(name.as_bytes()))[..12])
}

fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, ..] => "jpg",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'G', b'I', b'F', ..] => "gif",
        _ => "webp",
    }
}
