//! The search of one node: what is in memory, and how events keep it true.

use super::{
    SearchError,
    log::{self, Log},
    shelf::{self, Shelf, Span},
    synonyms::Synonyms,
    text::{Found, Store, TextIndex},
};
use crate::{Broken, Settings, Shop};
use insight::Spelling;
use model::{ProductId, event::Event};
use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// How long changes of words are gathered before the text index is written.
const GATHER: Duration = Duration::from_millis(200);
/// How long the old shelf is shown after a failed try to load a new one.
const RETRY: Duration = Duration::from_secs(5);
/// How long nobody tries after a failed first load.
const REFUSE: Duration = Duration::from_millis(500);
/// How long it takes until changes of words that could not be written are tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// The search of this node: text index, facet sets and suggestions.
pub struct Search {
    shelf: RwLock<Option<Arc<Shelf>>>,
    /// One change of the shelf at a time; also makes many first visitors wait for one load.
    changing: tokio::sync::Mutex<()>,
    /// One making of suggestions at a time; the shelf goes on changing meanwhile.
    wording: tokio::sync::Mutex<()>,
    /// Set when the shelf missed something; the next visitor has it loaded again.
    stale: AtomicBool,
    failed: RwLock<Option<Instant>>,
    /// Whether a task waits to write what was gathered.
    gathering: AtomicBool,
    /// Whether suggestions are older than the shelf.
    unworded: AtomicBool,
    /// How often texts were brought up to date.
    settled: watch::Sender<u64>,
    pub(super) text: Store,
    pub(super) log: Log,
}

impl Search {
    /// The search in the folder of the settings. Nothing is read yet: the first visitor or [`Search::start`] does that.
    pub fn open(settings: &Settings) -> Result<Self, Broken> {
        Ok(Self {
            shelf: RwLock::default(),
            changing: tokio::sync::Mutex::default(),
            wording: tokio::sync::Mutex::default(),
            stale: AtomicBool::new(false),
            failed: RwLock::default(),
            gathering: AtomicBool::new(false),
            unworded: AtomicBool::new(false),
            settled: watch::Sender::default(),
            text: Store::new(settings.storage.dir.join("search")),
            log: Log::default(),
        })
    }

    /// Loads the shelf and brings the stored index up to date, so that the first visitor waits for neither.
    pub async fn start(&self, shop: &Shop) -> Result<(), SearchError> {
        self.shelf(shop).await?;
        self.text.reconcile(shop).await?;
        self.settle(shop).await
    }

    /// Called when the outbox begins to be followed: what was loaded before may have missed an event and is loaded
    /// again, and the rest is made ready beside.
    pub async fn begin(&self, shop: &Shop) {
        self.apply(shop, &Event::CatalogReplaced).await;
        let shop = shop.clone();
        tokio::spawn(async move {
            if let Err(error) = shop.search.start(&shop).await {
                tracing::warn!(%error, "search could not be made ready; it is tried again");
                shop.search.gather_in(&shop, AGAIN);
            }
        });
    }

    /// Takes in an event of the outbox; says whether lists may be other than before. When this returns, lists show it;
    /// texts follow within a moment, which [`Search::settled`] tells.
    pub async fn apply(&self, shop: &Shop, event: &Event) -> bool {
        let outcome = match event {
            Event::ProductChanged { product } | Event::ProductRemoved { product } => {
                self.text.touch(*product);
                self.gather(shop);
                self.patch(shop, *product).await.map(|()| true)
            }
            Event::PriceChanged { product, .. } | Event::StockChanged { product, .. } => {
                self.offer(shop, *product).await
            }
            Event::ContentChanged => self.retell(shop).await.map(|()| true),
            Event::CategoryChanged { .. } | Event::CatalogReplaced => self.renew(shop).await.map(|()| true),
            Event::ReviewsChanged { .. } | Event::OrderPlaced { .. } | Event::OrderChanged { .. } => Ok(false),
        };
        outcome.unwrap_or_else(|error| {
            tracing::warn!(%error, topic = event.topic(), "search could not take in an event; it loads everything again");
            self.stale.store(true, Ordering::Release);
            true
        })
    }

    /// Whether everything is looked at again after an event.
    pub fn renews(event: &Event) -> bool {
        matches!(event, Event::CategoryChanged { .. } | Event::ContentChanged | Event::CatalogReplaced)
    }

    /// Hears whenever texts that had changed can be found.
    pub fn settled(&self) -> watch::Receiver<u64> {
        self.settled.subscribe()
    }

    /// Looks at everything again: events may have been missed.
    pub async fn renew(&self, shop: &Shop) -> Result<(), SearchError> {
        self.text.unreconcile();
        if self.shown().is_some() {
            self.reload(shop).await?;
        } else {
            // A load that is under way may have read before whatever was missed.
            self.stale.store(true, Ordering::Release);
        }
        self.gather(shop);
        Ok(())
    }

    /// Whether what is shown missed something that could not be read yet.
    pub fn is_behind(&self) -> bool {
        self.stale.load(Ordering::Acquire) && self.shown().is_some()
    }

    /// Writes everything gathered now instead of in a moment.
    pub async fn settle(&self, shop: &Shop) -> Result<(), SearchError> {
        let written = async {
            self.text.reconcile(shop).await?;
            self.text.flush(shop).await
        };
        let written = written.await;
        // Suggestions need no text index.
        self.reword(shop).await?;
        written?;
        self.settled.send_modify(|times| *times += 1);
        Ok(())
    }

    /// The shelf, loaded if need be. An old one is shown while the database is away.
    pub(super) async fn shelf(&self, shop: &Shop) -> Result<Arc<Shelf>, SearchError> {
        if let Some(shelf) = self.shown()
            && !self.stale.load(Ordering::Acquire)
        {
            return if shelf.due.is_some_and(|due| due <= model::Time::from(chrono::Utc::now())) {
                self.publish(shop).await
            } else {
                Ok(shelf)
            };
        }
        let changing = self.changing.lock().await;
        match self.shown() {
            Some(shelf) if !self.stale.load(Ordering::Acquire) || self.failed_within(RETRY) => Ok(shelf),
            // Those who waited behind a load that failed need not each wait for another.
            None if self.failed_within(REFUSE) => Err(sqlx::Error::PoolTimedOut.into()),
            old => match self.load(shop).await {
                Ok(shelf) => Ok(shelf),
                Err(error) => {
                    *self.failed.write().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                    drop(changing);
                    tracing::warn!(%error, "the shelf cannot be loaded");
                    old.ok_or_else(|| error.into())
                }
            },
        }
    }

    /// What fits a search text.
    pub(super) async fn find(&self, shop: &Shop, shelf: &Shelf, text: &str) -> Result<Found, SearchError> {
        self.ask(shop, |index| index.search(shelf, text)).await
    }

    /// Enough of what fits a search text for some lines under the field.
    pub(super) async fn find_few(&self, shop: &Shop, shelf: &Shelf, text: &str) -> Result<Found, SearchError> {
        self.ask(shop, |index| index.search_few(shelf, text)).await
    }

    async fn ask(
        &self,
        shop: &Shop,
        search: impl Fn(&TextIndex) -> Result<Found, Broken>,
    ) -> Result<Found, SearchError> {
        let index = self.text.index(shop).await?;
        if !self.text.reconciled() {
            self.gather(shop);
        }
        match search(&index) {
            Ok(found) => Ok(found),
            Err(error) => {
                tracing::error!(%error, "the search index gave an error; it is built anew");
                self.text.distrust();
                Ok(search(&*self.text.index(shop).await?)?)
            }
        }
    }

    /// Places of the products that carry a code.
    pub(super) async fn coded(&self, shop: &Shop, shelf: &Shelf, text: &str) -> Result<Vec<u32>, SearchError> {
        Ok(self.text.index(shop).await?.coded(shelf, text)?)
    }

    /// The words that the text index knows.
    pub(super) async fn spelling(&self, shop: &Shop) -> Result<Arc<Spelling>, SearchError> {
        Ok(self.text.index(shop).await?.spelling())
    }

    /// Loads the whole shelf again.
    pub(super) async fn reload(&self, shop: &Shop) -> Result<(), SearchError> {
        let _changing = self.changing.lock().await;
        self.load(shop).await?;
        Ok(())
    }

    async fn load(&self, shop: &Shop) -> Result<Arc<Shelf>, Broken> {
        // Whatever goes stale from here on is not in what is read now.
        self.stale.store(false, Ordering::Release);
        let read = async {
            let mut connection = shop.pool.acquire().await?;
            Shelf::load(&mut connection, shop.settings.shop.currency, self.shown().as_deref()).await
        };
        let shelf = read.await.inspect_err(|_| self.stale.store(true, Ordering::Release))?;
        self.unworded.store(false, Ordering::Release);
        Ok(self.show(shelf))
    }

    async fn publish(&self, shop: &Shop) -> Result<Arc<Shelf>, SearchError> {
        let _changing = self.changing.lock().await;
        let Some(shelf) = self.shown() else { return Err(Broken::other("the shelf is gone").into()) };
        let now = shelf::now(&mut *shop.pool.acquire().await?).await?;
        if shelf.due.is_none_or(|due| due > now) {
            return Ok(shelf);
        }
        let mut next = Shelf::clone(&shelf);
        next.publish(now);
        self.unworded.store(true, Ordering::Release);
        self.gather(shop);
        Ok(self.show(next))
    }

    /// Reads price and stock of one product again; says whether they are other than before.
    async fn offer(&self, shop: &Shop, product: ProductId) -> Result<bool, SearchError> {
        let changing = self.changing.lock().await;
        let Some(shelf) = self.shown() else { return Ok(true) };
        let mut connection = shop.pool.acquire().await?;
        let offer = shelf::offer(&mut connection, product, shop.settings.shop.currency).await?;
        let further = shelf.further(&mut connection, product).await?;
        let now = if further.is_empty() { None } else { Some(shelf::now(&mut connection).await?) };
        drop(connection);
        if offer.is_some_and(|(price, buyable)| shelf.offers(product, price, buyable, &further)) {
            return Ok(false);
        }
        let now = now.unwrap_or_else(|| chrono::Utc::now().into());
        if let Some(next) = offer.and_then(|(price, buyable)| shelf.offered(product, price, buyable, &further, now)) {
            self.show(next);
            return Ok(true);
        }
        drop(changing);
        self.patch(shop, product).await.map(|()| true)
    }

    /// Reads one product again.
    async fn patch(&self, shop: &Shop, product: ProductId) -> Result<(), SearchError> {
        let _changing = self.changing.lock().await;
        // Whoever loads the shelf later reads the product as it is then.
        let Some(shelf) = self.shown() else { return Ok(()) };
        let mut connection = shop.pool.acquire().await?;
        let now = shelf::now(&mut connection).await?;
        let shell = shelf::read(&mut connection, Span::one(product), shop.settings.shop.currency).await?.pop();
        let further = shelf.further(&mut connection, product).await?;
        drop(connection);
        let (next, worded) = shelf.with(product, shell, &further, now);
        if next.crowded {
            self.stale.store(true, Ordering::Release);
        }
        self.show(next);
        if worded {
            self.unworded.store(true, Ordering::Release);
        }
        Ok(())
    }

    /// Sees to it that gathered changes are written soon.
    fn gather(&self, shop: &Shop) {
        self.gather_in(shop, GATHER);
    }

    fn gather_in(&self, shop: &Shop, pause: Duration) {
        if self.gathering.swap(true, Ordering::AcqRel) {
            return;
        }
        let shop = shop.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            shop.search.gathering.store(false, Ordering::Release);
            if let Err(error) = shop.search.settle(&shop).await {
                tracing::warn!(%error, "changes could not be written to the search index; they are kept");
                shop.search.gather_in(&shop, AGAIN);
            }
        });
    }

    /// Suggests what is popular now.
    pub(super) async fn ask_popular(&self, shop: &Shop) -> Result<(), SearchError> {
        let popular = log::popular(&mut *shop.pool.acquire().await?).await?;
        self.make_words(shop, Some(popular.into())).await
    }

    /// Reads pages and synonyms again: nothing else of the shelf is content.
    async fn retell(&self, shop: &Shop) -> Result<(), SearchError> {
        let _changing = self.changing.lock().await;
        let Some(shelf) = self.shown() else { return Ok(()) };
        let mut connection = shop.pool.acquire().await?;
        let pages = shelf::page_rows(&mut connection).await?;
        let synonyms = Synonyms::new(shelf::synonym_rows(&mut connection).await?);
        self.show(shelf.with_content(&pages, synonyms));
        Ok(())
    }

    /// Makes suggestions of the words as they are now.
    async fn reword(&self, shop: &Shop) -> Result<(), SearchError> {
        if !self.unworded.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let made = self.make_words(shop, None).await;
        if made.is_err() {
            self.unworded.store(true, Ordering::Release);
        }
        made
    }

    /// Makes suggestions of a shelf beside, so that prices and stock need not wait for it.
    async fn make_words(&self, shop: &Shop, popular: Option<Arc<[(String, u32)]>>) -> Result<(), SearchError> {
        let _wording = self.wording.lock().await;
        let Some(shelf) = self.shown() else { return Ok(()) };
        let now = shelf::now(&mut *shop.pool.acquire().await?).await?;
        let (origin, popular) = (shelf.origin, popular.unwrap_or_else(|| shelf.lexicon.popular.clone()));
        let lexicon = tokio::task::spawn_blocking(move || shelf.words(popular, now)).await.map_err(Broken::other)?;
        let _changing = self.changing.lock().await;
        // A shelf that was loaded meanwhile has other places, and made its own.
        if let Some(shown) = self.shown().filter(|shown| shown.origin == origin) {
            self.show(shown.with_words(lexicon));
        }
        Ok(())
    }

    fn shown(&self) -> Option<Arc<Shelf>> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, shelf: Shelf) -> Arc<Shelf> {
        let shelf = Arc::new(shelf);
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = Some(shelf.clone());
        shelf
    }

    fn failed_within(&self, time: Duration) -> bool {
        self.failed.read().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() < time)
    }
}
