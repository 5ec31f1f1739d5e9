//! Ids that a reader skipped: the rows of transactions that were still open, or that were rolled back.

use model::Time;
use std::{collections::BTreeMap, ops::Range};

/// How long a transaction may take from its first event to its commit. The pool makes the server end one that idles
/// for half of this, and no single statement of a shop may run for more than a few seconds.
pub(super) const PATIENCE: i64 = 60_000_000;

/// More skipped ids than this are no open transactions but a jump of the counter.
const MOST: u64 = 10_000;

/// Skipped ids, each with the moment at which it was noticed.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<u64, Time>);

impl Gaps {
    /// Remembers skipped ids; false when they are too many to be watched one by one.
    pub fn open(&mut self, ids: Range<u64>, now: Time) -> bool {
        let watched = ids.end.saturating_sub(MOST).max(ids.start)..ids.end;
        let all = watched == ids;
        self.0.extend(watched.map(|id| (id, now)));
        all
    }

    /// Strikes off an id whose row has appeared; false when it was not awaited.
    pub fn close(&mut self, id: u64) -> bool {
        self.0.remove(&id).is_some()
    }

    /// Gives up what was noticed too long ago: those transactions were rolled back.
    pub fn give_up(&mut self, now: Time) {
        self.0.retain(|_, noticed| now.0 - noticed.0 <= PATIENCE);
    }

    /// The awaited ids, lowest first.
    pub fn ids(&self) -> impl Iterator<Item = u64> {
        self.0.keys().copied()
    }

    /// Whether nothing is awaited.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_awaited_until_its_row_appears() {
        let mut gaps = Gaps::default();
        assert!(gaps.open(5..8, Time(0)));
        assert!(gaps.close(6));
        assert!(!gaps.close(6));
        assert_eq!(gaps.ids().collect::<Vec<_>>(), [5, 7]);
    }

    #[test]
    fn a_gap_is_given_up_after_the_longest_transaction() {
        let mut gaps = Gaps::default();
        gaps.open(1..2, Time(0));
        gaps.open(2..3, Time(1));
        gaps.give_up(Time(PATIENCE));
        assert_eq!(gaps.ids().collect::<Vec<_>>(), [1, 2]);
        gaps.give_up(Time(PATIENCE + 1));
        assert_eq!(gaps.ids().collect::<Vec<_>>(), [2]);
        gaps.give_up(Time(PATIENCE + 2));
        assert!(gaps.is_empty());
    }

    #[test]
    fn a_jump_of_the_counter_is_told() {
        let mut gaps = Gaps::default();
        assert!(!gaps.open(1..1_000_000, Time(0)));
        assert_eq!(gaps.ids().count() as u64, MOST);
        assert_eq!(gaps.ids().next(), Some(1_000_000 - MOST));
    }
}
