//! The shop: every rule and every SQL statement. Knows neither Leptos nor axum.
//!
//! An operation is a plain function, `place_order(&shop, &actor, PlaceOrder { .. })`; pages, server functions, jobs and
//! the command line are thin skins over it. `docs/architecture.md` draws the whole.

pub mod accounts;
pub mod actor;
pub mod cart;
pub mod catalog;
pub mod check;
pub mod checkout;
pub mod contact;
pub mod content;
pub mod currencies;
pub mod db;
pub mod error;
pub mod export;
pub mod fault_point;
pub mod http;
pub mod import;
pub mod inventory;
pub mod jobs;
pub mod limits;
pub mod mail;
pub mod media;
pub mod notices;
pub mod orders;
pub mod outbox;
pub mod payments;
pub mod reviews;
pub mod search;
pub mod secret;
pub mod seed;
pub mod settings;
pub mod shop;
pub mod storage;
pub mod text;
pub mod wishlist;

pub use actor::Actor;
pub use error::Broken;
pub use settings::Settings;
pub use shop::Shop;
