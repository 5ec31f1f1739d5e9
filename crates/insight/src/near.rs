//! Walking a finite state transducer along all words near a given one.
//!
//! The walk keeps one row of the edit-distance table (insert, delete, replace, swap of neighbours) for each letter of
//! the path, and turns back as soon as no cell of the row is within reach. Where no slip is left it follows the letters
//! of the word alone instead of all that there are. It looks at the neighbourhood of the word, whose size depends on the
//! length of the word and on how many letters follow each other somewhere: more words make more of it exist, until all
//! does. A walk along beginnings therefore forgives one slip at most among the first letters, where everything exists,
//! and ends after so many steps at the latest.

use fst::raw::{Fst, Node, Output};

/// Longest word, in letters, that is compared; a longer one is near to nothing.
pub const LONGEST: usize = 40;

/// First letters of a key among which no more than one slip is forgiven, when its beginning is looked for.
pub const EARLY: usize = 3;

/// Most steps of one look for beginnings.
const STEPS: usize = 20_000;

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

/// Calls `visit` with everything within `most` edits of `word`; of beginnings with those that have one slip at most among
/// their first [`EARLY`] letters.
pub fn walk<D: AsRef<[u8]>>(fst: &Fst<D>, word: &str, most: u8, reach: Reach, visit: &mut dyn FnMut(Near<'_>)) {
    let letters: Vec<char> = word.chars().collect();
    if letters.is_empty() || letters.len() > LONGEST || fst.is_empty() {
        return;
    }
    let mut row = [most + 1; LONGEST + 1];
    for (cell, distance) in row.iter_mut().zip(0..=most) {
        *cell = distance;
    }
    let left = if reach == Reach::Prefix { STEPS } else { usize::MAX };
    let mut walker = Walker { fst, letters: &letters, most, reach, path: vec![], letter_start: 0, left, visit };
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
    /// Steps that may still be taken.
    left: usize,
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
        let best = row[..=self.letters.len()].iter().copied().min().unwrap_or(u8::MAX);
        if best > self.slips(depth) || self.left == 0 {
            return;
        }
        self.left -= 1;
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
        if best < taken {
            if best < self.slips(depth + 1) {
                self.fan_out(node, value, before, row, letter, depth, taken);
            } else {
                self.go_straight(node, value, before, row, letter, depth, taken);
            }
        }
    }

    /// Slips that are forgiven in the first letters of a path.
    fn slips(&self, depth: usize) -> u8 {
        if self.reach == Reach::Prefix && depth <= EARLY { self.most.min(1) } else { self.most }
    }

    /// Follows the letters of the word alone: where no slip is left, no other leads anywhere.
    #[allow(clippy::too_many_arguments)]
    fn go_straight(
        &mut self,
        node: Node<'f>,
        value: Output,
        before: &Row,
        row: &Row,
        letter: Option<char>,
        depth: usize,
        above: u8,
    ) {
        let slips = self.slips(depth + 1);
        let window = depth.saturating_sub(usize::from(self.most))..(depth + usize::from(self.most) + 1);
        let (mut followed, mut known) = (['\0'; 16], 0);
        for at in window.start..window.end.min(self.letters.len()) {
            let swapped = at > 0 && Some(self.letters[at]) == letter && before[at - 1] < slips;
            let next = [(row[at] <= slips, at), (swapped, at.saturating_sub(1))];
            for wanted in next.into_iter().filter(|(leads, _)| *leads).map(|(_, at)| self.letters[at]) {
                if !followed[..known].contains(&wanted) {
                    followed[known] = wanted;
                    known += 1;
                    self.take_letter(wanted, (node, value), before, row, letter, depth, above);
                }
            }
        }
    }

    /// Takes one letter further, if any key has it there.
    #[allow(clippy::too_many_arguments)]
    fn take_letter(
        &mut self,
        wanted: char,
        (mut node, mut value): (Node<'f>, Output),
        before: &Row,
        row: &Row,
        letter: Option<char>,
        depth: usize,
        above: u8,
    ) {
        for byte in wanted.encode_utf8(&mut [0; 4]).bytes() {
            let Some(at) = node.find_input(byte) else { return };
            let step = node.transition(at);
            (node, value) = (self.fst.node(step.addr), value.cat(step.out));
        }
        let start = self.letter_start;
        self.path.extend(wanted.encode_utf8(&mut [0; 4]).bytes());
        self.letter_start = self.path.len();
        let below = self.next_row(before, row, letter, wanted, depth + 1);
        self.step(node, value, row, &below, Some(wanted), depth + 1, above);
        self.letter_start = start;
        self.path.truncate(start);
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

/// The least distance between a word and a beginning of a key, by the whole table, under the rule of the walk.
#[cfg(test)]
pub(crate) fn beginning_distance(word: &str, key: &str, most: u8) -> Option<usize> {
    let beginnings = |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    let slips = |begun: &str| beginnings(word).into_iter().map(|end| distance(&word[..end], begun)).min().unwrap_or(0);
    let (mut least, ends) = (None, beginnings(key));
    for (letters, end) in ends.into_iter().enumerate() {
        if letters <= EARLY && slips(&key[..end]) > usize::from(most.min(1)) {
            break;
        }
        let found = Some(distance(word, &key[..end])).filter(|found| *found <= usize::from(most));
        least = least.into_iter().chain(found).min();
    }
    least
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
                .filter_map(|(word, at)| Some((at, beginning_distance(&query, word, most)? as u8))).collect();
            prop_assert_eq!(found, naive);
        }

        /// One slip is forgiven wherever it is, and however many letters the shop uses.
        #[test]
        fn finds_the_beginning_of_every_word_with_one_slip(
            words in prop::collection::vec("[a-zéß]{4,9}", 1..60), at in 0usize..60, place in 0usize..9, kind in 0u8..4, letter in "[a-zéß]",
        ) {
            let (words, fst) = transducer(&words);
            let (at, meant) = { let at = at % words.len(); (at as u64, words[at].chars().collect::<Vec<_>>()) };
            let mut typed = meant.clone();
            let (place, letter) = (place % meant.len(), letter.chars().next().unwrap());
            match kind {
                0 => typed[place] = letter,
                1 => typed.insert(place, letter),
                2 => _ = typed.remove(place),
                _ => typed.swap(place, (place + 1) % meant.len()),
            }
            let typed: String = typed.into_iter().collect();
            prop_assume!(kind < 3 || place + 1 < meant.len());
            let mut found = false;
            walk(&fst, &typed, 1, Reach::Prefix, &mut |near| found |= (near.values.0..near.values.1).contains(&at));
            prop_assert!(found, "{}", typed);
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
