//! Rendering a page once, however many ask for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex as Short, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

/// The longest wait for a page that somebody else renders.
const PATIENCE: Duration = Duration::from_secs(10);

type Lock = Arc<Mutex<()>>;

/// Pages that are being rendered.
#[derive(Clone, Default)]
pub(super) struct Turns(Arc<Short<HashMap<Arc<str>, Lock>>>);

/// The turn to look once more.
pub(super) struct Waited {
    held: Held,
    waited: bool,
}

/// The turn to render a page; over when it is dropped.
pub struct Turn {
    began: u64,
    _held: Held,
}

struct Held {
    turns: Turns,
    key: Arc<str>,
    lock: Lock,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits until nobody else renders the page.
    pub async fn take(&self, key: &str) -> Waited {
        let key: Arc<str> = key.into();
        let lock = self.locks().entry(key.clone()).or_default().clone();
        let guard = lock.clone().try_lock_owned().ok();
        let waited = guard.is_none();
        // Made before the wait, so that who is gone before it ends leaves nothing behind.
        let held = Held { turns: self.clone(), key, lock, guard };
        if waited {
            // Who has waited, too long or for a page that was not kept after all, does not keep others waiting in turn.
            let _ = timeout(PATIENCE, held.lock.clone().lock_owned()).await;
        }
        Waited { held, waited }
    }

    /// Whether somebody renders the page.
    pub fn is_taken(&self, key: &str) -> bool {
        self.locks().contains_key(key)
    }

    fn locks(&self) -> std::sync::MutexGuard<'_, HashMap<Arc<str>, Lock>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waited {
    /// Begins to render, at a moment of the ledger's clock.
    pub fn begin(self, now: u64) -> Turn {
        Turn { began: now, _held: self.held }
    }

    /// Whether somebody else rendered the page meanwhile.
    pub fn waited(&self) -> bool {
        self.waited
    }
}

impl Turn {
    /// When the rendering began.
    pub(super) fn began(&self) -> u64 {
        self.began
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut locks = self.turns.locks();
        self.guard.take();
        // The map and this: nobody waits.
        if Arc::strong_count(&self.lock) <= 2 {
            locks.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_renders_and_the_others_wait() {
        let turns = Turns::default();
        let first = turns.take("/").await;
        let second = tokio::spawn({
            let turns = turns.clone();
            async move { drop(turns.take("/").await) }
        });
        drop(turns.take("/p/other").await);
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        assert!(turns.is_taken("/") && !turns.is_taken("/p/other"));
        drop(first);
        second.await.unwrap();
        assert!(turns.locks().is_empty());
    }

    #[tokio::test]
    async fn who_goes_while_waiting_leaves_nothing_behind() {
        let turns = Turns::default();
        let first = turns.take("/").await;
        assert!(!first.waited());
        let mut second = Box::pin(turns.take("/"));
        assert!(futures::poll!(&mut second).is_pending());
        drop(first);
        drop(second);
        assert!(turns.locks().is_empty());
    }
}
