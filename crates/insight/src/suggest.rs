//! Completions of what was typed so far, the most popular first, forgiving of slips.
//!
//! All keys lie sorted in a finite state transducer, so a prefix is one stretch of them, found in as many steps as it
//! has letters; the most popular of a stretch come from [`RangeMax`]. Neither depends on the number of keys. Prefixes with
//! slips are many stretches: see [`near`] for how many.

use crate::{
    near::{self, Reach},
    top::RangeMax,
};
use fst::raw::Fst;
use std::collections::HashSet;

/// Words of a text at which a completion may begin: "lamp" completes to "hearth table lamp".
const STARTS: usize = 8;

/// Something that can be suggested: a normalised text (lower case, single spaces), its popularity and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub text: String,
    pub weight: u32,
    pub id: u32,
}

/// A suggestion: whose, and how many slips were forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: u32,
    pub weight: u32,
    pub distance: u8,
}

/// Completions over a fixed set of entries.
pub struct Suggester {
    /// Key to its rank among the keys; none when there are no keys.
    keys: Option<Fst<Vec<u8>>>,
    /// First row of each key, and one past the last row.
    starts: Vec<u32>,
    /// Owner of each row; rows of one key stand together.
    ids: Vec<u32>,
    weights: RangeMax,
}

impl Suggester {
    /// Builds the structure; entries may come in any order.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut rows: Vec<(String, u32, u32)> = vec![];
        for Entry { text, weight, id } in entries {
            rows.extend(word_starts(&text).take(STARTS).map(|at| (text[at..].to_owned(), weight, id)));
        }
        rows.sort_unstable();
        rows.dedup();
        let mut starts = vec![];
        for (at, row) in rows.iter().enumerate() {
            if at == 0 || rows[at - 1].0 != row.0 {
                starts.push(at as u32);
            }
        }
        let keys = starts.iter().zip(0u64..).map(|(row, rank)| (rows[*row as usize].0.as_bytes(), rank));
        // The keys are sorted and distinct, which is all that could fail.
        let keys = Fst::from_iter_map(keys).ok();
        starts.push(rows.len() as u32);
        let weights = RangeMax::new(rows.iter().map(|row| row.1).collect());
        Self { keys, starts, ids: rows.into_iter().map(|row| row.2).collect(), weights }
    }

    /// The `most` most popular entries that have a word beginning with exactly this.
    pub fn complete(&self, prefix: &str, most: usize) -> Vec<Hit> {
        let stretch =
            self.keys.as_ref().and_then(|keys| near::stretch(keys, prefix.as_bytes())).map(|values| self.rows(values));
        let mut hits = vec![];
        self.take(stretch.as_slice(), 0, most, &mut HashSet::new(), &mut hits);
        hits
    }

    /// The same, forgiving one slip from four letters on, and from eight on two where one finds nothing: fewer slips
    /// first, then popularity.
    pub fn complete_near(&self, prefix: &str, most: usize) -> Vec<Hit> {
        let tolerance = near::tolerance(prefix.chars().count());
        let hits = self.complete_within(prefix, tolerance.min(1), most);
        if hits.is_empty() && tolerance > 1 { self.complete_within(prefix, tolerance, most) } else { hits }
    }

    fn complete_within(&self, prefix: &str, tolerance: u8, most: usize) -> Vec<Hit> {
        let mut stretches: [Vec<(usize, usize)>; 3] = Default::default();
        if let Some(keys) = &self.keys {
            near::walk(keys, prefix, tolerance, Reach::Prefix, &mut |near| {
                stretches[usize::from(near.distance)].push(self.rows(near.values));
            });
        }
        let (mut seen, mut hits) = (HashSet::new(), vec![]);
        for (distance, stretches) in stretches.iter().enumerate() {
            self.take(stretches, distance as u8, most, &mut seen, &mut hits);
        }
        hits
    }

    fn rows(&self, keys: (u64, u64)) -> (usize, usize) {
        (self.starts[keys.0 as usize] as usize, self.starts[keys.1 as usize] as usize)
    }

    fn take(
        &self,
        stretches: &[(usize, usize)],
        distance: u8,
        most: usize,
        seen: &mut HashSet<u32>,
        hits: &mut Vec<Hit>,
    ) {
        if hits.len() >= most {
            return;
        }
        for row in self.weights.descending(stretches) {
            let id = self.ids[row];
            if seen.insert(id) {
                hits.push(Hit { id, weight: self.weights.weight(row), distance });
                if hits.len() == most {
                    return;
                }
            }
        }
    }
}

impl Default for Suggester {
    fn default() -> Self {
        Self::build([])
    }
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let begins = move |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b' ';
    text.char_indices().filter(|(_, c)| *c != ' ').map(|(at, _)| at).filter(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entries(texts: &[(&str, u32)]) -> Vec<Entry> {
        texts.iter().zip(0..).map(|((text, weight), id)| Entry { text: (*text).into(), weight: *weight, id }).collect()
    }

    fn ids(hits: &[Hit]) -> Vec<u32> {
        hits.iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn completes_at_every_word() {
        let suggester = Suggester::build(entries(&[("hearth table lamp", 3), ("lamp oil", 1), ("table", 9)]));
        assert_eq!(ids(&suggester.complete("la", 5)), [0, 1]);
        assert_eq!(ids(&suggester.complete("table", 5)), [2, 0]);
        assert_eq!(ids(&suggester.complete("table l", 5)), [0]);
        assert_eq!(ids(&suggester.complete("", 2)), [2, 0]);
        assert!(suggester.complete("chair", 5).is_empty());
    }

    #[test]
    fn forgives_slips() {
        let suggester = Suggester::build(entries(&[("closed headphones", 1), ("head lamp", 5), ("hedge shears", 9)]));
        assert_eq!(ids(&suggester.complete_near("hedphone", 5)), [0]);
        assert_eq!(ids(&suggester.complete_near("haed l", 5)), [1]);
        assert!(suggester.complete_near("zzz", 5).is_empty());
    }

    proptest! {
        #[test]
        fn agrees_with_a_scan(texts in prop::collection::vec(("[ab]{1,3}( [ab]{1,3}){0,2}", 0u32..9), 0..40), prefix in "[ab]{0,2}( [ab]{1,2})?", most in 0usize..12) {
            let entries: Vec<Entry> = texts.into_iter().zip(0..).map(|((text, weight), id)| Entry { text, weight, id }).collect();
            let found = Suggester::build(entries.clone()).complete(&prefix, most);
            let fits = |text: &str| word_starts(text).any(|at| text[at..].starts_with(&prefix));
            let mut naive: Vec<u32> = entries.iter().filter(|e| fits(&e.text)).map(|e| e.weight).collect();
            naive.sort_unstable_by_key(|weight| std::cmp::Reverse(*weight));
            naive.truncate(most);
            prop_assert_eq!(found.iter().map(|hit| hit.weight).collect::<Vec<_>>(), naive);
            prop_assert!(found.iter().all(|hit| fits(&entries[hit.id as usize].text)));
            prop_assert_eq!(found.iter().map(|hit| hit.id).collect::<HashSet<_>>().len(), found.len());
        }

        #[test]
        fn forgiveness_agrees_with_a_scan(texts in prop::collection::vec("[abc]{1,9}( [abc]{1,9}){0,1}", 0..40), prefix in "[abc]{1,9}") {
            let entries: Vec<Entry> = texts.into_iter().zip(0..).map(|(text, id)| Entry { weight: id % 5, text, id }).collect();
            let found = Suggester::build(entries.clone()).complete_near(&prefix, 1000);
            let tolerance = near::tolerance(prefix.chars().count());
            let least = |text: &str, most: u8| word_starts(text).filter_map(|at| near::beginning_distance(&prefix, &text[at..], most)).min();
            let within = |most: u8| entries.iter()
                .filter_map(|e| Some((least(&e.text, most)?, std::cmp::Reverse(e.weight)))).collect::<Vec<_>>();
            let mut naive = within(tolerance.min(1));
            if naive.is_empty() {
                naive = within(tolerance);
            }
            naive.sort_unstable();
            let found: Vec<_> = found.iter().map(|hit| (usize::from(hit.distance), std::cmp::Reverse(hit.weight))).collect();
            prop_assert_eq!(found, naive);
        }
    }
}
