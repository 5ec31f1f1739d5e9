//! Events of this node, handed on to whoever listens.

use model::event::Event;
use std::sync::Arc;
use tokio::sync::broadcast;

/// One row of the outbox.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: u64,
    pub event: Event,
}

/// A channel of events. A listener that falls behind is told so and must look at everything again.
pub struct Feed(broadcast::Sender<Arc<Entry>>);

impl Feed {
    /// A channel that holds the last 4096 events.
    pub fn new() -> Self {
        Self(broadcast::channel(4096).0)
    }

    /// Hands an event to every listener.
    pub fn publish(&self, entry: Entry) {
        // No listener is no error: a node may serve without live pages.
        let _ = self.0.send(Arc::new(entry));
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Entry>> {
        self.0.subscribe()
    }
}

impl Default for Feed {
    fn default() -> Self {
        Self::new()
    }
}
