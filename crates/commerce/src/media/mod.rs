//! Pictures: decoded within limits, re-encoded to WebP of several widths, stored by content.

mod alone;
mod error;
mod files;
mod remove;

use crate::{Broken, Shop};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use model::MediaId;
use pictures::{Facts, Made, Trust};
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    num::NonZero,
    sync::{Arc, LazyLock},
    thread,
};
use tokio::sync::Semaphore;

pub use error::MediaError;
pub use pictures::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError};
pub use remove::{ForgetMedia, forget, sweep};

/// SHA-256 of a picture's bytes: its name.
pub(crate) type Hash = [u8; 32];

/// Files that are looked for at once.
const AT_ONCE: usize = 16;

/// Takes a picture (JPEG, PNG, GIF, WebP; SVG only with `trusted`): stores its renditions and its row, once per content.
pub async fn store(shop: &Shop, bytes: Vec<u8>, trusted: bool) -> Result<MediaId, MediaError> {
    let (trust, keep) = if trusted { (Trust::Own, Keep::Renditions) } else { (Trust::Stranger, Keep::All) };
    keep_picture(shop, bytes, trust, keep).await
}

/// The same for a photo of a shopper, of which nothing but the renditions is kept: what a camera writes into it is
/// nobody's business.
pub async fn store_photo(shop: &Shop, bytes: Vec<u8>) -> Result<MediaId, MediaError> {
    keep_picture(shop, bytes, Trust::Stranger, Keep::Renditions).await
}

/// What is kept of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    Renditions,
    /// The bytes as they came, too.
    All,
}

/// A picture on its way into the store.
struct Coming {
    hash: Hash,
    bytes: Bytes,
    trust: Trust,
    keep: Keep,
}

async fn keep_picture(shop: &Shop, bytes: Vec<u8>, trust: Trust, keep: Keep) -> Result<MediaId, MediaError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes.into());
    }
    let coming = Coming { hash: digest(&bytes), bytes: bytes.into(), trust, keep };
    let known = touch(shop, &coming.hash).await?;
    if let Some(id) = known
        && present(shop, &coming.hash).await?
    {
        Box::pin(keep_original(shop, &coming)).await?;
        return Ok(id);
    }
    // Held until the work is done: as many pictures are worked on at once as there are cores.
    let _permit = WORKERS.clone().acquire_owned().await.map_err(Broken::other)?;
    // A store may be far away: what speaks to it is large, and waits on the heap.
    Box::pin(alone::alone(shop, &coming.hash, write(shop, &coming))).await
}

/// First the files, then the row that names them.
async fn write(shop: &Shop, coming: &Coming) -> Result<MediaId, MediaError> {
    let place = files::Place::of(shop, &coming.hash);
    let (facts, made) = match place.facts().await? {
        Some(facts) => (facts, None),
        None => {
            let made = make(coming).await?;
            (made.facts.clone(), Some(made))
        }
    };
    alone::let_go(&mut *shop.pool.acquire().await?, &coming.hash).await?;
    if let Some(made) = made {
        place.fill(made).await?;
    }
    keep_original(shop, coming).await?;
    remember(shop, coming.hash, facts).await
}

async fn keep_original(shop: &Shop, coming: &Coming) -> Result<(), Broken> {
    match coming.keep {
        Keep::All => files::Place::of(shop, &coming.hash).keep_original(coming.bytes.clone()).await,
        Keep::Renditions => Ok(()),
    }
}

/// The rendition of a picture for cards of social networks, made when it is asked for first; `None` where there is no
/// such picture.
pub async fn card(shop: &Shop, key: &str) -> Result<Option<Bytes>, MediaError> {
    let Some(place) = files::Place::named(shop, key) else { return Ok(None) };
    if let Some(card) = place.card().await? {
        return Ok(Some(card));
    }
    let _permit = WORKERS.clone().acquire_owned().await.map_err(Broken::other)?;
    let Some(rendition) = place.widest().await? else { return Ok(None) };
    let card = tokio::task::spawn_blocking(move || pictures::card(&rendition)).await.map_err(of_work)??;
    let card = Bytes::from(card);
    place.keep_card(card.clone()).await?;
    Ok(Some(card))
}

/// The name of the file behind `/media/<key>/<file>`, where that is the address of a rendition.
pub fn rendition(key: &str, file: &str) -> Option<String> {
    let width = file.strip_suffix(".webp").filter(|width| width.bytes().all(|digit| digit.is_ascii_digit()))?;
    (files::is_key(key) && (1..=5).contains(&width.len())).then(|| format!("media/{key}/{file}"))
}

/// The name of a picture by its bytes.
pub(crate) fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// The same from its text in addresses.
pub(crate) fn unhex(key: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if !files::is_key(key) {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(key.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Whether the renditions of a picture lie in the store.
pub(crate) async fn present(shop: &Shop, hash: &Hash) -> Result<bool, Broken> {
    files::Place::of(shop, hash).is_full().await
}

/// Those of some pictures whose renditions do not lie in the store.
pub(crate) async fn absent(shop: &Shop, hashes: impl IntoIterator<Item = Hash>) -> Result<HashSet<Hash>, Broken> {
    let wanted: HashSet<Hash> = hashes.into_iter().collect();
    let looks = stream::iter(wanted).map(|hash| async move { Ok::<_, Broken>((hash, present(shop, &hash).await?)) });
    let missing =
        looks.buffer_unordered(AT_ONCE).try_filter_map(|(hash, there)| async move { Ok((!there).then_some(hash)) });
    missing.try_collect().await
}

/// The bytes that tell most of a picture: as they came, or else its widest rendition.
pub(crate) async fn best(shop: &Shop, hash: &[u8], width: u32) -> Result<Option<Bytes>, Broken> {
    let Ok(hash) = Hash::try_from(hash) else { return Ok(None) };
    let place = files::Place::of(shop, &hash);
    match place.original().await? {
        Some(original) => Ok(Some(original)),
        None => place.rendition(width).await,
    }
}

static WORKERS: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get))));

async fn make(coming: &Coming) -> Result<Made, MediaError> {
    let (bytes, trust) = (coming.bytes.clone(), coming.trust);
    Ok(tokio::task::spawn_blocking(move || pictures::make(&bytes, trust)).await.map_err(of_work)??)
}

fn of_work(error: tokio::task::JoinError) -> Broken {
    Broken::other(format_args!("picture: {error}"))
}

async fn find(shop: &Shop, hash: &Hash) -> Result<Option<MediaId>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT id AS "id: MediaId" FROM media WHERE hash = ?"#, hash.as_slice())
        .fetch_optional(&shop.pool)
        .await
}

/// The row of a picture, which is not swept for a day from now on.
async fn touch(shop: &Shop, hash: &Hash) -> Result<Option<MediaId>, sqlx::Error> {
    let Some(id) = find(shop, hash).await? else { return Ok(None) };
    let touched = sqlx::query!("UPDATE media SET taken_at = UTC_TIMESTAMP(6) WHERE id = ?", id).execute(&shop.pool);
    Ok((touched.await?.rows_affected() > 0).then_some(id))
}

async fn remember(shop: &Shop, hash: Hash, facts: Facts) -> Result<MediaId, MediaError> {
    shop.transaction((hash, facts), |tx, (hash, facts)| {
        Box::pin(async move {
            // Where somebody only emptied the store, the row is there.
            sqlx::query!(
                "INSERT INTO media (id, hash, width, height, color, thumbhash) VALUES (?, ?, ?, ?, ?, ?)
                 ON DUPLICATE KEY UPDATE taken_at = UTC_TIMESTAMP(6)",
                MediaId::new(),
                hash.as_slice(),
                facts.width,
                facts.height,
                facts.color,
                facts.thumbhash
            )
            .execute(&mut *tx)
            .await?;
            alone::settled(tx, &hash).await?;
            let id = sqlx::query_scalar!(r#"SELECT id AS "id: MediaId" FROM media WHERE hash = ?"#, hash.as_slice());
            Ok::<_, MediaError>(id.fetch_one(tx).await?)
        })
    })
    .await
}
