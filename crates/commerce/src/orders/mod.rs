//! Orders: reading them, moving their states, and their story.

mod access;
mod again;
mod cancel;
pub mod carriers;
mod error;
mod load;
mod machines;
mod method;
mod overdue;
mod staff;
pub mod status;
mod steps;
mod sweep;
mod view;

pub use access::{access_token, new_access_token, order_url};
pub use again::{may_pay, pay_again, ways_to_pay};
pub use cancel::{CancelReason, cancel, expire};
pub use error::OrderError;
pub(crate) use load::{Head, lock, order as whole, word};
pub(crate) use method::paid_by;
pub use overdue::{end_overdue, transfer_until};
pub use staff::{list, money_back_count, order_for_staff, placed_since};
pub use steps::{TakeStep, legal_steps, take_step};
pub(crate) use sweep::sweep;
pub use view::{by_token, id_of, progress};
