//! Sending a letter once: a row guards the effect, the Message-ID names it to everybody after.

use super::{
    Letter, MailError, MailKind, Occasion, SendMail,
    compose::{Facts, compose},
    transport,
};
use crate::{Broken, Shop, db::delete_in_batches, fault_point::fault_point, orders};
use model::{Money, OrderId, Time, order::OrderView};
use sqlx::MySqlConnection;
use uuid::Uuid;

/// Most characters kept of what a mail server answered.
const MOST_OF_ANSWER: usize = 500;

/// Writes and sends a mail, unless it left before or says what is no longer true. Harmless when run twice.
pub async fn send(shop: &Shop, job: SendMail) -> Result<(), MailError> {
    let order = orders::whole(shop, job.order).await?;
    let url = orders::order_url(shop, job.order).await?;
    let facts = Facts { url, given_back: given_back(shop, &job, &order).await? };
    let Some(letter) = compose(shop, &job, &order, &facts)? else { return Ok(()) };
    let sending = Sending { kind: job.kind, effect: job.effect(':'), order: Some(job.order), letter };
    let Some(id) = hand_over(shop, &sending).await? else { return Ok(()) };
    sent(shop, id, &job).await
}

/// A letter and what it is sent for.
pub(crate) struct Sending {
    pub kind: MailKind,
    /// Names the effect: the same one leaves once.
    pub effect: String,
    /// The order that it is about, if it is about one.
    pub order: Option<OrderId>,
    pub letter: Letter,
}

/// Gives a letter to the mail server, unless it left before. Whoever gets an id remembers by [`mark_sent`] that it left.
pub(crate) async fn hand_over(shop: &Shop, sending: &Sending) -> Result<Option<Uuid>, MailError> {
    let Some(id) = claim(shop, sending).await? else { return Ok(None) };
    fault_point("mail.claimed");
    match transport::send(shop, id, sending.kind, &sending.letter).await {
        Ok(()) => {}
        Err(MailError::Unsendable(why)) => {
            refused(shop, id, sending.order, &why).await?;
            return Err(MailError::Unsendable(why));
        }
        Err(error) => return Err(error),
    }
    fault_point("mail.sent");
    Ok(Some(id))
}

/// Remembers that a mail left; false where it was known.
pub(crate) async fn mark_sent(conn: &mut MySqlConnection, id: Uuid) -> Result<bool, sqlx::Error> {
    let marked = sqlx::query!("UPDATE mails SET sent_at = UTC_TIMESTAMP(6) WHERE id = ? AND sent_at IS NULL", id)
        .execute(conn)
        .await?;
    Ok(marked.rows_affected() == 1)
}

/// The money that the letter tells of: that of its refund, or all that ever went back.
async fn given_back(shop: &Shop, job: &SendMail, order: &OrderView) -> Result<Money, MailError> {
    let minor = match job.occasion {
        Occasion::Refund(refund) => {
            sqlx::query_scalar!("SELECT amount FROM refunds WHERE id = ?", refund).fetch_one(&shop.pool).await?
        }
        _ => order.payments.iter().map(|payment| payment.refunded.minor).sum(),
    };
    Ok(Money::new(minor, order.totals.total.currency))
}

/// The row of a mail that has not left yet.
async fn claim(shop: &Shop, sending: &Sending) -> Result<Option<Uuid>, MailError> {
    sqlx::query!(
        "INSERT IGNORE INTO mails (id, effect_key, kind, order_id, recipient, subject) VALUES (?, ?, ?, ?, ?, ?)",
        Uuid::now_v7(),
        sending.effect,
        sending.kind.as_str(),
        sending.order,
        sending.letter.to,
        sending.letter.subject,
    )
    .execute(&shop.pool)
    .await?;
    let row = sqlx::query!(
        r#"SELECT id AS "id: Uuid", sent_at AS "sent_at: Time" FROM mails WHERE effect_key = ?"#,
        sending.effect
    )
    .fetch_one(&shop.pool)
    .await?;
    Ok(row.sent_at.is_none().then_some(row.id))
}

async fn sent(shop: &Shop, id: Uuid, job: &SendMail) -> Result<(), MailError> {
    let input: (Uuid, OrderId, &'static str) = (id, job.order, job.kind.as_str());
    shop.transaction(input, |conn, (id, order, kind)| {
        Box::pin(async move {
            if mark_sent(conn, id).await? {
                orders::status::mailed(conn, order, kind).await?;
            }
            Ok::<_, MailError>(())
        })
    })
    .await
}

/// No server will ever take it: the story of its order says so, because nobody else will tell the customer.
async fn refused(shop: &Shop, id: Uuid, order: Option<OrderId>, why: &str) -> Result<(), MailError> {
    let why: String = why.chars().take(MOST_OF_ANSWER).collect();
    shop.transaction((id, order, why), |conn, (id, order, why)| {
        Box::pin(async move {
            let marked = sqlx::query!(
                "UPDATE mails SET refused_at = UTC_TIMESTAMP(6) WHERE id = ? AND sent_at IS NULL AND refused_at IS NULL",
                id
            )
            .execute(&mut *conn)
            .await?;
            if let (1, Some(order)) = (marked.rows_affected(), order) {
                orders::status::mail_refused(conn, order, &why).await?;
            }
            Ok::<_, MailError>(())
        })
    })
    .await
}

/// Removes what is known of mails older than a quarter that left or that no server took; returns how many. The story of
/// the order keeps that they left, and nothing asks for so old a letter again.
pub async fn delete_old(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM mails WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY
               AND (sent_at IS NOT NULL OR refused_at IS NOT NULL) ORDER BY created_at LIMIT ?",
            most
        )
    })
    .await
}
