//! The currencies that the shop sells in besides its own: each a list of prices that follows from the shop's by a rate
//! and a rounding, where nobody set a price by hand.

mod change;
mod codes;
mod error;
mod lists;
mod prices;
mod turn;

pub use change::{ChangeRule, OpenCurrency, change_rule, close, open};
pub use error::CurrencyError;
pub use lists::{ListOfPrices, list, lists};
pub use prices::{ListPrice, PriceQuery, SetListPrice, price, prices, set_price};
pub use turn::{Bound, turn};
