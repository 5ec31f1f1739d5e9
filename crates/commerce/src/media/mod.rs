//! Pictures: decoded within limits, re-encoded to WebP of several widths, stored by content.

mod error;
mod files;
mod forget;
mod originals;
mod sweep;

use crate::{Broken, Shop};
use model::MediaId;
use pictures::{Facts, Trust};
use sha2::{Digest, Sha256};
use std::{
    num::NonZero,
    path::PathBuf,
    sync::{Arc, LazyLock},
    thread,
};
use tokio::sync::Semaphore;

pub use error::MediaError;
pub use forget::{ForgetMedia, forget};
pub use pictures::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError};
pub use sweep::sweep;

/// SHA-256 of a picture's bytes: its name.
pub(crate) type Hash = [u8; 32];

/// Takes a picture (JPEG, PNG, GIF, WebP; SVG only with `trusted`): stores its renditions and its row, once per content.
pub async fn store(shop: &Shop, bytes: Vec<u8>, trusted: bool) -> Result<MediaId, MediaError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes.into());
    }
    let hash = digest(&bytes);
    let original = (!trusted).then(|| bytes.clone());
    let media = store_renditions(shop, hash, bytes, trusted).await?;
    if let Some(original) = original {
        originals::keep(shop, hash, original).await?;
    }
    Ok(media)
}

/// The same for a photo of a shopper, of which nothing but the renditions is kept: what a camera writes into it is
/// nobody's business.
pub async fn store_photo(shop: &Shop, bytes: Vec<u8>) -> Result<MediaId, MediaError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes.into());
    }
    store_renditions(shop, digest(&bytes), bytes, false).await
}

async fn store_renditions(shop: &Shop, hash: Hash, bytes: Vec<u8>, trusted: bool) -> Result<MediaId, MediaError> {
    let facts = match files::Place::of(shop, &hash).facts() {
        Some(facts) => facts,
        None => make(shop, hash, bytes, trusted).await?,
    };
    match find(shop, &hash).await? {
        Some(id) => Ok(id),
        None => remember(shop, &hash, &facts).await,
    }
}

/// The rendition of a picture for cards of social networks, made when it is asked for first; `None` where there is no
/// such picture.
pub async fn card(shop: &Shop, key: &str) -> Result<Option<Vec<u8>>, MediaError> {
    let Some(place) = files::Place::named(shop, key) else { return Ok(None) };
    if let Some(card) = place.card() {
        return Ok(Some(card));
    }
    let permit = WORKERS.clone().acquire_owned().await.map_err(Broken::other)?;
    let work = move || -> Result<Option<Vec<u8>>, MediaError> {
        let _permit = permit;
        let Some(rendition) = place.widest() else { return Ok(None) };
        let card = pictures::card(&rendition)?;
        place.keep_card(&card)?;
        Ok(Some(card))
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Broken::other(format_args!("picture: {error}")))?
}

/// The name of a picture by its bytes.
pub(crate) fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Whether the renditions of a picture lie in the store.
pub(crate) fn present(shop: &Shop, hash: &Hash) -> bool {
    files::Place::of(shop, hash).facts().is_some()
}

/// The file that tells most of a picture: its bytes as they came, or else its widest rendition.
pub(crate) fn best(shop: &Shop, hash: &[u8], width: u32) -> Option<PathBuf> {
    let hash: Hash = hash.try_into().ok()?;
    originals::find(shop, &hash).or_else(|| files::Place::of(shop, &hash).rendition(width))
}

/// As many pictures are worked on at once as there are cores.
static WORKERS: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get))));

async fn make(shop: &Shop, hash: Hash, bytes: Vec<u8>, trusted: bool) -> Result<Facts, MediaError> {
    let permit = WORKERS.clone().acquire_owned().await.map_err(Broken::other)?;
    let place = files::Place::of(shop, &hash);
    let work = move || {
        // Held until the work is done, even when nobody waits for it any more.
        let _permit = permit;
        let made = pictures::make(&bytes, if trusted { Trust::Own } else { Trust::Stranger })?;
        place.fill(&made)?;
        Ok(made.facts)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Broken::other(format_args!("picture: {error}")))?
}

async fn find(shop: &Shop, hash: &Hash) -> Result<Option<MediaId>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT id AS "id: MediaId" FROM media WHERE hash = ?"#, hash.as_slice())
        .fetch_optional(&shop.pool)
        .await
}

async fn remember(shop: &Shop, hash: &Hash, facts: &Facts) -> Result<MediaId, MediaError> {
    let id = MediaId::new();
    // The same picture may have come twice at once; the first row stays.
    sqlx::query!(
        "INSERT IGNORE INTO media (id, hash, width, height, color, thumbhash) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        hash.as_slice(),
        facts.width,
        facts.height,
        facts.color,
        facts.thumbhash
    )
    .execute(&shop.pool)
    .await?;
    Ok(find(shop, hash).await?.unwrap_or(id))
}
