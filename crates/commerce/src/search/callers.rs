//! How many people make a search: an address counts once for a term and a day, whatever a program repeats.
//!
//! What is remembered of them is a number made with a secret of this process, in memory alone, and for a day.

use chrono::{NaiveDate, Utc};
use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    net::IpAddr,
};

/// Pairs of a term and an address that are remembered; further ones count as nobody.
const MOST: usize = 100_000;

/// Who searched for what today.
#[derive(Default)]
pub struct Callers {
    day: NaiveDate,
    secret: RandomState,
    seen: HashSet<u64>,
}

impl Callers {
    /// Whether an address searches for a term the first time today.
    pub fn is_new(&mut self, term: &str, address: IpAddr) -> bool {
        let today = Utc::now().date_naive();
        if self.day != today {
            *self = Self { day: today, ..Self::default() };
        }
        let number = self.secret.hash_one((term, household(address)));
        self.seen.len() < MOST && self.seen.insert(number)
    }
}

/// An IPv4 address, or an IPv6 /64, which one household has to itself.
fn household(address: IpAddr) -> (u64, bool) {
    match address.to_canonical() {
        IpAddr::V4(v4) => (u64::from(v4.to_bits()), true),
        IpAddr::V6(v6) => ((v6.to_bits() >> 64) as u64, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_once_for_a_term() {
        let mut callers = Callers::default();
        let mut new = |term: &str, address: &str| callers.is_new(term, address.parse().unwrap());
        assert!(new("lamp", "192.0.2.1"));
        assert!(!new("lamp", "192.0.2.1") && !new("lamp", "::ffff:192.0.2.1"));
        assert!(new("mug", "192.0.2.1") && new("lamp", "192.0.2.2"));
        assert!(new("lamp", "2001:db8::1") && !new("lamp", "2001:db8::2") && new("lamp", "2001:db8:0:1::1"));
    }

    #[test]
    fn yesterday_is_forgotten_and_today_has_room() {
        let mut callers =
            Callers { day: Utc::now().date_naive(), seen: (0..MOST as u64).collect(), ..Callers::default() };
        assert!(!callers.is_new("lamp", IpAddr::from([192, 0, 2, 1])), "no room");
        callers.day = NaiveDate::MIN;
        assert!(callers.is_new("lamp", IpAddr::from([192, 0, 2, 1])));
    }
}
