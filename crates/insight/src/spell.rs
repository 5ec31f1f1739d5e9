//! Corrections of words that nobody wrote.

use crate::{
    near::{self, Reach},
    top::RangeMax,
};
use fst::raw::Fst;

/// A word of the vocabulary near to one that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub word: String,
    pub distance: u8,
    /// In how many texts the word stands.
    pub frequency: u32,
}

/// A vocabulary with the number of texts in which each word stands.
pub struct Spelling {
    words: Option<Fst<Vec<u8>>>,
    frequencies: RangeMax,
}

impl Spelling {
    /// Builds the vocabulary; equal words are counted together.
    pub fn build(words: impl IntoIterator<Item = (String, u32)>) -> Self {
        let mut words: Vec<(String, u32)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        let fst = Fst::from_iter_map(words.iter().zip(0u64..).map(|((word, _), rank)| (word, rank))).ok();
        Self { words: fst, frequencies: RangeMax::new(words.into_iter().map(|(_, frequency)| frequency).collect()) }
    }

    /// In how many texts a word stands.
    pub fn frequency(&self, word: &str) -> u32 {
        let rank = self.words.as_ref().and_then(|fst| fst.get(word));
        rank.map_or(0, |rank| self.frequencies.weight(rank.value() as usize))
    }

    /// The most frequent longer word that begins with this one.
    pub fn completion(&self, beginning: &str) -> Option<String> {
        let fst = self.words.as_ref().filter(|_| beginning.chars().count() >= 3)?;
        let (first, last) = near::stretch(fst, beginning.as_bytes())?;
        let best = self.frequencies.largest(first as usize, last as usize)?;
        String::from_utf8(fst.get_key(best as u64)?).ok()
    }

    /// The likeliest words that may have been meant, at most `most`: fewest slips first, then those that share the first
    /// letter, then the frequent ones. Short words are forgiven one slip, from eight letters on two.
    pub fn corrections(&self, word: &str, most: usize) -> Vec<Correction> {
        let slips = match word.chars().count() {
            0..=2 => return vec![],
            3 => 1,
            letters => near::tolerance(letters),
        };
        let mut found = vec![];
        if let Some(fst) = &self.words {
            near::walk(fst, word, slips, Reach::Whole, &mut |near| {
                let frequency = self.frequencies.weight(near.values.0 as usize);
                let word = String::from_utf8_lossy(near.path).into_owned();
                found.push(Correction { word, distance: near.distance, frequency });
            });
        }
        let first = word.chars().next();
        found.sort_by(|a, b| {
            let order = |c: &Correction| (c.distance, c.word.chars().next() != first, std::cmp::Reverse(c.frequency));
            order(a).cmp(&order(b)).then_with(|| a.word.cmp(&b.word))
        });
        found.truncate(most);
        found
    }
}

impl Default for Spelling {
    fn default() -> Self {
        Self::build([])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelling(words: &[(&str, u32)]) -> Spelling {
        Spelling::build(words.iter().map(|(word, n)| ((*word).to_owned(), *n)))
    }

    fn best(spelling: &Spelling, word: &str) -> Option<String> {
        spelling.corrections(word, 1).pop().map(|c| c.word)
    }

    #[test]
    fn mends_what_people_mistype() {
        let words =
            spelling(&[("headphones", 3), ("headphone", 1), ("lamp", 9), ("lamb", 2), ("kettle", 4), ("mug", 5)]);
        assert_eq!(best(&words, "hedphone").as_deref(), Some("headphone"));
        assert_eq!(best(&words, "kettel").as_deref(), Some("kettle"));
        assert_eq!(best(&words, "lampp").as_deref(), Some("lamp"));
        assert_eq!(best(&words, "lam").as_deref(), Some("lamp"));
        assert_eq!(best(&words, "xq"), None);
        assert_eq!(words.frequency("lamp"), 9);
        assert_eq!(words.frequency("lampp"), 0);
        assert_eq!(words.completion("headph").as_deref(), Some("headphones"));
        assert_eq!(words.completion("zzz"), None);
    }

    #[test]
    fn counts_equal_words_together() {
        assert_eq!(spelling(&[("oak", 1), ("ash", 2), ("oak", 4)]).frequency("oak"), 5);
        assert_eq!(best(&Spelling::default(), "oak"), None);
    }

    proptest! {
        #[test]
        fn always_finds_a_word_with_one_slip(words in prop::collection::hash_set("[a-z]{4,9}", 1..80), at in 0usize..80, slip in 0usize..9, letter in b'a'..=b'z') {
            let words: Vec<String> = words.into_iter().collect();
            let meant = &words[at % words.len()];
            let mut typed: Vec<u8> = meant.bytes().collect();
            let place = slip % typed.len();
            typed[place] = letter;
            let typed = String::from_utf8(typed).unwrap();
            let spelling = Spelling::build(words.iter().map(|w| (w.clone(), 1)));
            let found = spelling.corrections(&typed, 100);
            prop_assert!(found.iter().any(|c| &c.word == meant));
            prop_assert!(found.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
        }
    }
}
