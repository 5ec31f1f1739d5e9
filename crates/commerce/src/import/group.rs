//! Rows of one handle, in a row, make a product.

use super::{
    ImportError,
    columns::{Column, Columns, Override},
    desk::Preview,
    reader::{CsvFile, Next, Row},
    report::{Report, hint},
    seen::Seen,
    woo::Woo,
};
use crate::export::entities::decoded;
use model::Handle;
use std::path::Path;

/// Most rows of one product: all variants and as many pictures again.
const MAX_ROWS: usize = 1000;
/// Most bytes of one product.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most rows of a file: what was used once is remembered to its end.
const MAX_LINES: u64 = 2_000_000;
/// Rows that are looked at for a filled cell of each column.
const SAMPLED: usize = 20;

/// The rows of one product.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub handle: String,
    /// In our columns; none where nothing can be made of them.
    pub rows: Vec<Row>,
    /// As the file has them, also those that cannot be read.
    pub raw: Vec<Row>,
}

impl Group {
    /// How much memory it takes, about.
    pub fn bytes(&self) -> usize {
        self.rows.iter().chain(&self.raw).map(Row::bytes).sum()
    }
}

/// Products of a file, in order.
pub(super) struct Groups {
    pub file: CsvFile,
    pub columns: Columns,
    /// The rows of another system, and how they become ours.
    woo: Option<Woo>,
    /// What was read beyond the end of a product.
    ahead: Option<Taken>,
    /// Handles and the lines in which their products begin.
    seen: Seen,
}

/// A row with the product it belongs to, as far as that can be told.
enum Taken {
    Good(String, Row),
    Bad(Option<String>, Row),
}

impl Groups {
    /// Opens a product file: another system's where its columns say so, and nobody has said otherwise.
    pub fn open(path: &Path, overrides: &[Override]) -> Result<Self, ImportError> {
        let file = CsvFile::open(path)?;
        let woo = match overrides.is_empty() && Woo::wrote(file.header()) {
            true => Some(Woo::open(path, file.header())?),
            false => None,
        };
        let columns = match &woo {
            Some(woo) => woo.columns(),
            None => Columns::find(file.header().to_vec(), overrides)?,
        };
        Ok(Self { file, columns, woo, ahead: None, seen: Seen::default() })
    }

    /// What the columns of the file were taken for.
    pub fn mapping(&self) -> Vec<super::columns::Mapped> {
        self.woo.as_ref().map_or_else(|| self.columns.mapping(), |woo| woo.mapping(self.file.header()))
    }

    /// The next product's rows; `None` at the end.
    pub fn next(&mut self, report: &mut Report) -> Result<Option<Group>, ImportError> {
        if self.woo.is_some() {
            return self.next_of_woo(report);
        }
        let (handle, first) = match self.take(report)? {
            None => return Ok(None),
            Some(Taken::Bad(_, row)) => return Ok(Some(Group { raw: vec![row], ..Group::default() })),
            Some(Taken::Good(handle, row)) => (handle, row),
        };
        let line = first.line;
        let group = self.gather(handle, first, report)?;
        Ok(Some(self.once(group, line, report)))
    }

    /// Lets a product stand in one place of the file only.
    fn once(&mut self, mut group: Group, line: u64, report: &mut Report) -> Group {
        if let Some(before) = self.seen.line(&group.handle) {
            let hint = hint("handle-twice", &[("line", (before as i64).into())]);
            for row in &group.rows {
                report.problem(row.line, self.columns.name(Column::Handle), &group.handle, hint.clone());
            }
            report.products.dropped += 1;
            group.rows.clear();
        } else {
            self.seen.insert(&group.handle, line);
        }
        group
    }

    fn gather(&mut self, handle: String, first: Row, report: &mut Report) -> Result<Group, ImportError> {
        let mut bytes = first.bytes();
        let mut group = Group { handle, rows: vec![first.clone()], raw: vec![first] };
        while let Some(taken) = self.take(report)? {
            match taken {
                Taken::Good(handle, row) if handle == group.handle => {
                    bytes += row.bytes();
                    if group.rows.len() < MAX_ROWS && bytes <= MAX_BYTES {
                        group.rows.push(row.clone());
                        group.raw.push(row);
                    } else {
                        let hint = hint("too-many-rows", &[("most", (MAX_ROWS as i64).into())]);
                        report.problem(row.line, self.columns.name(Column::Handle), &handle, hint);
                    }
                }
                Taken::Bad(Some(handle), row)
                    if handle == group.handle && group.raw.len() < 2 * MAX_ROWS && bytes <= MAX_BYTES =>
                {
                    bytes += row.bytes();
                    group.raw.push(row);
                }
                other => {
                    self.ahead = Some(other);
                    break;
                }
            }
        }
        Ok(group)
    }

    fn take(&mut self, report: &mut Report) -> Result<Option<Taken>, ImportError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let Some(next) = self.file.next()? else { return Ok(None) };
        count(report)?;
        Ok(Some(match next {
            Next::Bad(row, place, hint) => {
                let value = row.cells.get(place).unwrap_or_default();
                report.problem(row.line, self.columns.name_at(place), value, hint);
                Taken::Bad(self.handle(&row).ok(), row)
            }
            Next::Row(row) => match self.handle(&row) {
                Ok(handle) => Taken::Good(handle, row),
                Err(value) => {
                    report.problem(row.line, self.columns.name(Column::Handle), &value, hint("handle", &[]));
                    Taken::Bad(None, row)
                }
            },
        }))
    }

    fn next_of_woo(&mut self, report: &mut Report) -> Result<Option<Group>, ImportError> {
        while let Some(next) = self.file.next()? {
            count(report)?;
            let row = match next {
                Next::Row(row) => row,
                Next::Bad(row, place, hint) => {
                    let name = self.file.header().get(place).map_or("", String::as_str);
                    report.problem(row.line, name, row.cells.get(place).unwrap_or_default(), hint);
                    return Ok(Some(Group { raw: vec![row], ..Group::default() }));
                }
            };
            let line = row.line;
            let Some(woo) = &mut self.woo else { continue };
            let seen = &self.seen;
            match woo.group(row, |handle| seen.line(handle).is_some(), report) {
                Some(group) if group.rows.is_empty() => return Ok(Some(group)),
                Some(group) => return Ok(Some(self.once(group, line, report))),
                None => {}
            }
        }
        Ok(None)
    }

    /// The handle that is given, or else the one that the title makes.
    fn handle(&self, row: &Row) -> Result<String, String> {
        let cell = |column| self.columns.place(column).and_then(|at| row.cells.get(at)).unwrap_or_default().trim();
        handle(cell(Column::Handle), cell(Column::Title))
    }
}

/// Counts a row, up to the last that is read.
fn count(report: &mut Report) -> Result<(), ImportError> {
    report.rows += 1;
    if report.rows > MAX_LINES { Err(ImportError::TooManyRows(MAX_LINES)) } else { Ok(()) }
}

/// What the head of a file tells, whether or not all columns that are needed have been found.
pub(super) fn preview(path: &Path) -> Result<Preview, ImportError> {
    let mut file = CsvFile::open(path)?;
    let header = file.header().to_vec();
    let fixed = Woo::wrote(&header);
    let columns = match fixed {
        true => Woo::open(path, &header)?.mapping(&header),
        false => Columns::guess(header.clone(), &[])?.mapping(),
    };
    let mut samples = vec![String::new(); header.len()];
    for _ in 0..SAMPLED {
        let Some(next) = file.next()? else { break };
        let Next::Row(row) = next else { continue };
        for (sample, cell) in samples.iter_mut().zip(row.cells.iter()).filter(|(sample, _)| sample.is_empty()) {
            *sample = cell.trim().chars().take(60).collect();
        }
    }
    Ok(Preview { writing: file.writing, columns, samples, fixed })
}

/// The handle that is given, or else the one that the title makes; otherwise what could not be one.
pub(super) fn handle(handle: &str, title: &str) -> Result<String, String> {
    let found = if handle.is_empty() { Handle::from_title(&decoded(title)) } else { handle.parse().ok() };
    found.map(String::from).ok_or_else(|| if handle.is_empty() { title.to_owned() } else { handle.to_owned() })
}
