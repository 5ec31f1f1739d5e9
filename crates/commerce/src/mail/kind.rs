//! What the shop writes about, and asking for a letter.

use crate::jobs::{self, NewJob};
use model::OrderId;
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// What a mail tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    OrderPlaced,
    PaymentReceived,
    PaymentFailed,
    Shipped,
    Cancelled,
    Refunded,
}

impl MailKind {
    /// Every kind.
    pub const ALL: [MailKind; 6] =
        [Self::OrderPlaced, Self::PaymentReceived, Self::PaymentFailed, Self::Shipped, Self::Cancelled, Self::Refunded];

    /// The word in rows, keys and file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::PaymentReceived => "payment_received",
            Self::PaymentFailed => "payment_failed",
            Self::Shipped => "shipped",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
        }
    }
}

/// The job that writes and sends a mail about an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub kind: MailKind,
    pub order: OrderId,
}

impl SendMail {
    /// The kind of the job.
    pub const KIND: &'static str = "mail";
}

/// Asks for a mail with the running transaction; the same mail about the same order leaves once.
pub async fn enqueue(conn: &mut MySqlConnection, kind: MailKind, order: OrderId) -> Result<(), sqlx::Error> {
    let job = NewJob::new(SendMail::KIND, &SendMail { kind, order });
    jobs::enqueue(conn, job.once(format!("mail:{}:{order}", kind.as_str())).priority(120)).await?;
    Ok(())
}
