//! The job queue: rows of one table, leased, retried, and dead only with a reason.

mod enqueue;
pub use enqueue::{NewJob, enqueue};
