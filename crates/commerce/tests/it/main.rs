//! Operations against a real MariaDB, one file a domain.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod jobs;
mod limits;
mod outbox;
mod search;
