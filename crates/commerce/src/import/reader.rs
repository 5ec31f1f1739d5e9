//! Rows of a CSV file, one at a time, with limits on everything that a stranger's file could make endless.

use super::{
    ImportError,
    report::hint,
    sniff::{self, Writing},
};
use crate::export::guard::unguard;
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use std::{
    io::{self, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Most columns of a file.
pub(super) const MAX_COLUMNS: usize = 512;
/// Longest cell, in bytes.
const MAX_CELL: usize = 1024 * 1024;
/// Longest name of a column, in characters: it is repeated with every problem of the column.
const LONGEST_NAME: usize = 200;
/// Longest row, in bytes; what is longer has an open quotation mark somewhere.
const MAX_ROW: u64 = 8 * 1024 * 1024;

/// A row and the line in which it begins.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: u64,
    pub cells: StringRecord,
}

impl Row {
    /// How long its cells are.
    pub fn bytes(&self) -> usize {
        self.cells.as_slice().len()
    }
}

/// What comes next in a file.
pub(super) enum Next {
    Row(Row),
    /// A row that cannot be read as it is, the place of the cell in question, and the hint.
    Bad(Row, usize, String),
}

/// An open file.
pub(super) struct CsvFile {
    csv: csv::Reader<Metered>,
    /// Bytes read since the current row began.
    meter: Arc<AtomicU64>,
    header: Vec<String>,
    record: ByteRecord,
    pub writing: Writing,
}

impl CsvFile {
    /// Opens a file and reads its header.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let opened = sniff::open(path)?;
        let meter = Arc::new(AtomicU64::new(0));
        let input = Metered { inner: opened.input, read: meter.clone() };
        let csv = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(opened.delimiter)
            .quote(opened.quote)
            .from_reader(input);
        let mut file = Self { csv, meter, header: vec![], record: ByteRecord::new(), writing: opened.writing };
        file.header = file.read_header()?;
        Ok(file)
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row that is not blank; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Next>, ImportError> {
        loop {
            if !self.read()? {
                return Ok(None);
            }
            if !self.record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                return Ok(Some(self.checked()));
            }
        }
    }

    fn read_header(&mut self) -> Result<Vec<String>, ImportError> {
        if !self.read()? {
            return Err(ImportError::Empty);
        }
        if self.record.len() > MAX_COLUMNS {
            return Err(ImportError::TooManyColumns(self.record.len()));
        }
        let text =
            StringRecord::from_byte_record(self.record.clone()).map_err(|_| ImportError::Encoding("not UTF-8"))?;
        if text.iter().all(|name| name.trim().is_empty()) {
            return Err(ImportError::Empty);
        }
        let short = |name: &str| name.trim().trim_start_matches('\u{feff}').chars().take(LONGEST_NAME).collect();
        Ok(text.iter().map(short).collect())
    }

    fn read(&mut self) -> Result<bool, ImportError> {
        // What the reader has in its buffer already counts for the next row too, so the limit is a little soft.
        self.meter.store(0, Ordering::Relaxed);
        let line = self.csv.position().line();
        self.csv.read_byte_record(&mut self.record).map_err(|error| match error.kind() {
            csv::ErrorKind::Io(io) if io.kind() == io::ErrorKind::FileTooLarge => ImportError::EndlessRow(line),
            _ => ImportError::Unreadable { path: String::new(), why: error.to_string() },
        })
    }

    fn checked(&self) -> Next {
        let line = self.record.position().map_or(0, csv::Position::line);
        let shown = || self.record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let bad = |at: usize, hint: String| Next::Bad(Row { line, cells: shown() }, at, hint);
        if self.record.len() != self.header.len() {
            let (found, wanted) = (self.record.len() as i64, self.header.len() as i64);
            let last = self.record.len().min(self.header.len()).saturating_sub(1);
            return bad(last, hint("ragged", &[("found", found.into()), ("wanted", wanted.into())]));
        }
        if let Some(at) = self.record.iter().position(|cell| cell.len() > MAX_CELL) {
            return bad(at, hint("cell-too-long", &[]));
        }
        match StringRecord::from_byte_record(self.record.clone()) {
            Err(error) => bad(error.utf8_error().field(), hint("not-utf8", &[])),
            Ok(cells) => match cells.iter().position(|cell| cell.contains(forbidden)) {
                Some(at) => bad(at, hint("control-character", &[])),
                None => Next::Row(Row { line, cells: cells.iter().map(unguard).collect() }),
            },
        }
    }
}

fn forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// Stops a row that does not end.
struct Metered {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let so_far = self.read.fetch_add(count as u64, Ordering::Relaxed);
        if so_far > MAX_ROW { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(count) }
    }
}
