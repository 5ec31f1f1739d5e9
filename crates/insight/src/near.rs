//! Walking a finite state transducer along all words near a given one.
//!
//! The walk keeps one row of the edit-distance table (insert, delete, replace, swap of neighbours) for each letter of
//! the path, and turns back as soon as no cell of the row is within reach. It looks at the neighbourhood of the word
//! alone, so its cost does not grow with the number of words.

use fst::raw::{Fst, Node, Output};

/// Longest word, in letters, that is compared; a longer one is near to nothing.
pub const LONGEST: usize = 40;

type Row = [u8; LONGEST + 1];

/// Whether a path must be near as a whole or only its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole key is near.
    Whole,
    /// Some beginning of the key is near.
    Prefix,
}

/// Something near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'p> {
    /// The letters from the root to here.
    pub path: &'p [u8],
    /// First and one past the last value of the keys meant; values must grow with the keys.
    pub values: (u64, u64),
    pub distance: u8,
}

/// Letters that may be wrong in a word of this length.
pub fn tolerance(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The values of all keys that begin with `prefix`, as first and one past the last. O(length of the longest key).
pub fn stretch<D: AsRef<[u8]>>(fst: &Fst<D>, prefix: &[u8]) -> Option<(u64, u64)> {
    let (mut node, mut value) = (fst.root(), Output::zero());
    for byte in prefix {
        let step = node.transition(node.find_input(*byte)?);
        value = value.cat(step.out);
        node = fst.node(step.addr);
    }
    (!fst.is_empty()).then(|| (first(fst, node, value), last(fst, node, value) + 1))
}

/// Calls `visit` with everything within `most` edits of `word`.
pub fn walk<D: AsRef<[u8]>>(fst: &Fst<D>, word: &str, most: u8, reach: Reach, visit: &mut dyn FnMut(Near<'_>)) {
    let letters: Vec<char> = word.chars().collect();
    if letters.is_empty() || letters.len() > LONGEST || fst.is_empty() {
        return;
    }
    let mut row = [most + 1; LONGEST + 1];
    for (cell, distance) in row.iter_mut().zip(0..=most) {
        *cell = distance;
    }
    let mut walker = Walker { fst, letters: &letters, most, reach, path: vec![], letter_start: 0, visit };
    walker.step(fst.root(), Output::zero(), &[most + 1; LONGEST + 1], &row, None, 0, u8::MAX);
}

struct Walker<'f, 'w, D> {
    fst: &'f Fst<D>,
    letters: &'w [char],
    most: u8,
    reach: Reach,
    path: Vec<u8>,
    /// Where in the path the unfinished letter began.
    letter_start: usize,
    visit: &'w mut dyn FnMut(Near<'_>),
}

impl<'f, D: AsRef<[u8]>> Walker<'f, '_, D> {
    /// Looks at a node that ends a letter; `above` is the distance at which a beginning of the path was taken already.
    #[allow(clippy::too_many_arguments)]
    fn step(
        &mut self,
        node: Node<'f>,
        value: Output,
        before: &Row,
        row: &Row,
        letter: Option<char>,
        depth: usize,
        above: u8,
    ) {
        let distance = row[self.letters.len()];
        let mut taken = above;
        if distance <= self.most && distance < above {
            taken = distance;
            match self.reach {
                Reach::Prefix => {
                    let values = (first(self.fst, node, value), last(self.fst, node, value) + 1);
                    (self.visit)(Near { path: &self.path, values, distance });
                }
                Reach::Whole => taken = above,
            }
        }
        if self.reach == Reach::Whole && node.is_final() && distance <= self.most {
            let at = value.cat(node.final_output()).value();
            (self.visit)(Near { path: &self.path, values: (at, at + 1), distance });
        }
        // Going on pays only while a better distance than the one taken is still possible.
        let best = row[..=self.letters.len()].iter().copied().min().unwrap_or(u8::MAX);
        if best <= self.most && best < taken {
            self.fan_out(node, value, before, row, letter, depth, taken);
        }
    }

    /// Follows every byte of a node; bytes of one letter belong together.
    #[allow(clippy::too_many_arguments)]
    fn fan_out(
        &mut self,
        node: Node<'f>,
        value: Output,
        before: &Row,
        row: &Row,
        letter: Option<char>,
        depth: usize,
        above: u8,
    ) {
        for step in node.transitions() {
            let next = self.fst.node(step.addr);
            let value = value.cat(step.out);
            self.path.push(step.inp);
            match std::str::from_utf8(&self.path[self.letter_start..]).ok().and_then(|s| s.chars().next()) {
                Some(new) => {
                    let start = std::mem::replace(&mut self.letter_start, self.path.len());
                    let below = self.next_row(before, row, letter, new, depth + 1);
                    self.step(next, value, row, &below, Some(new), depth + 1, above);
                    self.letter_start = start;
                }
                None => self.fan_out(next, value, before, row, letter, depth, above),
            }
            self.path.pop();
        }
    }

    /// The row below, for one more letter of the path; cells further than `most` off the diagonal are out of reach.
    fn next_row(&self, before: &Row, row: &Row, previous: Option<char>, letter: char, depth: usize) -> Row {
        let most = usize::from(self.most);
        let far = self.most + 1;
        let mut below = [far; LONGEST + 1];
        if depth <= most {
            below[0] = depth as u8;
        }
        for at in depth.saturating_sub(most).max(1)..=(depth + most).min(self.letters.len()) {
            let wanted = self.letters[at - 1];
            let mut least = (row[at - 1] + u8::from(wanted != letter)).min(row[at] + 1).min(below[at - 1] + 1);
            if at > 1 && Some(wanted) == previous && self.letters[at - 2] == letter {
                least = least.min(before[at - 2] + 1);
            }
            below[at] = least.min(far);
        }
        below
    }
}

fn first<'f, D: AsRef<[u8]>>(fst: &'f Fst<D>, mut node: Node<'f>, mut value: Output) -> u64 {
    while !node.is_final() && !node.is_empty() {
        let step = node.transition(0);
        value = value.cat(step.out);
        node = fst.node(step.addr);
    }
    value.cat(node.final_output()).value()
}

fn last<'f, D: AsRef<[u8]>>(fst: &'f Fst<D>, mut node: Node<'f>, mut value: Output) -> u64 {
    while !node.is_empty() {
        let step = node.transition(node.len() - 1);
        value = value.cat(step.out);
        node = fst.node(step.addr);
    }
    value.cat(node.final_output()).value()
}

/// Edit distance with swaps of neighbours, by the whole table; the measure that the walk must agree with.
pub fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let mut table = vec![vec![0; two.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=two.len() {
            table[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let replaced = table[i - 1][j - 1] + usize::from(one[i - 1] != two[j - 1]);
                    let least = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1];
                    if swapped { least.min(table[i - 2][j - 2] + 1) } else { least }
                }
            };
        }
    }
    table[one.len()][two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn transducer(words: &[String]) -> (Vec<String>, Fst<Vec<u8>>) {
        let mut words = words.to_vec();
        words.sort();
        words.dedup();
        let fst = Fst::from_iter_map(words.iter().zip(0u64..)).unwrap();
        (words, fst)
    }

    /// The least distance of any beginning of a word.
    fn prefix_distance(query: &str, word: &str) -> usize {
        let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
        ends.map(|end| distance(query, &word[..end])).min().unwrap()
    }

    proptest! {
        #[test]
        fn finds_exactly_the_words_nearby(words in prop::collection::vec("[abcé]{0,7}", 1..60), query in "[abcé]{1,7}", most in 0u8..3) {
            let (words, fst) = transducer(&words);
            let mut found = BTreeMap::new();
            walk(&fst, &query, most, Reach::Whole, &mut |near| {
                assert_eq!(near.path, words[near.values.0 as usize].as_bytes());
                assert_eq!(found.insert(near.values.0, near.distance), None);
            });
            let naive: BTreeMap<u64, u8> = words.iter().zip(0u64..)
                .map(|(word, at)| (at, distance(&query, word) as u8)).filter(|(_, d)| *d <= most).collect();
            prop_assert_eq!(found, naive);
        }

        #[test]
        fn finds_exactly_the_beginnings_nearby(words in prop::collection::vec("[abcé]{0,9}", 1..60), query in "[abcé]{1,6}", most in 0u8..3) {
            let (words, fst) = transducer(&words);
            let mut found: BTreeMap<u64, u8> = BTreeMap::new();
            walk(&fst, &query, most, Reach::Prefix, &mut |near| {
                for at in near.values.0..near.values.1 {
                    let least = found.entry(at).or_insert(near.distance);
                    *least = near.distance.min(*least);
                }
            });
            let naive: BTreeMap<u64, u8> = words.iter().zip(0u64..)
                .map(|(word, at)| (at, prefix_distance(&query, word) as u8)).filter(|(_, d)| *d <= most).collect();
            prop_assert_eq!(found, naive);
        }

        #[test]
        fn a_prefix_is_one_stretch(words in prop::collection::vec("[abcé]{0,6}", 1..60), prefix in "[abcé]{0,3}") {
            let (words, fst) = transducer(&words);
            let naive: Vec<u64> = words.iter().zip(0u64..).filter(|(w, _)| w.starts_with(&prefix)).map(|(_, at)| at).collect();
            let found: Vec<u64> = stretch(&fst, prefix.as_bytes()).map_or(vec![], |(low, high)| (low..high).collect());
            prop_assert_eq!(found, naive);
        }
    }
}
