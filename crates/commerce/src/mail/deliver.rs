//! Sending a letter once: a row guards the effect, the Message-ID names it to everybody after.

use super::{
    Letter, MailError, Occasion, SendMail,
    compose::{Facts, compose},
    transport,
};
use crate::{Broken, Shop, db::delete_in_batches, fault_point::fault_point, orders};
use model::{Money, OrderId, Time, order::OrderView};
use uuid::Uuid;

/// Most characters kept of what a mail server answered.
const MOST_OF_ANSWER: usize = 500;

/// Writes and sends a mail, unless it left before or says what is no longer true. Harmless when run twice.
pub async fn send(shop: &Shop, job: SendMail) -> Result<(), MailError> {
    let order = orders::whole(shop, job.order).await?;
    let url = orders::order_url(shop, job.order).await?;
    let facts = Facts { url, given_back: given_back(shop, &job, &order).await? };
    let Some(letter) = compose(shop, &job, &order, &facts)? else { return Ok(()) };
    let Some(id) = claim(shop, &job, &letter).await? else { return Ok(()) };
    fault_point("mail.claimed");
    match transport::send(shop, id, job.kind, &letter).await {
        Ok(()) => {}
        Err(MailError::Unsendable(why)) => {
            refused(shop, id, job.order, &why).await?;
            return Err(MailError::Unsendable(why));
        }
        Err(error) => return Err(error),
    }
    fault_point("mail.sent");
    sent(shop, id, &job).await
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
async fn claim(shop: &Shop, job: &SendMail, letter: &Letter) -> Result<Option<Uuid>, MailError> {
    let effect = job.effect(':');
    sqlx::query!(
        "INSERT IGNORE INTO mails (id, effect_key, kind, order_id, recipient, subject) VALUES (?, ?, ?, ?, ?, ?)",
        Uuid::now_v7(),
        effect,
        job.kind.as_str(),
        job.order,
        letter.to,
        letter.subject,
    )
    .execute(&shop.pool)
    .await?;
    let row =
        sqlx::query!(r#"SELECT id AS "id: Uuid", sent_at AS "sent_at: Time" FROM mails WHERE effect_key = ?"#, effect)
            .fetch_one(&shop.pool)
            .await?;
    Ok(row.sent_at.is_none().then_some(row.id))
}

async fn sent(shop: &Shop, id: Uuid, job: &SendMail) -> Result<(), MailError> {
    let input: (Uuid, OrderId, &'static str) = (id, job.order, job.kind.as_str());
    shop.transaction(input, |conn, (id, order, kind)| {
        Box::pin(async move {
            let marked =
                sqlx::query!("UPDATE mails SET sent_at = UTC_TIMESTAMP(6) WHERE id = ? AND sent_at IS NULL", id)
                    .execute(&mut *conn)
                    .await?;
            if marked.rows_affected() == 1 {
                orders::status::mailed(conn, order, kind).await?;
            }
            Ok::<_, MailError>(())
        })
    })
    .await
}

/// No server will ever take it: the order's story says so, because nobody else will tell the customer.
async fn refused(shop: &Shop, id: Uuid, order: OrderId, why: &str) -> Result<(), MailError> {
    let why: String = why.chars().take(MOST_OF_ANSWER).collect();
    shop.transaction((id, order, why), |conn, (id, order, why)| {
        Box::pin(async move {
            let marked = sqlx::query!(
                "UPDATE mails SET refused_at = UTC_TIMESTAMP(6) WHERE id = ? AND sent_at IS NULL AND refused_at IS NULL",
                id
            )
            .execute(&mut *conn)
            .await?;
            if marked.rows_affected() == 1 {
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
