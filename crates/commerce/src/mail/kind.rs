//! What the shop writes about, and asking for a letter.

use crate::jobs::{self, NewJob};
use model::{OrderId, RefundId, payment::PaymentMethod};
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
    ReviewReceived,
    ReviewApproved,
    ReviewRejected,
    ReviewReplied,
    /// The way back to a review that was written before.
    ReviewLink,
    /// Something that was sold out is there again.
    BackInStock,
    /// What somebody wrote by the contact form, on its way to the shop.
    Contact,
}

impl MailKind {
    /// Every kind that is about an order.
    pub const OF_ORDERS: [MailKind; 6] =
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
            Self::ReviewReceived => "review_received",
            Self::ReviewApproved => "review_approved",
            Self::ReviewRejected => "review_rejected",
            Self::ReviewReplied => "review_replied",
            Self::ReviewLink => "review_link",
            Self::BackInStock => "back_in_stock",
            Self::Contact => "contact",
        }
    }
}

/// What tells a letter from earlier ones of its kind about the same order. The same occasion is one letter, however
/// often it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// There is one such letter an order.
    #[default]
    First,
    /// Another way to pay was chosen.
    Method(PaymentMethod),
    /// The order came back after it had ended.
    Revived,
    /// The order came to this version by what the letter tells.
    Version(u32),
    Refund(RefundId),
}

/// The job that writes and sends a mail about an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub kind: MailKind,
    pub order: OrderId,
    /// Jobs from before there were occasions have none.
    #[serde(default)]
    pub occasion: Occasion,
}

impl SendMail {
    /// The kind of the job.
    pub const KIND: &'static str = "mail";

    /// Names the effect: in `mails.effect_key`, in the job's key and in the Message-ID.
    pub(super) fn effect(&self, between: char) -> String {
        let first = format!("{}{between}{}", self.kind.as_str(), self.order);
        match self.occasion {
            Occasion::First => first,
            Occasion::Method(method) => format!("{first}{between}{}", method.as_str()),
            Occasion::Revived => format!("{first}{between}revived"),
            Occasion::Version(version) => format!("{first}{between}{version}"),
            Occasion::Refund(refund) => format!("{first}{between}{refund}"),
        }
    }
}

/// Asks for a mail with the running transaction; the same mail on the same occasion leaves once.
pub async fn enqueue(
    conn: &mut MySqlConnection,
    kind: MailKind,
    order: OrderId,
    occasion: Occasion,
) -> Result<(), sqlx::Error> {
    let mail = SendMail { kind, order, occasion };
    let job = NewJob::new(SendMail::KIND, &mail).once(format!("mail:{}", mail.effect(':')));
    jobs::enqueue(conn, job.priority(120)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_from_before_there_were_occasions_is_understood() {
        let order = OrderId::new();
        let json = serde_json::json!({ "kind": "shipped", "order": order });
        let job: SendMail = serde_json::from_value(json).unwrap();
        assert_eq!(job.effect(':'), format!("shipped:{order}"));
        let cancelled = SendMail { kind: MailKind::Cancelled, order, occasion: Occasion::Version(7) };
        let job: SendMail = serde_json::from_value(serde_json::to_value(&cancelled).unwrap()).unwrap();
        assert_eq!(job.effect(':'), format!("cancelled:{order}:7"));
    }
}
