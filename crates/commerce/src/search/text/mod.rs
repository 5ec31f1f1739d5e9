//! The text index: tantivy in a folder of this node, fed from the database.

mod collect;
mod documents;
mod index;
#[cfg(test)]
mod plain;
mod plan;
mod search;
mod store;

#[cfg(any(test, feature = "measure"))]
pub use index::Document;
pub use index::TextIndex;
pub use search::Found;
pub use store::Store;
