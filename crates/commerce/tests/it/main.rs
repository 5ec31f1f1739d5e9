//! Operations against a real MariaDB, one file a domain.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod cart;
mod check;
mod checkout;
mod import;
mod import_real;
mod import_stock;
mod jobs;
mod limits;
mod mail;
mod media;
mod migrate;
mod orders;
mod outbox;
mod payments;
mod prices;
mod race;
mod refunds;
mod schema;
mod search;
mod seed;
mod shelf;
mod stock;
mod till;
mod webhooks;
