//! Tells the workers of this process that a job may have come in.

use tokio::sync::Notify;

/// Rung after every commit, so that a job of this node starts at once and not at the next look.
#[derive(Default)]
pub struct Bell(Notify);

impl Bell {
    /// Says that there may be work.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits for [`Bell::ring`].
    pub(super) async fn rung(&self) {
        self.0.notified().await;
    }
}
