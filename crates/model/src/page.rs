//! Pages of long lists.

use serde::{Deserialize, Serialize};

/// Most rows that any page may hold.
pub const MAX_PER_PAGE: u32 = 100;

/// One page of a list and the size of the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u64,
    /// Counted from 1.
    pub page: u32,
    pub per_page: u32,
}

impl<T> Page<T> {
    /// How many pages the list has; an empty list has one.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.per_page.max(1)))).unwrap_or(u32::MAX).max(1)
    }

    /// The same page with its items turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        let Page { items, total, page, per_page } = self;
        Page { items: items.into_iter().map(turn).collect(), total, page, per_page }
    }
}
