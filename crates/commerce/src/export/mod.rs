//! Sending goods and lists away as CSV: streamed in small pieces, safe in spreadsheets, and read back by the import
//! as they were.

mod beside;
mod content;
pub(crate) mod entities;
mod error;
pub(crate) mod guard;
mod lists;
mod load;
mod pictures;
mod prices;
mod sheet;
mod shopify;
mod stream;
mod whole;
mod woo;

pub use error::ExportError;
pub use stream::{Export, Exporter, Format, What};
pub use whole::{PICTURES, shop};
