//! Pictures that cells name by address: the shop's own by their name, others from what was fetched before, or from the web.

use super::{ImportError, draft::Draft, fetch::Fetcher, fields::Flaw, pictures::flaw};
use crate::{
    Shop,
    media::{self, Hash, MediaError},
};
use futures::{StreamExt, stream};
use model::MediaId;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Pictures that are fetched at once.
const AT_ONCE: usize = 8;
/// Failures after which a host is not asked again in this import.
const PATIENCE: u32 = 3;

/// Addresses and what became of them.
pub(super) type Fetched = HashMap<String, Result<(Hash, MediaId), Flaw>>;

/// Fetches pictures for the products of one import.
#[derive(Default)]
pub(super) struct Remote {
    fetcher: Option<Fetcher>,
    /// Failures by host.
    failures: HashMap<String, u32>,
}

/// Whether a cell names a picture by its address.
pub(super) fn is_remote(source: &str) -> bool {
    let lower = source.get(..8).unwrap_or(source).to_ascii_lowercase();
    lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//")
}

impl Remote {
    /// Begins an import.
    pub fn new(shop: &Shop) -> Self {
        Self { fetcher: Fetcher::of(&shop.settings), failures: HashMap::new() }
    }

    /// Looks for the pictures of some products; fetches those that are not there, unless it is a dry run, which
    /// leaves them open.
    pub async fn look(&mut self, shop: &Shop, drafts: &[Draft], dry_run: bool) -> Result<Fetched, ImportError> {
        let sources = drafts.iter().flat_map(|draft| draft.pictures.iter().flatten()).map(|picture| &picture.source);
        let wanted: HashSet<String> = sources.filter(|source| is_remote(source)).cloned().collect();
        if wanted.is_empty() {
            return Ok(Fetched::new());
        }
        let mut found = own(shop, &wanted).await?;
        found.extend(before(shop, &wanted).await?);
        let open: Vec<String> = wanted.into_iter().filter(|source| !found.contains_key(source)).collect();
        if dry_run {
            return Ok(found);
        }
        let Some(fetcher) = self.fetcher.clone() else {
            found.extend(open.into_iter().map(|source| (source, Err("picture-remote"))));
            return Ok(found);
        };
        // Each round asks a host that does not answer a few times at most.
        for some in open.chunks(AT_ONCE) {
            let (dead, alive): (Vec<_>, Vec<_>) = some.iter().cloned().partition(|source| self.is_dead(source));
            found.extend(dead.into_iter().map(|source| (source, Err("picture-unreachable"))));
            let fetched: Vec<_> =
                stream::iter(alive).map(|source| one(shop, &fetcher, source)).buffer_unordered(AT_ONCE).collect().await;
            for outcome in fetched {
                let (source, outcome) = outcome?;
                if matches!(outcome, Err("picture-unreachable" | "picture-slow")) {
                    *self.failures.entry(host(&source)).or_default() += 1;
                }
                found.insert(source, outcome);
            }
        }
        Ok(found)
    }

    fn is_dead(&self, source: &str) -> bool {
        self.failures.get(&host(source)).is_some_and(|failures| *failures >= PATIENCE)
    }
}

fn host(source: &str) -> String {
    source.split('/').nth(2).unwrap_or_default().to_ascii_lowercase()
}

async fn one(
    shop: &Shop,
    fetcher: &Fetcher,
    source: String,
) -> Result<(String, Result<(Hash, MediaId), Flaw>), ImportError> {
    let address = if source.starts_with("//") { format!("https:{source}") } else { source.clone() };
    let bytes = match fetcher.fetch(&address).await {
        Ok(bytes) => bytes,
        Err(flaw) => return Ok((source, Err(flaw))),
    };
    let hash = media::digest(&bytes);
    match media::store(shop, bytes, false).await {
        Ok(id) => {
            remember(shop, &source, id).await?;
            Ok((source, Ok((hash, id))))
        }
        Err(MediaError::Picture(error)) => Ok((source, Err(flaw(error)?))),
        Err(MediaError::Broken(broken)) => Err(broken.into()),
    }
}

async fn remember(shop: &Shop, source: &str, id: MediaId) -> Result<(), sqlx::Error> {
    let name = media::digest(source.as_bytes());
    sqlx::query!(
        "INSERT INTO remote_pictures (url_hash, url, media_id) VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE media_id = VALUES(media_id), fetched_at = UTC_TIMESTAMP(6)",
        name.as_slice(),
        source,
        id
    )
    .execute(&shop.pool)
    .await
    .map(drop)
}

/// Pictures of the shop itself, as its export names them.
async fn own(shop: &Shop, wanted: &HashSet<String>) -> Result<Fetched, ImportError> {
    let start = format!("{}/media/", shop.settings.server.public_url);
    let hash_of = |source: &String| media::unhex(source.strip_prefix(&start)?.split('/').next()?);
    let named: Vec<(&String, Hash)> = wanted.iter().filter_map(|source| Some((source, hash_of(source)?))).collect();
    if named.is_empty() {
        return Ok(Fetched::new());
    }
    let mut query = QueryBuilder::new("SELECT hash, id FROM media WHERE hash IN (");
    let mut list = query.separated(", ");
    for (_, hash) in &named {
        list.push_bind(hash.to_vec());
    }
    query.push(")");
    let rows: Vec<(Vec<u8>, MediaId)> = query.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    let there: HashMap<Vec<u8>, MediaId> = rows.into_iter().collect();
    let found = |hash: Hash| there.get(hash.as_slice()).map(|id| (hash, *id)).ok_or("picture-missing");
    Ok(named.into_iter().map(|(source, hash)| (source.clone(), found(hash))).collect())
}

/// Pictures that were fetched before and still lie there.
async fn before(shop: &Shop, wanted: &HashSet<String>) -> Result<Fetched, ImportError> {
    let mut query = QueryBuilder::new(
        "SELECT r.url, m.hash, m.id FROM remote_pictures r JOIN media m ON m.id = r.media_id WHERE r.url_hash IN (",
    );
    let mut list = query.separated(", ");
    for source in wanted {
        list.push_bind(media::digest(source.as_bytes()).to_vec());
    }
    query.push(")");
    let rows: Vec<(String, Vec<u8>, MediaId)> = query.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    let known = rows.into_iter().filter_map(|(url, hash, id)| Some((url, (Hash::try_from(hash).ok()?, id))));
    let known: Vec<(String, (Hash, MediaId))> = known.collect();
    let absent = media::absent(shop, known.iter().map(|(_, (hash, _))| *hash)).await?;
    let there = known.into_iter().filter(|(_, (hash, _))| !absent.contains(hash));
    Ok(there.map(|(url, found)| (url, Ok(found))).collect())
}
