//! Rows of one handle, in a row, make a product.

use super::{
    ImportError,
    columns::{Column, Columns},
    reader::{CsvFile, Next, Row},
    report::{Report, hint},
};
use model::Handle;
use std::{collections::HashMap, path::Path};

/// Most rows of one product: all variants and as many pictures again.
const MAX_ROWS: usize = 1000;

/// The rows of one product.
pub(super) struct Group {
    pub handle: String,
    pub rows: Vec<Row>,
}

/// Products of a file, in order.
pub(super) struct Groups {
    file: CsvFile,
    pub columns: Columns,
    /// The first row of the next product.
    ahead: Option<(String, Row)>,
    /// Handles and the lines in which their products begin.
    seen: HashMap<String, u64>,
}

impl Groups {
    /// Opens a product file.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let file = CsvFile::open(path)?;
        let columns = Columns::find(file.header().to_vec())?;
        Ok(Self { file, columns, ahead: None, seen: HashMap::new() })
    }

    /// The next product's rows; `None` at the end.
    pub fn next(&mut self, report: &mut Report) -> Result<Option<Group>, ImportError> {
        loop {
            let Some((handle, first)) = self.take(report)? else { return Ok(None) };
            let line = first.line;
            let group = self.gather(handle, first, report)?;
            match self.seen.get(&group.handle) {
                None => {
                    self.seen.insert(group.handle.clone(), line);
                    return Ok(Some(group));
                }
                Some(before) => {
                    let hint = hint("handle-twice", &[("line", (*before as i64).into())]);
                    for row in &group.rows {
                        report.problem(row.line, self.columns.name(Column::Handle), &group.handle, hint.clone());
                    }
                    report.products.dropped += 1;
                }
            }
        }
    }

    fn gather(&mut self, handle: String, first: Row, report: &mut Report) -> Result<Group, ImportError> {
        let mut group = Group { handle, rows: vec![first] };
        while let Some((handle, row)) = self.take(report)? {
            if handle != group.handle {
                self.ahead = Some((handle, row));
                break;
            }
            if group.rows.len() < MAX_ROWS {
                group.rows.push(row);
            } else {
                let hint = hint("too-many-rows", &[("most", (MAX_ROWS as i64).into())]);
                report.problem(row.line, self.columns.name(Column::Handle), &handle, hint);
            }
        }
        Ok(group)
    }

    fn take(&mut self, report: &mut Report) -> Result<Option<(String, Row)>, ImportError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        while let Some(next) = self.file.next()? {
            report.rows += 1;
            match next {
                Next::Bad(line, place, value, hint) => report.problem(line, self.columns.name_at(place), &value, hint),
                Next::Row(row) => match self.handle(&row) {
                    Ok(handle) => return Ok(Some((handle, row))),
                    Err(value) => {
                        report.problem(row.line, self.columns.name(Column::Handle), &value, hint("handle", &[]));
                    }
                },
            }
        }
        Ok(None)
    }

    /// The handle that is given, or else the one that the title makes.
    fn handle(&self, row: &Row) -> Result<String, String> {
        let cell = |column| self.columns.place(column).and_then(|at| row.cells.get(at)).unwrap_or_default().trim();
        let (handle, title) = (cell(Column::Handle), cell(Column::Title));
        let found = if handle.is_empty() { Handle::from_title(title) } else { handle.parse().ok() };
        found.map(String::from).ok_or_else(|| if handle.is_empty() { title.to_owned() } else { handle.to_owned() })
    }
}
