//! From words to a query of the index: each word, or phrase with synonyms, is one slot that a product must fill.

use super::index::{Fields, Part, WEIGHTS};
use crate::search::{
    synonyms::Synonyms,
    words::{self, Word},
};
use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

/// What a product must have one of: each alternative is some stems that must all be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The words as they were written.
    pub words: Vec<Word>,
    pub alternatives: Vec<Vec<String>>,
}

impl Slot {
    /// Whether it is one word without synonyms.
    pub fn plain_word(&self) -> Option<&Word> {
        if self.alternatives.len() == 1 && self.words.len() == 1 { self.words.first() } else { None }
    }

    /// The slot with another word.
    pub fn replaced(word: &str) -> Self {
        Self::new(words::words(word))
    }

    fn new(words: Vec<Word>) -> Self {
        let stems = words.iter().map(|word| word.stem.clone()).collect();
        Self { words, alternatives: vec![stems] }
    }
}

/// The slots of a query; words that say nothing are left out where others are left.
pub fn slots(words: &[Word], synonyms: &Synonyms) -> Vec<Slot> {
    let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
    let (mut slots, mut at) = (vec![], 0);
    while at < words.len() {
        let known = synonyms.at(&stems[at..]);
        let length = known.map_or(1, |(length, _)| length);
        let mut slot = Slot::new(words[at..at + length].to_vec());
        if let Some((_, meanings)) = known {
            slot.alternatives.extend(meanings.iter().cloned());
        }
        let empty = known.is_none() && (words::is_stop(&words[at].plain) || between_numbers(words, at));
        slots.push((slot, empty));
        at += length;
    }
    let any = slots.iter().any(|(_, empty)| !empty);
    slots.into_iter().filter(|(_, empty)| !(any && *empty)).map(|(slot, _)| slot).collect()
}

/// The x of "30 x 48".
fn between_numbers(words: &[Word], at: usize) -> bool {
    let number = |at: usize| words.get(at).is_some_and(|word| word.plain.starts_with(|c: char| c.is_ascii_digit()));
    words[at].plain == "x" && at > 0 && number(at - 1) && number(at + 1)
}

/// Products that fill at least so many of the slots.
pub fn at_least(fields: &Fields, slots: &[Slot], filled: usize) -> Box<dyn Query> {
    let queries: Vec<(Occur, Box<dyn Query>)> = if filled >= slots.len() {
        slots.iter().map(|slot| (Occur::Must, fills(fields, slot, &WEIGHTS))).collect()
    } else {
        slots.iter().map(|slot| (Occur::Should, fills(fields, slot, &WEIGHTS))).collect()
    };
    if filled >= slots.len() {
        return Box::new(BooleanQuery::new(queries));
    }
    Box::new(BooleanQuery::with_minimum_required_clauses(queries, filled))
}

/// Products that fill any slot; the score is the number of slots.
pub fn filled(fields: &Fields, slots: &[Slot]) -> Box<dyn Query> {
    let one = |slot: &Slot| Box::new(ConstScoreQuery::new(fills(fields, slot, &WEIGHTS), 1.0)) as Box<dyn Query>;
    Box::new(BooleanQuery::union(slots.iter().map(one).collect()))
}

/// Products that fill all slots, the given one by their short parts alone: a guess must not rest on running text.
pub fn guessed(fields: &Fields, slots: &[Slot], guess: usize) -> Box<dyn Query> {
    let short: Vec<_> = WEIGHTS.into_iter().filter(|(part, _)| *part != Part::Body).collect();
    let fill = |(at, slot): (usize, &Slot)| fills(fields, slot, if at == guess { &short } else { &WEIGHTS });
    Box::new(BooleanQuery::intersection(slots.iter().enumerate().map(fill).collect()))
}

/// Products that carry a code.
pub fn coded(fields: &Fields, code: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(fields.code, code), IndexRecordOption::Basic))
}

fn fills(fields: &Fields, slot: &Slot, weights: &[(Part, f32)]) -> Box<dyn Query> {
    // What was written counts more than what it also means.
    const SYNONYM: f32 = 0.8;
    let mut queries: Vec<Box<dyn Query>> = slot.alternatives.iter().map(|stems| all(fields, stems, weights)).collect();
    if queries.len() == 1 {
        return queries.remove(0);
    }
    let first = queries.remove(0);
    let others = queries.into_iter().map(|query| Box::new(BoostQuery::new(query, SYNONYM)) as Box<dyn Query>);
    Box::new(DisjunctionMaxQuery::new(std::iter::once(first).chain(others).collect()))
}

fn all(fields: &Fields, stems: &[String], weights: &[(Part, f32)]) -> Box<dyn Query> {
    match stems {
        [stem] => anywhere(fields, stem, weights),
        stems => Box::new(BooleanQuery::intersection(stems.iter().map(|s| anywhere(fields, s, weights)).collect())),
    }
}

/// A stem in any part: the best part counts, the others a little.
fn anywhere(fields: &Fields, stem: &str, weights: &[(Part, f32)]) -> Box<dyn Query> {
    const OTHERS: f32 = 0.4;
    let one = |(part, weight): &(Part, f32)| {
        let term = Term::from_field_text(fields.part(*part), stem);
        Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), *weight))
            as Box<dyn Query>
    };
    Box::new(DisjunctionMaxQuery::with_tie_breaker(weights.iter().map(one).collect(), OTHERS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::synonyms::Row;

    fn texts(query: &str) -> Vec<Vec<String>> {
        let row = Row { terms: "dutch oven|casserole".into(), kind: "equal".into(), replacement: String::new() };
        let slots = slots(&words::words(query), &Synonyms::new([row]));
        slots.into_iter().map(|slot| slot.alternatives.into_iter().map(|stems| stems.join(" ")).collect()).collect()
    }

    #[test]
    fn makes_one_slot_a_meaning() {
        assert_eq!(texts("the red lamp"), [["red"], ["lamp"]]);
        assert_eq!(texts("red dutch oven").len(), 2);
        assert_eq!(texts("red dutch oven")[1], ["dutch oven", "casserol"]);
        assert_eq!(texts("how to"), [["how"], ["to"]]);
        assert_eq!(texts("30 x 48"), [["30"], ["48"]]);
        assert!(texts("-- !! ((").is_empty());
    }
}
