//! Small CSV lists, read as a whole, cells by the names of their columns.

use super::{
    ImportError,
    reader::{CsvFile, Next, Row},
    report::{Report, hint},
};
use crate::export::entities::decoded;
use std::path::Path;

/// Most rows of a list that is read as a whole.
const MAX_ROWS: usize = 200_000;

/// Most bytes of its rows.
const MAX_BYTES: usize = 128 * 1024 * 1024;

/// A list with its columns.
pub(super) struct Table {
    names: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads a list; rows that cannot be read go into the report.
    pub fn read(path: &Path, needed: &[&'static str], report: &mut Report) -> Result<Self, ImportError> {
        let mut file = CsvFile::open(path)?;
        let names: Vec<String> = file.header().iter().map(|name| name.to_lowercase()).collect();
        let mut table = Self { names, rows: vec![] };
        for name in needed {
            if table.place(&[name]).is_none() {
                return Err(ImportError::NoColumn(name));
            }
        }
        let mut bytes = 0;
        while let Some(next) = file.next()? {
            report.rows += 1;
            match next {
                Next::Row(row) if table.rows.len() < MAX_ROWS && bytes + row.bytes() <= MAX_BYTES => {
                    bytes += row.bytes();
                    table.rows.push(row);
                }
                Next::Row(row) => {
                    report.problem(row.line, "", "", hint("too-many-rows", &[("most", (MAX_ROWS as i64).into())]))
                }
                Next::Bad(row, place, hint) => {
                    let value = row.cells.get(place).unwrap_or_default();
                    report.problem(row.line, table.names.get(place).map_or("", String::as_str), value, hint);
                }
            }
        }
        Ok(table)
    }

    /// A cell by any of its column's names; empty where there is none.
    pub fn cell<'a>(&self, row: &'a Row, names: &[&str]) -> &'a str {
        self.place(names).and_then(|at| row.cells.get(at)).map(str::trim).unwrap_or_default()
    }

    /// Whether the list has a column.
    pub fn has(&self, name: &str) -> bool {
        self.place(&[name]).is_some()
    }

    /// A cell, cut to so many characters.
    pub fn text(&self, row: &Row, names: &[&str], most: usize) -> String {
        self.cell(row, names).chars().take(most).collect()
    }

    /// The same of a plain text that other shops may have written as HTML.
    pub fn plain(&self, row: &Row, names: &[&str], most: usize) -> String {
        decoded(self.cell(row, names)).chars().take(most).collect()
    }

    fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.names.iter().position(|known| known == name))
    }
}
