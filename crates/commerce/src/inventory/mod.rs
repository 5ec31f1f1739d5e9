//! Stock: counted, set aside, and every change written down.
//!
//! A reservation goes one way: held, then committed, released or expired; a committed one may be restocked. Units that
//! are held still lie on the shelf (`on_hand`) but belong to an order (`reserved`); committing takes them off both.
//! Variants whose stock is not counted need no reservation and have none. Variants that are sold on below zero may have
//! more reserved than there is; their `on_hand` then sinks below zero and counts the units that the shop owes.

mod adjust;
mod error;
mod reserve;
mod settle;

pub use adjust::{AdjustStock, adjust};
pub use error::StockError;
pub use reserve::{Wanted, hold, record, take};
pub use settle::{commit, expire, release, restock};
