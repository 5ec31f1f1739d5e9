//! Messages of the contact form: kept, sent to the shop by one letter, and ticked off by staff.

mod error;
mod letter;
mod list;
mod write;

pub use error::ContactError;
pub use letter::{ContactMail, send_mail};
pub use list::{Message, delete_old, messages, tick};
pub use write::{MOST_BODY, MOST_NAME, MOST_NUMBER, WriteMessage, write};
