//! The cells of one row and what is wrong with them.

use super::{
    columns::{Column, Columns},
    fields::Flaw,
    reader::Row,
    report::{Report, hint},
};

/// A row under examination.
pub(super) struct Cells<'a> {
    columns: &'a Columns,
    row: &'a Row,
    /// Column and key of the hint.
    flaws: Vec<(Column, Flaw)>,
}

impl<'a> Cells<'a> {
    /// Begins with a row.
    pub fn of(columns: &'a Columns, row: &'a Row) -> Self {
        Self { columns, row, flaws: vec![] }
    }

    /// A cell; `None` where the file lacks the column.
    pub fn get(&self, column: Column) -> Option<&'a str> {
        self.columns.place(column).and_then(|at| self.row.cells.get(at)).map(str::trim)
    }

    /// A cell; empty where the file lacks the column.
    pub fn text(&self, column: Column) -> &'a str {
        self.get(column).unwrap_or_default()
    }

    /// Reads a cell; `None` where the file lacks the column or the cell is wrong.
    pub fn read<T>(&mut self, column: Column, read: impl FnOnce(&'a str) -> Result<T, Flaw>) -> Option<T> {
        match read(self.get(column)?) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.flaws.push((column, flaw));
                None
            }
        }
    }

    /// Notes a flaw that shows only in company of other rows.
    pub fn flaw(&mut self, column: Column, flaw: Flaw) {
        self.flaws.push((column, flaw));
    }

    /// Whether nothing is wrong; otherwise everything goes into the report.
    pub fn close(self, report: &mut Report) -> bool {
        for (column, flaw) in &self.flaws {
            report.problem(self.row.line, self.columns.name(*column), self.text(*column), hint(flaw, &[]));
        }
        self.flaws.is_empty()
    }
}
