//! Names that a file has used, and where. Only their hashes are kept, so that a long file does not fill the memory; among
//! the two million names that a file may have, two with one hash are less likely than a broken disk.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

/// Names and the lines in which they stood first.
#[derive(Default)]
pub(super) struct Seen {
    lines: HashMap<u64, u32>,
    keys: RandomState,
}

impl Seen {
    /// The line of a name.
    pub fn line(&self, name: &str) -> Option<u64> {
        self.lines.get(&self.keys.hash_one(name)).copied().map(u64::from)
    }

    /// Notes a name.
    pub fn insert(&mut self, name: &str, line: u64) {
        self.lines.entry(self.keys.hash_one(name)).or_insert(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
