//! Whole pages that are the same for everybody, kept ready to be sent.
//!
//! A page is kept under its address, the number on the cart's badge and the currency, compressed once, and sent before anything else
//! is done for the request. It says what it shows ([`Tag`]); an event of the outbox makes exactly the pages old that
//! show what has changed. An old page is rendered anew by the next visitor while others wait for it, and is still sent
//! when the database is away; a page that has merely grown old is sent to the others meanwhile.

mod entry;
mod key;
mod ledger;
mod turns;

pub use key::Look;
pub use ledger::Tag;
pub use turns::Turn;

use super::metrics;
use axum::{
    body::{Body, HttpBody, to_bytes},
    http::{HeaderMap, HeaderName, Request, StatusCode},
    response::{IntoResponse, Response},
};
use commerce::Shop;
use entry::Entry;
use ledger::Ledger;
use model::{Currency, event::Event};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use turns::Turns;

/// The header that names a request.
pub const REQUEST_ID: &str = "x-request-id";
/// Larger pages are not kept.
const MOST_BYTES: usize = 1024 * 1024;

/// Marks an answer that is the same for everybody, with what it shows; it shows anything where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Shared(pub Vec<Tag>);

/// Marks the answer to a search, with what it found, for the book of searches; it stays with a page that is kept.
#[derive(Clone, Debug)]
pub struct Searched {
    pub text: Arc<str>,
    pub hits: u64,
}

/// Marks a request whose page is looked for: its answer comes back to [`PageCache::keep`], which compresses it.
#[derive(Clone, Copy)]
pub struct LookedFor {
    /// The currency under which it will be kept, where one was chosen.
    pub currency: Option<Currency>,
}

/// Marks the answer of a node that has no place left for a request.
#[derive(Clone, Copy)]
pub struct Crowded;

/// What became of waiting for a page that somebody else renders.
pub enum Kept {
    Ready(Response),
    /// This request renders it.
    Missing(Turn),
}

/// The pages of a node.
#[derive(Clone)]
pub struct PageCache(Arc<Inner>);

struct Inner {
    shop: Shop,
    on: bool,
    pages: moka::sync::Cache<Arc<str>, Arc<Entry>>,
    ledger: Mutex<Ledger>,
    turns: Turns,
    hits: AtomicU64,
    misses: AtomicU64,
}

/// What the cache has done so far.
pub struct Figures {
    pub hits: u64,
    pub misses: u64,
    pub pages: u64,
    pub bytes: u64,
}

impl PageCache {
    /// An empty cache of the settings' size.
    pub fn new(shop: &Shop) -> Self {
        let megabytes = shop.settings.cache.page_megabytes;
        let pages = moka::sync::Cache::builder()
            .max_capacity(megabytes * 1024 * 1024)
            .weigher(|key: &Arc<str>, entry: &Arc<Entry>| u32::try_from(key.len() + entry.weight()).unwrap_or(u32::MAX))
            .build();
        Self(Arc::new(Inner {
            shop: shop.clone(),
            on: megabytes > 0,
            pages,
            ledger: Mutex::default(),
            turns: Turns::default(),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }))
    }

    /// What to look for, when the request is for a page that may be kept.
    pub fn look(&self, request: &Request<Body>, sold: impl Fn(&str) -> Option<Currency>) -> Option<Look> {
        if self.0.on { Look::of(request, sold) } else { None }
    }

    /// The page, when it is there and not old.
    pub fn fresh(&self, look: &Look, asked: &HeaderMap) -> Option<Response> {
        self.good(look, asked, || self.0.turns.is_taken(look.key()))
    }

    /// Waits while somebody else renders the page; else makes it this request's turn.
    pub async fn wait_turn(&self, look: &Look, asked: &HeaderMap) -> Kept {
        let waited = self.0.turns.take(look.key()).await;
        if let Some(ready) = self.good(look, asked, || waited.waited()) {
            return Kept::Ready(ready);
        }
        self.0.misses.fetch_add(1, Ordering::Relaxed);
        Kept::Missing(waited.begin(self.ledger().now()))
    }

    /// The page, unless it is old; one that is only aged is good enough for all but the one who renders it anew.
    fn good(&self, look: &Look, asked: &HeaderMap, others_render: impl FnOnce() -> bool) -> Option<Response> {
        let entry = self.0.pages.get(look.key())?;
        if !(entry.is_fresh() || (entry.is_aged() && others_render())) {
            return None;
        }
        self.0.hits.fetch_add(1, Ordering::Relaxed);
        metrics::answered_from_cache();
        Some(entry.answer(asked))
    }

    /// Compresses a page that was rendered, and keeps it, unless what it shows has changed meanwhile or changes are not
    /// heard of yet; sends the old one instead of a failure of the database.
    pub async fn keep(&self, look: Look, turn: Turn, asked: &HeaderMap, answer: Response) -> Response {
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            // Where only places are short, nobody gets what is known to be wrong.
            let crowded = answer.extensions().get::<Crowded>().is_some();
            let old = self.0.pages.get(look.key()).filter(|old| !crowded || old.is_aged());
            return old.map_or(answer, |old| old.answer(asked));
        }
        if answer.status().is_client_error() || answer.status().is_redirection() {
            // What is gone does not come back when the database is away.
            self.0.pages.invalidate(look.key());
        }
        let Some(Shared(tags)) = answer.extensions().get::<Shared>().cloned() else { return answer };
        let Some(size) = answer.body().size_hint().exact().and_then(|size| usize::try_from(size).ok()) else {
            return answer;
        };
        let (parts, body) = answer.into_parts();
        let Ok(body) = to_bytes(body, size).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if size > MOST_BYTES {
            tracing::warn!(page = look.key(), size, "a page is too large to be kept");
        }
        let keepable = size <= MOST_BYTES && self.0.shop.feed.is_live();
        let name = parts.headers.get(REQUEST_ID).cloned();
        let searched = parts.extensions.get::<Searched>().cloned();
        let longest = Duration::from_secs(self.0.shop.settings.cache.page_seconds);
        let entry = Arc::new(Entry::new(parts.headers, body, tags, longest).of_search(searched));
        let mut ledger = self.ledger();
        if keepable && !ledger.touched_since(turn.began(), entry.tags()) {
            ledger.show(look.key(), entry.tags(), |key| self.0.pages.contains_key(key));
            self.0.pages.insert(look.key().into(), entry.clone());
        }
        drop(ledger);
        let mut answer = entry.answer(asked);
        // The page belongs to nobody, this answer to a request.
        answer.headers_mut().extend(name.map(|name| (HeaderName::from_static(REQUEST_ID), name)));
        answer
    }

    /// Makes old what an event is about; `listed` says whether lists may be other than before.
    pub fn apply(&self, event: &Event, listed: bool) {
        match event {
            Event::ProductChanged { product } | Event::ProductRemoved { product } => {
                self.touch(&[Tag::Product(*product), Tag::List]);
            }
            Event::PriceChanged { product, .. } | Event::StockChanged { product, .. } if listed => {
                self.touch(&[Tag::Product(*product), Tag::List]);
            }
            Event::PriceChanged { product, .. } | Event::StockChanged { product, .. } => {
                self.touch(&[Tag::Product(*product)]);
            }
            Event::ReviewsChanged { product } => self.touch(&[Tag::Product(*product)]),
            Event::CategoryChanged { .. } | Event::ContentChanged | Event::CatalogReplaced => self.clear(),
            Event::OrderPlaced { .. } | Event::OrderChanged { .. } => {}
        }
    }

    /// Makes every page old.
    pub fn clear(&self) {
        self.ledger().touch_all();
        for (_, entry) in &self.0.pages {
            entry.expire();
        }
    }

    /// What the cache has done so far.
    pub fn figures(&self) -> Figures {
        let inner = &self.0;
        Figures {
            hits: inner.hits.load(Ordering::Relaxed),
            misses: inner.misses.load(Ordering::Relaxed),
            pages: inner.pages.entry_count(),
            bytes: inner.pages.weighted_size(),
        }
    }

    /// Makes old the pages that show one of these.
    pub fn touch(&self, tags: &[Tag]) {
        for key in self.ledger().touch(tags) {
            if let Some(entry) = self.0.pages.get(&*key) {
                entry.expire();
            }
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.0.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
