//! Words that mean the same, stand for another, or lead to a page.

use super::words;
use std::collections::HashMap;

/// The table of synonyms, ready to be asked for phrases.
#[derive(Default)]
pub struct Synonyms {
    /// Stems of a phrase to the stems of what it also means.
    also: HashMap<Vec<String>, Vec<Vec<String>>>,
    /// A phrase, plain, to the words that replace it.
    instead: HashMap<String, String>,
    /// Stems of a phrase to the handle of a page.
    pages: HashMap<Vec<String>, String>,
    longest: usize,
}

/// One row of the table: terms joined by a bar, the kind, and what the kind needs.
pub struct Row {
    pub terms: String,
    pub kind: String,
    pub replacement: String,
}

/// The terms of a row, which stand with a bar between them.
pub fn terms(row: &str) -> impl Iterator<Item = &str> {
    row.split('|').map(str::trim).filter(|term| !term.is_empty())
}

impl Synonyms {
    /// Reads the rows; a kind that is not known counts as none.
    pub fn new(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut table = Self::default();
        for row in rows {
            table.read(&row);
        }
        let lengths = table.also.keys().chain(table.pages.keys()).map(Vec::len);
        table.longest = lengths.max().unwrap_or(0);
        table
    }

    /// What the phrase at the beginning of some stems also means, with its length in words; the longest phrase counts.
    pub fn at(&self, stems: &[String]) -> Option<(usize, &[Vec<String>])> {
        let lengths = (1..=self.longest.min(stems.len())).rev();
        lengths.into_iter().find_map(|length| Some((length, self.also.get(&stems[..length])?.as_slice())))
    }

    /// The text with every replaced word, if there is one.
    pub fn corrected(&self, words: &[String]) -> Option<String> {
        if !words.iter().any(|word| self.instead.contains_key(word)) {
            return None;
        }
        let mended = words.iter().map(|word| self.instead.get(word).unwrap_or(word).as_str());
        Some(mended.collect::<Vec<_>>().join(" "))
    }

    /// The page that some words lead to: any phrase of the query that names one.
    pub fn page(&self, stems: &[String]) -> Option<&str> {
        let lengths = (1..=self.longest.min(stems.len())).rev();
        lengths.flat_map(|length| stems.windows(length)).find_map(|phrase| self.pages.get(phrase)).map(String::as_str)
    }

    /// The page or address that just these words lead to, whatever says nothing left out.
    pub fn lead(&self, text: &str) -> Option<&str> {
        let stems = |words: Vec<words::Word>| words.into_iter().map(|word| word.stem).collect::<Vec<_>>();
        let all = words::words(text);
        let saying = all.iter().filter(|word| !words::is_stop(&word.plain)).cloned().collect();
        self.pages.get(&stems(all)).or_else(|| self.pages.get(&stems(saying))).map(String::as_str)
    }

    fn read(&mut self, row: &Row) {
        let terms: Vec<&str> = terms(&row.terms).collect();
        let stems: Vec<Vec<String>> = terms.iter().map(|term| words::stems(term)).filter(|s| !s.is_empty()).collect();
        match row.kind.as_str() {
            "equal" | "unit" => {
                for term in &stems {
                    self.add(term, stems.iter().filter(|other| *other != term).cloned());
                }
            }
            "one_way" => {
                let target = words::stems(&row.replacement);
                for term in stems.iter().filter(|term| **term != target && !target.is_empty()) {
                    self.add(term, [target.clone()]);
                }
            }
            "correction" => {
                let target = words::normal(&row.replacement);
                self.instead.extend(terms.iter().map(|term| (words::normal(term), target.clone())));
            }
            "page" => self.pages.extend(stems.into_iter().map(|term| (term, row.replacement.trim().to_owned()))),
            _ => {}
        }
    }

    fn add(&mut self, term: &[String], meanings: impl IntoIterator<Item = Vec<String>>) {
        let known = self.also.entry(term.to_vec()).or_default();
        for meaning in meanings {
            if !known.contains(&meaning) {
                known.push(meaning);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Synonyms {
        let rows = [
            ("dutch oven|casserole", "equal", ""),
            ("oven", "one_way", "stove"),
            ("hoover", "correction", "vacuum"),
            ("send back|return", "page", "returns"),
            ("x", "unheard-of", "y"),
        ];
        let row = |(terms, kind, to): (&str, &str, &str)| Row {
            terms: terms.into(),
            kind: kind.into(),
            replacement: to.into(),
        };
        Synonyms::new(rows.map(row))
    }

    #[test]
    fn the_longest_phrase_counts() {
        let table = table();
        let stems = words::stems("dutch ovens red");
        assert_eq!(table.at(&stems), Some((2, &[words::stems("casserole")][..])));
        assert_eq!(table.at(&words::stems("oven")), Some((1, &[words::stems("stove")][..])));
        assert_eq!(table.at(&words::stems("stove")), None);
        assert_eq!(table.at(&[]), None);
    }

    #[test]
    fn replaces_words_and_finds_pages() {
        let table = table();
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(table.corrected(&words("red hoover")).as_deref(), Some("red vacuum"));
        assert_eq!(table.corrected(&words("red lamp")), None);
        assert_eq!(table.page(&words::stems("how do I send back a lamp")), Some("returns"));
        assert_eq!(table.page(&words::stems("returns")), Some("returns"));
        assert_eq!(table.page(&words::stems("lamp")), None);
        assert_eq!(table.lead("Returns!"), Some("returns"));
        assert_eq!(table.lead("how do I send it back"), Some("returns"));
        assert_eq!(table.lead("how to return"), Some("returns"));
        assert_eq!(table.lead("return a lamp"), None);
    }
}
