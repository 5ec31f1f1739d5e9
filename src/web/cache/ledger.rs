//! Which page shows what, and what was changed lately.

use model::ProductId;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

/// Something that pages show and that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    Product(ProductId),
    /// Which products are listed, in which order.
    List,
    /// Which products a text finds.
    Found,
    /// Texts and menus, which change for all pages at once.
    Text,
    /// Whatever there is: for pages that do not say what they show.
    Anything,
}

/// Changes that are remembered; a rendering that lasts longer than so many is not kept.
const REMEMBERED: usize = 1024;

/// The book of pages and changes. The number of changes so far is its clock.
#[derive(Default)]
pub(super) struct Ledger {
    changes: u64,
    /// The latest changes, oldest first; `None` is a change of everything.
    latest: VecDeque<Option<Vec<Tag>>>,
    shown: HashMap<Tag, HashSet<Arc<str>>>,
    notes: usize,
}

impl Ledger {
    /// The clock.
    pub fn now(&self) -> u64 {
        self.changes
    }

    /// Whether one of the tags was changed after a moment of the clock, as far as that is remembered.
    pub fn touched_since(&self, then: u64, tags: &[Tag]) -> bool {
        let since = (self.changes - then) as usize;
        if since > self.latest.len() {
            return true;
        }
        let hits = |change: &Option<Vec<Tag>>| match change {
            None => true,
            Some(changed) => tags.contains(&Tag::Anything) || changed.iter().any(|tag| tags.contains(tag)),
        };
        self.latest.iter().rev().take(since).any(hits)
    }

    /// Notes what a page shows. Now and then, pages that are kept no more are struck off.
    pub fn show(&mut self, key: &str, tags: &[Tag], kept: impl Fn(&str) -> bool) {
        let key: Arc<str> = key.into();
        for tag in tags {
            self.shown.entry(*tag).or_default().insert(key.clone());
        }
        self.notes += tags.len();
        if self.notes > 100_000 {
            self.notes = 0;
            self.shown.retain(|_, keys| {
                keys.retain(|one| *one == key || kept(one));
                !keys.is_empty()
            });
        }
    }

    /// Notes a change; the pages that show it.
    pub fn touch(&mut self, tags: &[Tag]) -> Vec<Arc<str>> {
        self.note(Some(tags.to_vec()));
        let shown = tags.iter().chain([&Tag::Anything]).filter_map(|tag| self.shown.remove(tag));
        shown.flatten().collect()
    }

    /// Notes a change of everything.
    pub fn touch_all(&mut self) {
        self.note(None);
        self.shown.clear();
    }

    fn note(&mut self, change: Option<Vec<Tag>>) {
        self.changes += 1;
        self.latest.push_back(change);
        if self.latest.len() > REMEMBERED {
            self.latest.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_the_pages_that_show_it() {
        let (one, other) = (Tag::Product(ProductId::new()), Tag::Product(ProductId::new()));
        let mut ledger = Ledger::default();
        ledger.show("/p/one", &[one], |_| true);
        ledger.show("/p/other", &[other, one], |_| true);
        ledger.show("/", &[Tag::Anything], |_| true);
        let mut touched = ledger.touch(&[one]);
        touched.sort();
        assert_eq!(touched.iter().map(|key| &**key).collect::<Vec<_>>(), ["/", "/p/one", "/p/other"]);
        assert!(ledger.touch(&[Tag::List]).is_empty());
    }

    #[test]
    fn a_change_while_a_page_is_rendered_is_seen() {
        let (one, other) = (Tag::Product(ProductId::new()), Tag::Product(ProductId::new()));
        let mut ledger = Ledger::default();
        let before = ledger.now();
        ledger.touch(&[one]);
        assert!(ledger.touched_since(before, &[one, other]));
        assert!(!ledger.touched_since(before, &[other]));
        assert!(ledger.touched_since(before, &[Tag::Anything]));
        assert!(!ledger.touched_since(ledger.now(), &[one]));
        ledger.touch_all();
        assert!(ledger.touched_since(before, &[other]));
    }

    #[test]
    fn what_is_forgotten_counts_as_changed() {
        let mut ledger = Ledger::default();
        for _ in 0..REMEMBERED + 1 {
            ledger.touch(&[Tag::List]);
        }
        assert!(ledger.touched_since(0, &[Tag::Product(ProductId::new())]));
        assert!(!ledger.touched_since(1, &[Tag::Product(ProductId::new())]));
    }
}
