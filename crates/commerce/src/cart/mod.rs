//! The server cart.

mod error;
mod line;
mod lines;
mod region;
mod sql;
mod stale;
pub mod totals;
mod view;

pub use error::CartError;
pub use line::Line;
pub use lines::{accept, add_line, clear, set_line, turn};
pub use region::{Region, region};
pub use sql::{CartHead, empty, find, lines as lines_of, lock, put_back};
pub use stale::delete_stale;
pub(crate) use view::{assemble, sums};
pub use view::{count, view};
