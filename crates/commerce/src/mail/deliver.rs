//! Sending a letter once: a row guards the effect, the Message-ID names it to everybody after.

use super::{Letter, MailError, SendMail, compose::compose, transport};
use crate::{Shop, fault_point::fault_point, orders};
use model::{OrderId, Time};
use uuid::Uuid;

/// Writes and sends a mail, unless it left before or says what is no longer true. Harmless when run twice.
pub async fn send(shop: &Shop, job: SendMail) -> Result<(), MailError> {
    let order = orders::whole(shop, job.order).await?;
    let Some(letter) = compose(shop, job.kind, &order)? else { return Ok(()) };
    let Some(id) = claim(shop, &job, &letter).await? else { return Ok(()) };
    fault_point("mail.claimed");
    transport::send(shop, id, job.kind, &letter).await?;
    fault_point("mail.sent");
    sent(shop, id, &job).await
}

/// The row of a mail that has not left yet.
async fn claim(shop: &Shop, job: &SendMail, letter: &Letter) -> Result<Option<Uuid>, MailError> {
    let effect = format!("{}:{}", job.kind.as_str(), job.order);
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
