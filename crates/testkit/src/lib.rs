//! For development only: a database and a shop for every test, builders of fixtures, fakes of the outside.
//! What fails here fails the test, so helpers panic instead of returning errors.
#![allow(clippy::unwrap_used, clippy::expect_used)]

pub mod db;
pub mod pictures;
pub mod s3;
pub mod sale;
pub mod shop;
pub mod smtp;
pub mod webhooks;

pub use db::TestDb;
pub use shop::TestShop;
