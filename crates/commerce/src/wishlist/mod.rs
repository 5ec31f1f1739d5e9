//! Things that shoppers keep in mind: a list behind a cookie, and a link that shows it to others.

mod change;
mod error;
mod share;
mod sql;
mod stale;
mod view;

pub use change::{add, remove};
pub use error::WishlistError;
pub use share::{share, shared, unshare};
pub use stale::delete_stale;
pub use view::view;
