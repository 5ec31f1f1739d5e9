//! Stock: counted, set aside, and every change written down.
//!
//! A reservation goes one way: held, then committed, released or expired; a committed one may be restocked. Units that
//! are held still lie on the shelf (`on_hand`) but belong to an order (`reserved`); committing takes them off both.
//! A bundle has no stock of its own: a line of it holds units of each of its parts.
//! Variants whose stock is not counted need no reservation and have none. Variants that are sold on below zero may have
//! more reserved than there is; their `on_hand` then sinks below zero and counts the units that the shop owes.

mod adjust;
mod back;
mod error;
mod reserve;
mod settle;
mod tell;

pub use adjust::{AdjustStock, adjust};
pub use back::StockBack;
pub use error::StockError;
pub use reserve::{Wanted, apart, hold, record, take};
pub use settle::{commit, expire, release, restock};
