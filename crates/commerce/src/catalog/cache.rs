//! What of the catalog stays in memory, and how the outbox keeps it exact.

use super::{pictures::ScenePictures, tree::Tree};
use model::{CollectionId, collection::Rule, event::Event};
use std::{
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a value may live without an event that ends it.
const LONGEST: Duration = Duration::from_secs(3600);
/// How long an old value is shown after a failed try to load a new one.
const RETRY: Duration = Duration::from_secs(5);

/// Caches of the catalog on this node.
#[derive(Default)]
pub struct Caches {
    pub(super) tree: Kept<Tree>,
    pub(super) scenes: Kept<ScenePictures>,
    /// Rules of collections.
    pub(super) rules: Kept<Vec<(CollectionId, Rule)>>,
}

impl Caches {
    /// Empty caches.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets what an event has made old. Called for every event of the outbox, in order.
    pub fn apply(&self, event: &Event) {
        match event {
            // Counts of products stand in the tree.
            Event::ProductChanged { .. } | Event::ProductRemoved { .. } | Event::CategoryChanged { .. } => {
                self.tree.expire();
            }
            Event::ContentChanged | Event::CatalogReplaced => self.clear(),
            Event::PriceChanged { .. }
            | Event::StockChanged { .. }
            | Event::ReviewsChanged { .. }
            | Event::OrderPlaced { .. }
            | Event::OrderChanged { .. } => {}
        }
    }

    /// Whether an old tree is shown because the new one cannot be loaded.
    pub fn is_behind(&self) -> bool {
        self.tree.lock().away_until.is_some()
    }

    /// Forgets everything: events may have been missed.
    pub fn clear(&self) {
        self.tree.expire();
        self.scenes.expire();
        self.rules.expire();
    }
}

/// One value that is loaded when first asked for and again after it expired. Whoever asks after an event gets what was
/// loaded after it; only while that cannot be loaded, the old value is shown on.
pub(super) struct Kept<T> {
    state: Mutex<State<T>>,
    /// Held by the one caller that loads.
    turn: tokio::sync::Mutex<()>,
}

struct State<T> {
    value: Option<Arc<T>>,
    /// The generation in which the load of the value began.
    loaded: u64,
    /// Raised by every expiry.
    generation: u64,
    /// Until when the value needs no new look.
    good_until: Option<Instant>,
    /// Until when the old value is shown without another try.
    away_until: Option<Instant>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        let state = State { value: None, loaded: 0, generation: 0, good_until: None, away_until: None };
        Self { state: Mutex::new(state), turn: tokio::sync::Mutex::default() }
    }
}

impl<T> Kept<T> {
    /// The value as it is after all events so far, loaded if need be by one caller for all that wait.
    pub async fn get<E, F>(&self, load: impl FnOnce() -> F) -> Result<Arc<T>, E>
    where
        E: std::fmt::Display,
        F: Future<Output = Result<T, E>>,
    {
        let asked_in = self.lock().generation;
        if let Some(value) = self.lock().since(asked_in) {
            return Ok(value);
        }
        let (turn, waited) = match self.turn.try_lock() {
            Ok(turn) => (turn, false),
            Err(_) => (self.turn.lock().await, true),
        };
        let (old, generation) = {
            let state = self.lock();
            // What another caller loaded meanwhile will do, even if yet another event has made it old since.
            if let Some(value) = state.since(asked_in) {
                return Ok(value);
            }
            (state.value.clone(), state.generation)
        };
        // With nothing to show, nobody waits through a row of other callers' failures.
        let _turn = (old.is_some() || !waited).then_some(turn);
        match (load().await, old) {
            (Ok(value), _) => Ok(self.lock().keep(Arc::new(value), generation)),
            (Err(error), Some(old)) => {
                tracing::warn!(%error, "a cached part of the catalog cannot be renewed; the old one is shown");
                self.lock().away_until = Some(Instant::now() + RETRY);
                Ok(old)
            }
            (Err(error), None) => Err(error),
        }
    }

    fn expire(&self) {
        let mut state = self.lock();
        state.generation += 1;
        state.away_until = None;
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    /// The value, if it shows all that happened up to a generation, or if a better one could not be had just now.
    fn since(&self, generation: u64) -> Option<Arc<T>> {
        let now = Instant::now();
        let good = self.loaded >= generation && self.good_until.is_some_and(|until| now < until);
        let away = self.away_until.is_some_and(|until| now < until);
        self.value.clone().filter(|_| good || away)
    }

    fn keep(&mut self, value: Arc<T>, generation: u64) -> Arc<T> {
        // A load that took longer than a later one brings nothing new.
        if self.value.is_none() || self.loaded <= generation {
            self.value = Some(value.clone());
            self.loaded = generation;
            self.good_until = Some(Instant::now() + LONGEST);
            self.away_until = None;
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn value(kept: &Kept<u32>, answer: Result<u32, &'static str>) -> Result<u32, &'static str> {
        kept.get(|| async move { answer }).await.map(|value| *value)
    }

    #[tokio::test]
    async fn loads_once_until_it_expires() {
        let kept = Kept::default();
        assert_eq!(value(&kept, Ok(1)).await, Ok(1));
        assert_eq!(value(&kept, Ok(2)).await, Ok(1));
        kept.expire();
        assert_eq!(value(&kept, Ok(2)).await, Ok(2));
    }

    #[tokio::test]
    async fn shows_the_old_value_while_a_new_one_cannot_be_loaded() {
        let kept = Kept::default();
        assert_eq!(value(&kept, Err("away")).await, Err("away"));
        assert_eq!(value(&kept, Ok(1)).await, Ok(1));
        kept.expire();
        assert_eq!(value(&kept, Err("away")).await, Ok(1));
    }

    #[tokio::test]
    async fn a_load_that_an_event_overtook_is_not_fresh() {
        let kept = Kept::default();
        let overtaken = kept.get(|| async {
            kept.expire();
            Ok::<u32, &str>(1)
        });
        assert_eq!(overtaken.await.map(|value| *value), Ok(1));
        assert_eq!(value(&kept, Ok(2)).await, Ok(2));
    }

    #[tokio::test]
    async fn who_asks_after_an_event_does_not_get_what_was_before_it() {
        let kept = Arc::new(Kept::default());
        assert_eq!(value(&kept, Ok(1)).await, Ok(1));
        kept.expire();
        let (go, gone) = tokio::sync::oneshot::channel::<()>();
        let slow = kept.get(|| async {
            gone.await.ok();
            Ok::<u32, &str>(2)
        });
        let others = futures::future::join_all((0..5).map(|_| value(&kept, Err("only one loads"))));
        let tell = async { go.send(()) };
        let (slow, others, _) = tokio::join!(slow, others, tell);
        assert_eq!(slow.map(|value| *value), Ok(2));
        assert!(others.iter().all(|other| *other == Ok(2)), "{others:?}");
    }

    #[tokio::test]
    async fn a_stream_of_events_makes_nobody_wait_for_more_than_one_load() {
        let kept = Kept::default();
        let first = kept.get(|| async {
            tokio::task::yield_now().await;
            kept.expire();
            tokio::task::yield_now().await;
            Ok::<u32, &str>(1)
        });
        // Asked before the event: the first load will do, although it is old by now.
        let second = value(&kept, Err("not loaded again"));
        let (first, second) = tokio::join!(first, second);
        assert_eq!((first.map(|value| *value), second), (Ok(1), Ok(1)));
        assert_eq!(value(&kept, Ok(3)).await, Ok(3));
    }

    #[tokio::test]
    async fn without_any_value_failures_do_not_queue() {
        let kept = Kept::<u32>::default();
        let slow_failure = || async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Err::<u32, _>("away")
        };
        let began = Instant::now();
        let all = futures::future::join_all((0..20).map(|_| kept.get(slow_failure))).await;
        assert!(all.iter().all(Result::is_err));
        assert!(began.elapsed() < Duration::from_millis(1000), "{:?}", began.elapsed());
    }
}
