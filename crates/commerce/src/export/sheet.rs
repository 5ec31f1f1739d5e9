//! Rows on their way to CSV.

use super::guard::guard;

/// Rows that are written one after the other, every cell in quotes and safe in a spreadsheet.
pub(super) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// Begins with nothing.
    pub fn new() -> Self {
        Self(csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).flexible(true).from_writer(vec![]))
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        // Writing into memory does not fail, and rows may have any length.
        for cell in cells {
            let _ = self.0.write_field(guard(cell.as_ref()).as_bytes());
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// The bytes of all rows.
    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}
