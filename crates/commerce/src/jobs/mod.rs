//! The job queue: rows of one table, leased, retried, and dead only with a reason.
//!
//! A job runs at least once: a worker that dies in the middle leaves a lease that runs out, and another takes the job.
//! So every handler must be fit to run twice. A handler is named in `registry.rs`, what recurs in `schedule.rs`.

mod bell;
mod cleanup;
mod desk;
mod enqueue;
mod handlers;
mod queue;
mod registry;
mod runner;
mod schedule;

pub use bell::Bell;
pub use desk::{JobRow, list, retry, run_now};
pub use enqueue::{NewJob, enqueue};
pub use handlers::{Handlers, JobError, Nothing};
pub use registry::handlers;
pub use runner::{Runner, Timing};
pub use schedule::{SCHEDULES, Schedule, fire_due, keep_schedules};
