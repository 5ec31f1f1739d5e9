//! Stock: counted, set aside, and every change written down.

mod adjust;
mod error;
mod reserve;

pub use adjust::{AdjustStock, adjust};
pub use error::StockError;
pub use reserve::{Wanted, commit, expire_due, hold, release, restock};
