//! A search: codes first, then all words, then mended words, then most words.

use super::{
    collect::OnShelf,
    documents::code,
    index::{Part, TextIndex, WEIGHTS},
    plan::{self, Slot},
};
use crate::{
    Broken,
    search::{
        shelf::{Item, Shelf},
        words::{self, Word},
    },
};
use insight::Spelling;
use std::{cmp::Reverse, collections::HashSet};
use tantivy::{
    DocId, DocSet, Searcher, TERMINATED, Term,
    query::{EnableScoring, Query},
};

/// What a search found, best first.
#[derive(Debug, Default)]
pub struct Found {
    /// Place on the shelf and score.
    pub hits: Vec<(u32, f32)>,
    /// The words that were searched instead, if they were others.
    pub corrected: Option<String>,
}

/// Hits whose order is thought over.
const RANKED: usize = 200;
/// Words tried in place of one that is not known.
const GUESSES: usize = 8;
/// Most combinations of such words that are tried.
const TRIES: usize = 48;
/// Ways to mend several words that are compared.
const WAYS: usize = 6;

impl TextIndex {
    /// Searches the index; `shelf` says what is there and which words mean the same.
    pub fn search(&self, shelf: &Shelf, text: &str) -> Result<Found, Broken> {
        let searcher = self.reader.searcher();
        let places = self.places(&searcher, shelf.generation, &|id| shelf.places.get(&id).copied())?;
        let run = Run { index: self, searcher, collector: OnShelf { places }, spelling: self.spelling() };
        let mut found = run.by_words(shelf, text)?;
        rank(shelf, text, &mut found.hits);
        let exact = run.hits(&*plan::coded(&self.fields, &code(text)))?;
        if !exact.is_empty() {
            found.corrected = None;
            found.hits.retain(|(place, _)| exact.iter().all(|(coded, _)| coded != place));
            found.hits.splice(0..0, exact);
        }
        Ok(found)
    }
}

impl TextIndex {
    /// Places of the products that carry a code.
    pub fn coded(&self, shelf: &Shelf, text: &str) -> Result<Vec<u32>, Broken> {
        let searcher = self.reader.searcher();
        let places = self.places(&searcher, shelf.generation, &|id| shelf.places.get(&id).copied())?;
        let query = plan::coded(&self.fields, &code(text));
        let hits = searcher.search(&*query, &OnShelf { places }).map_err(Broken::other)?;
        Ok(hits.into_iter().map(|(place, _)| place).collect())
    }
}

struct Run<'a> {
    index: &'a TextIndex,
    searcher: Searcher,
    collector: OnShelf,
    spelling: std::sync::Arc<Spelling>,
}

impl Run<'_> {
    fn by_words(&self, shelf: &Shelf, text: &str) -> Result<Found, Broken> {
        let mut words = words::words(text);
        let plain: Vec<String> = words.iter().map(|word| word.plain.clone()).collect();
        let replaced = shelf.synonyms.corrected(&plain);
        if let Some(replaced) = &replaced {
            words = words::words(replaced);
        }
        let mut slots = plan::slots(&words, &shelf.synonyms);
        if slots.is_empty() {
            return Ok(Found::default());
        }
        if !slots.iter().any(|slot| self.strange(slot)) {
            let hits = self.hits(&*plan::at_least(&self.index.fields, &slots, slots.len()))?;
            if !hits.is_empty() {
                return Ok(Found { hits, corrected: replaced });
            }
        }
        let joined = self.join(&mut slots);
        let strange: Vec<usize> = (0..slots.len()).filter(|at| self.strange(&slots[*at])).collect();
        let mended = self.mend(&mut slots, &strange)? || joined;
        let corrected = mended.then(|| written(&slots)).or(replaced);
        slots.retain(|slot| !self.strange(slot));
        Ok(Found { hits: self.most(&slots)?, corrected })
    }

    /// Hits that fill all slots, or else as many as can be.
    fn most(&self, slots: &[Slot]) -> Result<Vec<(u32, f32)>, Broken> {
        let least = if slots.len() <= 3 { 1 } else { (slots.len() * 2).div_ceil(5) };
        for filled in (least..=slots.len()).rev() {
            let hits = self.hits(&*plan::at_least(&self.index.fields, slots, filled))?;
            if !hits.is_empty() {
                return Ok(hits);
            }
        }
        Ok(vec![])
    }

    /// Whether no product has the word anywhere.
    fn strange(&self, slot: &Slot) -> bool {
        let absent = |word: &Word| {
            let term = |part: Part| Term::from_field_text(self.index.fields.part(part), &word.stem);
            WEIGHTS.iter().all(|(part, _)| self.searcher.doc_freq(&term(*part)).unwrap_or(0) == 0)
        };
        slot.plain_word().is_some_and(absent)
    }

    /// Puts known words in place of strange ones, so that a product has as many of them as can be together with the other
    /// words: "peper mil" is a pepper mill, since nothing is a paper mill.
    fn mend(&self, slots: &mut Vec<Slot>, strange: &[usize]) -> Result<bool, Broken> {
        let enough = if strange.len() > 1 { WAYS } else { 1 };
        let mut trial = Trial { tries: TRIES, ways: enough, mended: 0, best: slots.clone(), score: 0.0 };
        self.mend_rest(slots.clone(), strange, &mut vec![], &mut trial)?;
        *slots = trial.best;
        Ok(trial.mended > 0)
    }

    /// Mends what is left, word after word; says whether enough ways were seen. `given_up` are the words that stay out.
    /// Of several ways to mend all words, the one counts that some product fits best.
    fn mend_rest(
        &self,
        slots: Vec<Slot>,
        left: &[usize],
        given_up: &mut Vec<usize>,
        trial: &mut Trial,
    ) -> Result<bool, Broken> {
        let Some((at, rest)) = left.split_first() else {
            if given_up.is_empty() {
                trial.ways -= 1;
                let hits = self.hits(&*plan::at_least(&self.index.fields, &slots, slots.len()))?;
                let score = hits.iter().map(|hit| hit.1).fold(0.0, f32::max);
                if score > trial.score {
                    (trial.score, trial.best) = (score, slots);
                }
            }
            return Ok(trial.ways == 0);
        };
        let guesses = slots[*at].plain_word().map(|word| self.guesses(&word.plain)).unwrap_or_default();
        let mended = (0..slots.len()).filter(|slot| !self.strange(&slots[*slot])).count();
        for guess in guesses {
            if trial.tries == 0 {
                return Ok(false);
            }
            trial.tries -= 1;
            let mut next = slots.clone();
            next[*at] = Slot::replaced(&guess);
            let known = (0..next.len()).filter(|slot| !rest.contains(slot) && !given_up.contains(slot));
            let (places, tried): (Vec<usize>, Vec<Slot>) = known.map(|slot| (slot, next[slot].clone())).unzip();
            let place = places.iter().position(|slot| slot == at).unwrap_or_default();
            if !self.any(&*plan::guessed(&self.index.fields, &tried, place))? {
                continue;
            }
            if mended + 1 > trial.mended {
                (trial.mended, trial.best) = (mended + 1, next.clone());
            }
            if self.mend_rest(next, rest, given_up, trial)? {
                return Ok(true);
            }
        }
        given_up.push(*at);
        self.mend_rest(slots, rest, given_up, trial)?;
        given_up.pop();
        Ok(false)
    }

    /// Known words that may have been meant: written in two, cut off, or mistyped.
    fn guesses(&self, word: &str) -> Vec<String> {
        let known = |part: &str| self.spelling.frequency(part) > 0;
        let halves = word.char_indices().skip(3).map(|(at, _)| word.split_at(at));
        let split =
            halves.filter(|(a, b)| b.chars().count() > 2 && known(a) && known(b)).map(|(a, b)| format!("{a} {b}"));
        let mut guesses: Vec<String> = split.take(1).collect();
        guesses.extend(self.spelling.corrections(word, GUESSES).into_iter().map(|correction| correction.word));
        guesses.extend(self.spelling.completion(word));
        guesses
    }

    /// Joins two words that are known as one: "head phones".
    fn join(&self, slots: &mut Vec<Slot>) -> bool {
        for at in 1..slots.len() {
            let (Some(first), Some(second)) = (slots[at - 1].plain_word(), slots[at].plain_word()) else { continue };
            let joined = format!("{}{}", first.plain, second.plain);
            if self.spelling.frequency(&joined) > 0 {
                slots.splice(at - 1..=at, [Slot::replaced(&joined)]);
                return true;
            }
        }
        false
    }

    /// Whether any product fits: looks no further than the first.
    fn any(&self, query: &dyn Query) -> Result<bool, Broken> {
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        let weight = query.weight(scoring).map_err(Broken::other)?;
        for (segment, places) in self.searcher.segment_readers().iter().zip(&self.collector.places) {
            let mut fitting = weight.scorer(segment, 1.0).map_err(Broken::other)?;
            let shown = |doc: DocId| places.get(doc as usize).is_some_and(|place| *place != u32::MAX);
            let alive = |doc: DocId| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            while fitting.doc() != TERMINATED {
                if shown(fitting.doc()) && alive(fitting.doc()) {
                    return Ok(true);
                }
                fitting.advance();
            }
        }
        Ok(false)
    }

    fn hits(&self, query: &dyn Query) -> Result<Vec<(u32, f32)>, Broken> {
        self.searcher.search(query, &self.collector).map_err(Broken::other)
    }
}

/// The best way to mend some words so far.
struct Trial {
    tries: usize,
    /// Whole ways that are still looked at.
    ways: usize,
    mended: usize,
    best: Vec<Slot>,
    score: f32,
}

fn written(slots: &[Slot]) -> String {
    let words = slots.iter().flat_map(|slot| &slot.words).map(|word| word.plain.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// Thinks the best hits over: how much of the title was asked for, how it sells, whether it is there.
fn rank(shelf: &Shelf, text: &str, hits: &mut [(u32, f32)]) {
    let order = |hit: &(u32, f32)| (Reverse(hit.1.to_bits()), hit.0);
    let asked: HashSet<String> = words::words(text).into_iter().map(|word| word.stem).collect();
    if hits.len() > RANKED {
        // Scores are never negative, so their bits order as they do.
        hits.select_nth_unstable_by_key(RANKED, order);
    }
    for hit in hits.iter_mut().take(RANKED) {
        if let Some(item) = shelf.item(hit.0) {
            // Whatever was thought over stays before the rest.
            hit.1 = hit.1 * fit(item, &asked) + 1000.0;
        }
    }
    hits.sort_unstable_by_key(order);
}

fn fit(item: &Item, asked: &HashSet<String>) -> f32 {
    let title: HashSet<String> = words::stems(&item.title).into_iter().collect();
    let shared = title.intersection(asked).count() as f32;
    let of_title = shared / title.len().max(1) as f32;
    let of_asked = shared / asked.len().max(1) as f32;
    let sold = (item.weight() as f32).ln() * 0.01;
    let there = if item.buyable { 0.03 } else { 0.0 };
    1.0 + 0.2 * of_title + 0.1 * of_asked + sold + there
}
