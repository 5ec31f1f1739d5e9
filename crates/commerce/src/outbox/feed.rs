//! Events of this node, handed on to whoever listens.

use model::event::Event;
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

/// One row of the outbox.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: u64,
    pub event: Event,
    /// Whether lists may be other than before: which products are in them, in which order, with which facets.
    pub listed: bool,
}

impl Entry {
    /// A row as it was read, before anybody looked at what it changes.
    pub fn new(id: u64, event: Event) -> Self {
        Self { id, event, listed: true }
    }

    /// The entry of a reader that found another table than it knew: anything may have happened before it.
    pub(super) fn new_beginning() -> Self {
        Self::new(0, Event::CatalogReplaced)
    }

    /// Whether events may have been missed before this one.
    pub fn is_a_new_beginning(&self) -> bool {
        self.id == 0
    }
}

/// A channel of events. A listener that falls behind is told so and must look at everything again.
pub struct Feed {
    events: broadcast::Sender<Arc<Entry>>,
    written: Notify,
    live: AtomicBool,
}

impl Feed {
    /// A channel that holds the last 4096 events.
    pub fn new() -> Self {
        Self { events: broadcast::channel(4096).0, written: Notify::new(), live: AtomicBool::new(false) }
    }

    /// Hands an event to every listener.
    pub fn publish(&self, entry: Entry) {
        // No listener is no error: a node may serve without live pages.
        let _ = self.events.send(Arc::new(entry));
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Entry>> {
        self.events.subscribe()
    }

    /// Calls `act` for every event from now on until told to stop. Who fell behind gets `CatalogReplaced` for all
    /// that was missed.
    pub fn follow<F, W>(&self, stop: CancellationToken, mut act: F) -> impl Future<Output = ()> + Send + use<F, W>
    where
        F: FnMut(Arc<Entry>) -> W + Send,
        W: Future<Output = ()> + Send,
    {
        let mut events = self.listen();
        async move {
            loop {
                let heard = tokio::select! {
                    heard = events.recv() => heard,
                    () = stop.cancelled() => return,
                };
                match heard {
                    Ok(entry) => act(entry).await,
                    Err(broadcast::error::RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "a listener fell behind and looks at everything again");
                        act(Arc::new(Entry::new_beginning())).await;
                    }
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        }
    }

    /// Says that this node has just committed something, so that nobody waits for the next look at the table.
    pub fn wake(&self) {
        self.written.notify_one();
    }

    /// Waits for [`Feed::wake`].
    pub(super) async fn written(&self) {
        self.written.notified().await;
    }

    /// Whether the outbox is followed: before that nothing may be kept that an event would have to remove.
    pub fn is_live(&self) -> bool {
        self.live.load(Ordering::Acquire)
    }

    pub(super) fn set_live(&self) {
        self.live.store(true, Ordering::Release);
    }
}

impl Default for Feed {
    fn default() -> Self {
        Self::new()
    }
}
