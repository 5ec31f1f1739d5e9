//! What of the catalog stays in memory, and how the outbox keeps it exact.

use super::{pictures::ScenePictures, tree::Tree};
use model::event::Event;
use std::{
    future::Future,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
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
            | Event::OrderPlaced { .. }
            | Event::OrderChanged { .. } => {}
        }
    }

    /// Forgets everything: events may have been missed.
    pub fn clear(&self) {
        self.tree.expire();
        self.scenes.expire();
    }
}

/// One value that is loaded when first asked for and again after it expired. While the database is away, the old one
/// is shown on.
pub(super) struct Kept<T> {
    state: Mutex<State<T>>,
    loading: AtomicBool,
}

struct State<T> {
    value: Option<Arc<T>>,
    /// Until when the value needs no new look.
    good_until: Option<Instant>,
    /// Raised by every expiry: a load that began before it is not fresh.
    generation: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        let state = State { value: None, good_until: None, generation: 0 };
        Self { state: Mutex::new(state), loading: AtomicBool::new(false) }
    }
}

impl<T> Kept<T> {
    /// The value, loaded if need be. One caller loads a new one while the others are given the old.
    pub async fn get<E, F>(&self, load: impl FnOnce() -> F) -> Result<Arc<T>, E>
    where
        E: std::fmt::Display,
        F: Future<Output = Result<T, E>>,
    {
        let (old, generation) = match self.look() {
            Look::Fresh(value) => return Ok(value),
            Look::Old(value, generation) => (value, generation),
        };
        let claim = Claim::of(&self.loading);
        if let (Some(old), None) = (&old, &claim) {
            return Ok(old.clone());
        }
        match (load().await, old) {
            (Ok(value), _) => Ok(self.keep(Arc::new(value), generation)),
            (Err(error), Some(old)) => {
                tracing::warn!(%error, "a cached part of the catalog cannot be renewed; the old one is shown");
                self.lock().good_until = Some(Instant::now() + RETRY);
                Ok(old)
            }
            (Err(error), None) => Err(error),
        }
    }

    fn expire(&self) {
        let mut state = self.lock();
        state.generation += 1;
        state.good_until = None;
    }

    fn look(&self) -> Look<T> {
        let state = self.lock();
        match &state.value {
            Some(value) if state.good_until.is_some_and(|until| Instant::now() < until) => Look::Fresh(value.clone()),
            value => Look::Old(value.clone(), state.generation),
        }
    }

    fn keep(&self, value: Arc<T>, generation: u64) -> Arc<T> {
        let mut state = self.lock();
        state.value = Some(value.clone());
        state.good_until = (state.generation == generation).then(|| Instant::now() + LONGEST);
        value
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Look<T> {
    Fresh(Arc<T>),
    Old(Option<Arc<T>>, u64),
}

/// The right to load; given back when dropped, also by a caller that went away.
struct Claim<'a>(&'a AtomicBool);

impl<'a> Claim<'a> {
    fn of(flag: &'a AtomicBool) -> Option<Self> {
        (!flag.swap(true, Ordering::AcqRel)).then_some(Self(flag))
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
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
}
