//! Mails: written from templates, sent by jobs, each effect once.

mod kind;

pub use kind::{MailKind, SendMail, enqueue};
