//! The words that shop, server and browser share: ids, money, validated text, views, commands and
//! the one error that crosses the wire. No I/O; builds for WASM.

pub mod account;
pub mod cart;
pub mod catalog;
pub mod checkout;
pub mod collection;
pub mod event;
pub mod fault;
pub mod gtin;
pub mod ids;
pub mod money;
pub mod order;
pub mod page;
pub mod payment;
pub mod percent;
pub mod product;
pub mod rate;
pub mod review;
pub mod search;
pub mod stock;
pub mod text;
pub mod time;
pub mod wishlist;

pub use fault::{Fault, FaultKind, FieldFault};
pub use ids::*;
pub use money::{Currency, Money};
pub use page::Page;
pub use text::{Email, Handle, Quantity};
pub use time::Time;
