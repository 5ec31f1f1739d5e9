//! A search: codes first, then all words, then mended words, then most words.
//!
//! Whatever is typed, the work is bounded: so many words, so many of them mended, so many slots tried in all.

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
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
    sync::Arc,
};
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
/// Most slots that are tried with such words: 48 tries of five words, ten of twenty-four.
const TRIED: usize = 240;
/// Unknown words for which such words are looked for, and those that are mended; more are left out.
const LOOKED_AT: usize = 8;
const MENDED: usize = 4;
/// Ways to mend several words that are compared.
const WAYS: usize = 6;
/// Fitting products that are looked at for a few lines under the search field.
const FEW: usize = 400;

impl TextIndex {
    /// Searches the index; `shelf` says what is there and which words mean the same.
    pub fn search(&self, shelf: &Shelf, text: &str) -> Result<Found, Broken> {
        self.find(shelf, text, usize::MAX)
    }

    /// The same for a few lines under the search field: of many fitting products only some are looked at, so that it
    /// costs no more in a large shop.
    pub fn search_few(&self, shelf: &Shelf, text: &str) -> Result<Found, Broken> {
        self.find(shelf, text, FEW)
    }

    /// Places of the products that carry a code.
    pub fn coded(&self, shelf: &Shelf, text: &str) -> Result<Vec<u32>, Broken> {
        let hits = self.run(shelf, usize::MAX)?.hits(&*plan::coded(&self.fields, &code(text)))?;
        Ok(hits.into_iter().map(|(place, _)| place).collect())
    }

    fn find(&self, shelf: &Shelf, text: &str, most: usize) -> Result<Found, Broken> {
        let run = self.run(shelf, most)?;
        let mut found = run.by_words(shelf, text)?;
        rank(shelf, text, &mut found.hits);
        let exact = run.hits(&*plan::coded(&self.fields, &code(text)))?;
        if !exact.is_empty() {
            // A code may stand on many products, and many may have it as a word.
            let coded: HashSet<u32> = exact.iter().map(|(place, _)| *place).collect();
            found.corrected = None;
            found.hits.retain(|(place, _)| !coded.contains(place));
            found.hits.splice(0..0, exact);
        }
        Ok(found)
    }

    fn run(&self, shelf: &Shelf, most: usize) -> Result<Run<'_>, Broken> {
        let searcher = self.reader.searcher();
        let places = self.places(&searcher, shelf.generation, &|id| shelf.places.get(&id).copied())?;
        let shown = OnShelf { places, hidden: Arc::new(shelf.hidden()) };
        Ok(Run { index: self, searcher, shown, spelling: self.spelling(), most })
    }
}

struct Run<'a> {
    index: &'a TextIndex,
    searcher: Searcher,
    shown: OnShelf,
    spelling: Arc<Spelling>,
    /// Most hits of a query that are looked at.
    most: usize,
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
        let mut strange = self.strange_ones(&slots)?;
        if strange.is_empty() {
            let hits = self.hits(&*plan::at_least(&self.index.fields, &slots, slots.len()))?;
            if !hits.is_empty() {
                return Ok(Found { hits, corrected: replaced });
            }
        }
        let joined = self.join(&mut slots);
        if joined {
            strange = self.strange_ones(&slots)?;
        }
        let left = self.mend(&mut slots, &strange)?;
        let corrected = (joined || left.len() < strange.len()).then(|| written(&slots)).or(replaced);
        let known = (0..).zip(slots).filter(|(at, _)| !left.contains(at)).map(|(_, slot)| slot).collect::<Vec<_>>();
        Ok(Found { hits: self.fullest(&known)?, corrected })
    }

    /// Hits that fill all slots, or else as many as can be.
    fn fullest(&self, slots: &[Slot]) -> Result<Vec<(u32, f32)>, Broken> {
        if slots.is_empty() {
            return Ok(vec![]);
        }
        let hits = self.hits(&*plan::at_least(&self.index.fields, slots, slots.len()))?;
        if !hits.is_empty() || slots.len() == 1 {
            return Ok(hits);
        }
        let counted = self.hits(&*plan::filled(&self.index.fields, slots))?;
        let filled = counted.iter().map(|hit| hit.1).fold(0.0, f32::max) as usize;
        let least = if slots.len() <= 3 { 1 } else { (slots.len() * 2).div_ceil(5) };
        if filled < least { Ok(vec![]) } else { self.hits(&*plan::at_least(&self.index.fields, slots, filled)) }
    }

    /// Which slots are words that nothing on show has.
    fn strange_ones(&self, slots: &[Slot]) -> Result<Vec<usize>, Broken> {
        let mut strange = vec![];
        for (at, slot) in slots.iter().enumerate() {
            if let Some(word) = slot.plain_word()
                && !self.has(word, slot)?
            {
                strange.push(at);
            }
        }
        Ok(strange)
    }

    fn has(&self, word: &Word, slot: &Slot) -> Result<bool, Broken> {
        let term = |part: Part| Term::from_field_text(self.index.fields.part(part), &word.stem);
        let having = |(part, _): &(Part, f32)| self.searcher.doc_freq(&term(*part)).unwrap_or(0);
        let having = WEIGHTS.iter().map(having).max().unwrap_or(0);
        // Only a word of few products can be one that hidden products alone have.
        if having == 0 || having > self.shown.hidden.len() {
            return Ok(having > 0);
        }
        self.any(&*plan::at_least(&self.index.fields, std::slice::from_ref(slot), 1))
    }

    /// Puts known words in place of strange ones, so that a product has as many of them as can be together with the other
    /// words: "peper mil" is a pepper mill, since nothing is a paper mill. Returns the strange ones that stay.
    fn mend(&self, slots: &mut Vec<Slot>, strange: &[usize]) -> Result<Vec<usize>, Broken> {
        if strange.is_empty() {
            return Ok(vec![]);
        }
        let guessed =
            strange.iter().take(LOOKED_AT).filter_map(|at| Some((*at, self.guesses(slots[*at].plain_word()?))));
        let guesses: BTreeMap<usize, Vec<String>> =
            guessed.filter(|(_, guesses)| !guesses.is_empty()).take(MENDED).collect();
        let (left, mut given_up): (Vec<usize>, Vec<usize>) =
            strange.iter().copied().partition(|at| guesses.contains_key(at));
        let mut trial = Trial {
            guesses,
            known: slots.len() - strange.len(),
            tried: TRIED,
            ways: if left.len() > 1 { WAYS } else { 1 },
            mended: 0,
            best: slots.clone(),
            score: 0.0,
        };
        self.mend_rest(slots.clone(), 0, &left, &mut given_up, &mut trial)?;
        let stays = |at: &usize| trial.best[*at] == slots[*at];
        let stay = strange.iter().copied().filter(stays).collect();
        *slots = trial.best;
        Ok(stay)
    }

    /// Mends what is left, word after word; says whether enough ways were seen. `mended` words are done, `given_up` are
    /// those that stay out. Of several ways to mend all words, the one counts that some product fits best.
    fn mend_rest(
        &self,
        slots: Vec<Slot>,
        mended: usize,
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
        for guess in trial.guesses.get(at).cloned().unwrap_or_default() {
            let size = trial.known + mended + 1;
            if trial.tried < size {
                return Ok(false);
            }
            trial.tried -= size;
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
            if self.mend_rest(next, mended + 1, rest, given_up, trial)? {
                return Ok(true);
            }
        }
        given_up.push(*at);
        self.mend_rest(slots, mended, rest, given_up, trial)?;
        given_up.pop();
        Ok(false)
    }

    /// Known words that may have been meant: written in two, cut off, or mistyped.
    fn guesses(&self, word: &Word) -> Vec<String> {
        let word = word.plain.as_str();
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
        Ok(!self.first(query, 1, None)?.is_empty())
    }

    fn hits(&self, query: &dyn Query) -> Result<Vec<(u32, f32)>, Broken> {
        if self.most == usize::MAX {
            return self.searcher.search(query, &self.shown).map_err(Broken::other);
        }
        self.first(query, self.most, Some(&self.searcher))
    }

    /// The first fitting products on show, in no order; with scores where a searcher is given to count words with.
    fn first(&self, query: &dyn Query, most: usize, scores: Option<&Searcher>) -> Result<Vec<(u32, f32)>, Broken> {
        let unscored = || EnableScoring::disabled_from_searcher(&self.searcher);
        let scoring = scores.map_or_else(unscored, EnableScoring::enabled_from_searcher);
        let weight = query.weight(scoring).map_err(Broken::other)?;
        let mut hits = vec![];
        for (at, segment) in self.searcher.segment_readers().iter().enumerate() {
            let mut fitting = weight.scorer(segment, 1.0).map_err(Broken::other)?;
            let alive = |doc: DocId| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            while fitting.doc() != TERMINATED {
                if let Some(place) = self.shown.place(at, fitting.doc()).filter(|_| alive(fitting.doc())) {
                    hits.push((place, scores.map_or(0.0, |_| fitting.score())));
                    if hits.len() >= most {
                        return Ok(hits);
                    }
                }
                fitting.advance();
            }
        }
        Ok(hits)
    }
}

/// The best way to mend some words so far.
struct Trial {
    /// Words that may have been meant by each strange one.
    guesses: BTreeMap<usize, Vec<String>>,
    /// Slots that were never strange.
    known: usize,
    /// Slots that may still be tried.
    tried: usize,
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
