//! What people searched for, over some days.

use serde::{Deserialize, Serialize};

/// A number of days back from today, today among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days(u32);

impl Days {
    /// The ranges that are offered.
    pub const ALL: [Days; 3] = [Days(7), Days(28), Days(90)];

    /// One of the ranges offered; four weeks for anything else.
    pub fn offered(number: u32) -> Self {
        Self::ALL.into_iter().find(|days| days.0 == number).unwrap_or(Self(28))
    }

    /// How many.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Words with how often they were searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchTerm {
    pub term: String,
    pub searches: i64,
    /// Searches that found nothing.
    pub no_hits: i64,
    /// What the last one found.
    pub last_hits: i64,
}

/// All searches of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFigures {
    pub searches: i64,
    pub no_hits: i64,
    /// Different words.
    pub terms: i64,
}
