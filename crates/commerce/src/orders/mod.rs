//! Orders: reading them, moving their states, and their story.

mod error;
mod staff;
mod steps;
mod view;

pub use error::OrderError;
pub use staff::{list, order_for_staff};
pub use steps::{TakeStep, legal_steps, take_step};
pub use view::{by_token, pay_again, progress};
