//! Mails: written from templates, sent by jobs, each effect once.

mod compose;
mod deliver;
mod error;
mod kind;
mod letter;
mod mailbox;
mod note;
mod transport;

pub(crate) use deliver::{Sending, hand_over, mark_sent};
pub use deliver::{delete_old, send};
pub use error::MailError;
pub use kind::{MailKind, Occasion, SendMail, enqueue};
pub use letter::Letter;
pub use mailbox::{Stored, mailbox, read};
pub(crate) use note::{Note, letter as note};
