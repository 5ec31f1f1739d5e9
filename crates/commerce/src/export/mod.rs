//! Sending goods and lists away as CSV: streamed in small pieces, safe in spreadsheets, and read back by the import
//! as they were.

mod error;
pub(crate) mod guard;
mod lists;
mod load;
mod pictures;
mod sheet;
mod shopify;
mod stream;
mod woo;

pub use error::ExportError;
pub use stream::{Export, Exporter, Format, What};
