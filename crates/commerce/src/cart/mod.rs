//! The server cart.

mod error;
mod lines;
mod view;

pub use error::CartError;
pub use lines::{add_line, clear, set_line};
pub use view::{count, view};
