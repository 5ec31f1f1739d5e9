//! Operations against a real MariaDB, one file a domain.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod cart;
mod checkout;
mod check;
mod jobs;
mod limits;
mod mail;
mod orders;
mod outbox;
mod race;
mod search;
mod shelf;
mod stock;
mod payments;
mod search;
mod till;
mod webhooks;
