//! The outbox: what happened, written in the transaction that made it happen, read by every node.

mod feed;
mod gaps;
mod reader;
mod tail;
mod write;

pub use feed::{Entry, Feed};
pub use tail::tail;
pub use write::write;
