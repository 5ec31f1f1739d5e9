//! The file of errors: every product with a bad row, as the file had it, with line and errors before. Mended, it is
//! taken in like any other; its two first columns are passed over.

use super::{ImportError, reader::Row};
use crate::export::guard::guard;
use std::{
    collections::HashMap,
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

/// What stands above the two columns.
const OWN: [&str; 2] = ["Line", "Errors"];

/// A file of errors that is being written.
pub(super) struct Faulty {
    path: PathBuf,
    csv: csv::Writer<BufWriter<File>>,
    /// Columns that a file of errors already had before.
    skip: usize,
}

impl Faulty {
    /// Begins with the header of the file.
    pub fn create(path: &Path, header: &[String]) -> Result<Self, ImportError> {
        let file = File::create(path).map_err(|error| ImportError::unreadable(path, error))?;
        let csv = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .flexible(true)
            .from_writer(BufWriter::new(file));
        let skip = if header.iter().take(2).eq(OWN.iter()) { 2 } else { 0 };
        let mut faulty = Self { path: path.to_owned(), csv, skip };
        let names = OWN.into_iter().chain(header.iter().skip(skip).map(String::as_str));
        faulty.row(names)?;
        Ok(faulty)
    }

    /// Adds the rows of a product where one of them is bad.
    pub fn add(&mut self, rows: &[Row], errors: &HashMap<u64, Vec<String>>) -> Result<(), ImportError> {
        if !rows.iter().any(|row| errors.contains_key(&row.line)) {
            return Ok(());
        }
        for row in rows {
            let line = row.line.to_string();
            let said = errors.get(&row.line).map(|said| said.join(" ")).unwrap_or_default();
            let own = [line.as_str(), said.as_str()];
            self.row(own.into_iter().chain(row.cells.iter().skip(self.skip)))?;
        }
        Ok(())
    }

    /// Writes the rest of the file.
    pub fn close(mut self) -> Result<(), ImportError> {
        self.csv.flush().map_err(|error| ImportError::unreadable(&self.path, error))
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), ImportError> {
        let written = cells.map(|cell| self.csv.write_field(guard(cell).as_bytes())).collect::<Result<Vec<()>, _>>();
        let written = written.and_then(|_| self.csv.write_record(None::<&[u8]>));
        written.map_err(|error| ImportError::unreadable(&self.path, error))
    }
}
