//! Operations against a real MariaDB, one file a domain.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod cart;
mod checkout;
mod jobs;
mod limits;
mod outbox;
mod race;
mod search;
mod shelf;
mod stock;
