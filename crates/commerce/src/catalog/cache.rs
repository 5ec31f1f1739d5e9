//! What of the catalog stays in memory, and how the outbox keeps it exact.

/// Caches of the catalog on this node.
#[derive(Default)]
pub struct Caches {}

impl Caches {
    /// Empty caches.
    pub fn new() -> Self {
        Self::default()
    }
}
