//! Carrying a refund to its provider and booking it.

use super::{
    PaymentError, book,
    gateway::{BY_HAND, GatewayError, NewRefund},
};
use crate::{
    Actor, Shop,
    fault_point::fault_point,
    mail::{self, MailKind, Occasion},
    orders::{self, status},
};
use model::{
    Money, OrderId, PaymentId, RefundId,
    order::{PaymentStatus, Remark},
};
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// Most refunds resumed in one run.
const BATCH: u32 = 200;

/// The job that carries a refund to its provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunRefund {
    pub refund: RefundId,
}

impl RunRefund {
    /// The kind of the job.
    pub const KIND: &'static str = "refund";
}

/// Goes on with refunds that are older than five minutes: their job may have died while the provider was away.
/// Returns how many.
pub(super) async fn resume_refunds(shop: &Shop) -> Result<u64, PaymentError> {
    let left = sqlx::query_scalar!(
        r#"SELECT id AS "id: RefundId" FROM refunds
           WHERE state = 'created' AND created_at < UTC_TIMESTAMP(6) - INTERVAL 5 MINUTE
             AND (SELECT gateway FROM payments p WHERE p.id = payment_id) <> 'hand'
           ORDER BY created_at LIMIT ?"#,
        BATCH
    )
    .fetch_all(&shop.pool)
    .await?;
    for refund in &left {
        if let Err(error) = run_refund(shop, RunRefund { refund: *refund }).await {
            tracing::warn!(%refund, %error, "a refund is left for the next run");
        }
    }
    Ok(left.len() as u64)
}

/// Asks the provider for a refund and books it. Harmless when run twice.
pub async fn run_refund(shop: &Shop, job: RunRefund) -> Result<(), PaymentError> {
    let row = sqlx::query!(
        r#"SELECT payment_id AS "payment: PaymentId", idem_key, amount, state FROM refunds WHERE id = ?"#,
        job.refund
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(PaymentError::NoPayment)?;
    if row.state != "created" {
        return Ok(());
    }
    let mut conn = shop.pool.acquire().await?;
    let entry = book::load(&mut conn, row.payment).await?;
    drop(conn);
    if entry.gateway == BY_HAND {
        // A job from before staff said themselves that they sent the money.
        return Ok(());
    }
    let (Some(gateway), Some(reference)) = (shop.gateways.get(&entry.gateway), entry.reference) else {
        return refused(shop, job.refund, entry.order, "no_provider".into()).await;
    };
    let amount = Money::new(row.amount, entry.amount.currency);
    let answer = gateway.refund(&NewRefund { idem_key: row.idem_key, reference, amount }).await;
    fault_point("refund.called");
    match answer {
        Ok(reference) => done(shop, job.refund, reference).await,
        Err(GatewayError::Away(_)) => Err(PaymentError::ProviderAway),
        Err(GatewayError::Refused(code)) => refused(shop, job.refund, entry.order, code).await,
    }
}

/// Books what a member of staff has sent back by hand; the order's row is locked.
pub async fn refund_sent(conn: &mut MySqlConnection, order: OrderId, actor: &Actor) -> Result<(), PaymentError> {
    let sent = sqlx::query_scalar!(
        r#"SELECT r.id AS "id: RefundId" FROM refunds r JOIN payments p ON p.id = r.payment_id
           WHERE p.order_id = ? AND p.gateway = 'hand' AND r.state = 'created' ORDER BY r.id"#,
        order
    )
    .fetch_all(&mut *conn)
    .await?;
    for refund in sent {
        book_refund(conn, refund, None, actor).await?;
    }
    Ok(())
}

async fn done(shop: &Shop, refund: RefundId, reference: String) -> Result<(), PaymentError> {
    shop.transaction((refund, reference), |conn, (refund, reference)| {
        Box::pin(async move { book_refund(conn, refund, Some(&reference), &Actor::System).await })
    })
    .await?;
    fault_point("refund.booked");
    Ok(())
}

/// Writes down that money went back, with the provider's name of the refund where one sent it.
async fn book_refund(
    conn: &mut MySqlConnection,
    refund: RefundId,
    reference: Option<&str>,
    actor: &Actor,
) -> Result<(), PaymentError> {
    let row = sqlx::query!(
        r#"SELECT r.payment_id AS "payment: PaymentId", r.amount, p.order_id AS "order: OrderId"
           FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.id = ?"#,
        refund
    )
    .fetch_one(&mut *conn)
    .await?;
    let head = orders::lock(conn, row.order).await?.ok_or(PaymentError::NoPayment)?;
    let entry = book::lock(conn, row.payment).await?;
    let moved = sqlx::query!(
        "UPDATE refunds SET state = 'done', provider_ref = ? WHERE id = ? AND state = 'created'",
        reference,
        refund
    )
    .execute(&mut *conn)
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(());
    }
    book::give_back(conn, &entry, refund, row.amount).await?;
    let kept = sqlx::query_scalar!(
        r#"SELECT CAST(SUM(captured - refunded) AS SIGNED) AS "kept!: i64" FROM payments WHERE order_id = ?"#,
        row.order
    )
    .fetch_one(&mut *conn)
    .await?;
    let to = match kept {
        // Money that was never the order's own.
        _ if head.payment_status == PaymentStatus::Unpaid => PaymentStatus::Unpaid,
        0 => PaymentStatus::Refunded,
        kept if kept < head.total.minor && head.payment_status == PaymentStatus::Paid => PaymentStatus::PartlyRefunded,
        // What is kept came for nothing and is on its way back too; the order stays as far as it was.
        _ => head.payment_status,
    };
    let amount = Money::new(row.amount, entry.amount.currency).to_string();
    status::remark(conn, row.order, Remark::RefundDone, actor, Some(&amount)).await?;
    if to != head.payment_status {
        status::advance(conn, row.order, head.payment_status, to, actor, None).await?;
    }
    mail::enqueue(conn, MailKind::Refunded, row.order, Occasion::Refund(refund)).await?;
    Ok(())
}

async fn refused(shop: &Shop, refund: RefundId, order: OrderId, code: String) -> Result<(), PaymentError> {
    tracing::error!(%order, %refund, code, "the provider refuses a refund; staff must see to it");
    shop.transaction((refund, order, code), |conn, (refund, order, code)| {
        Box::pin(async move {
            orders::lock(conn, order).await?.ok_or(PaymentError::NoPayment)?;
            let moved = sqlx::query!("UPDATE refunds SET state = 'failed' WHERE id = ? AND state = 'created'", refund)
                .execute(&mut *conn)
                .await?;
            if moved.rows_affected() == 1 {
                status::remark(conn, order, Remark::RefundFailed, &Actor::System, Some(&code)).await?;
            }
            Ok::<_, PaymentError>(())
        })
    })
    .await
}
