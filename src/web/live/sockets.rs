//! How many sockets there are, from where, and how they all end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio_util::sync::CancellationToken;

/// Sockets that one address may hold.
const MOST_PER_ADDRESS: usize = 20;

/// The open sockets of this node.
#[derive(Clone, Default)]
pub struct Sockets(Arc<Inner>);

#[derive(Default)]
struct Inner {
    by_address: Mutex<HashMap<String, usize>>,
    stop: CancellationToken,
}

/// One open socket; its place is free again when it goes.
pub struct Seat {
    sockets: Sockets,
    address: String,
}

impl Sockets {
    /// A place for one more socket of an address, if it has any left.
    pub fn seat(&self, address: String) -> Option<Seat> {
        let mut counts = self.0.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address.clone()).or_default();
        if *count >= MOST_PER_ADDRESS {
            return None;
        }
        *count += 1;
        Some(Seat { sockets: self.clone(), address })
    }

    /// Sockets open now.
    pub fn count(&self) -> usize {
        self.0.by_address.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// Tells every socket to say goodbye: the server goes away.
    pub fn close_all(&self) {
        self.0.stop.cancel();
    }

    pub(super) fn stop(&self) -> CancellationToken {
        self.0.stop.clone()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.sockets.0.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_so_many_and_no_more() {
        let sockets = Sockets::default();
        let mut seats: Vec<_> = (0..MOST_PER_ADDRESS).map(|_| sockets.seat("a".into()).unwrap()).collect();
        assert!(sockets.seat("a".into()).is_none());
        assert!(sockets.seat("b".into()).is_some());
        seats.pop();
        assert!(sockets.seat("a".into()).is_some());
        drop(seats);
        assert_eq!(sockets.count(), 0);
    }
}
