//! What an import did, and what it could not take.

use super::{columns::Mapped, sniff::Writing};
use crate::text::Arg;
use model::ImportBatchId;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Most problems that are listed; further ones are counted.
const MOST_LISTED: usize = 1_000;
/// Longest value that is repeated in a problem.
const LONGEST_VALUE: usize = 80;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Nothing was written; the numbers tell what would have been.
    pub dry_run: bool,
    /// All or nothing was asked for, and something was wrong: nothing was written.
    pub stopped: bool,
    /// The batch by which it can be taken back; nothing where nothing changed.
    pub batch: Option<ImportBatchId>,
    /// How the file is written.
    pub writing: Option<Writing>,
    /// What each column of the file was taken for.
    pub columns: Vec<Mapped>,
    /// Rows below the header, blank ones not counted.
    pub rows: u64,
    pub products: Tally,
    pub variants: Tally,
    pub categories: Tally,
    /// Of lists other than products: reviews, collections, pages.
    pub entries: Tally,
    /// Pictures that were rendered anew.
    pub pictures: u64,
    /// Rows with at least one problem; none of them was taken in.
    pub bad_rows: u64,
    pub problems: Vec<Problem>,
    /// What was taken in with something left out, such as a picture that is not there.
    pub warnings: Vec<Problem>,
    /// Problems and warnings beyond those listed.
    pub not_listed: u64,
    #[serde(skip)]
    pub(super) bad_lines: HashSet<u64>,
    /// What is wrong with lines that are not yet in the file of errors; kept only where there is one.
    #[serde(skip)]
    pub(super) fresh: Option<HashMap<u64, Vec<String>>>,
}

/// How many of a kind of thing were made, changed, left alone or left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub dropped: u64,
}

impl Tally {
    /// Whether anything was written.
    pub fn changed(&self) -> bool {
        self.created + self.updated > 0
    }

    /// Adds the counts of another.
    pub(super) fn add(&mut self, other: Tally) {
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.dropped += other.dropped;
    }
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file in which the row begins, counted from 1.
    pub line: u64,
    /// The column's name as the file writes it.
    pub column: String,
    /// The cell, cut to a readable length.
    pub value: String,
    /// What is wrong and what to do.
    pub hint: String,
}

impl Report {
    /// Notes why a row is not taken in.
    pub(super) fn problem(&mut self, line: u64, column: &str, value: &str, hint: String) {
        if self.bad_lines.insert(line) {
            self.bad_rows += 1;
        }
        let problem = problem(line, column, value, hint);
        if let Some(fresh) = &mut self.fresh {
            let column = if column.is_empty() { String::new() } else { format!("{column}: ") };
            fresh.entry(line).or_default().push(format!("{column}{}", problem.hint));
        }
        push(&mut self.problems, &mut self.not_listed, problem);
    }

    /// Puts problems and warnings into the order of the file.
    pub(super) fn sort(&mut self) {
        self.problems.sort_by_key(|problem| problem.line);
        self.warnings.sort_by_key(|problem| problem.line);
    }

    /// Notes what was left out of a row that is taken in.
    pub(super) fn warning(&mut self, line: u64, column: &str, value: &str, hint: String) {
        let problem = problem(line, column, value, hint);
        push(&mut self.warnings, &mut self.not_listed, problem);
    }
}

/// A hint of the text catalog.
pub(super) fn hint(key: &str, args: &[(&str, Arg<'_>)]) -> String {
    crate::text::t_args(&format!("import-{key}"), args)
}

fn problem(line: u64, column: &str, value: &str, hint: String) -> Problem {
    let mut shown: String = value.chars().take(LONGEST_VALUE).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if value.chars().nth(LONGEST_VALUE).is_some() {
        shown.push('…');
    }
    Problem { line, column: column.to_owned(), value: shown, hint }
}

fn push(list: &mut Vec<Problem>, not_listed: &mut u64, problem: Problem) {
    if list.len() < MOST_LISTED { list.push(problem) } else { *not_listed += 1 }
}
