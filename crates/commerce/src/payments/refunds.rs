//! Starting to give money back: a row first, then a job that asks the provider with the row's key.

use super::{PaymentError, RunRefund};
use crate::{
    Actor,
    jobs::{self, NewJob},
    orders::status,
};
use model::{OrderId, PaymentId, RefundId, order::Remark};
use sqlx::MySqlConnection;

/// Records a refund and its job.
pub(super) async fn open(
    conn: &mut MySqlConnection,
    payment: PaymentId,
    minor: i64,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let refund = RefundId::new();
    sqlx::query!(
        "INSERT INTO refunds (id, payment_id, idem_key, amount, reason) VALUES (?, ?, ?, ?, ?)",
        refund,
        payment,
        refund.to_string(),
        minor,
        reason,
    )
    .execute(&mut *conn)
    .await?;
    let job = NewJob::new(RunRefund::KIND, &RunRefund { refund }).once(format!("refund:{refund}"));
    jobs::enqueue(conn, job.priority(40)).await?;
    Ok(())
}

/// Starts giving back all captured money of an order that is not on its way back already; the order's row is locked.
pub async fn give_back_all(
    conn: &mut MySqlConnection,
    order: OrderId,
    reason: &str,
    actor: &Actor,
) -> Result<(), PaymentError> {
    let owed = sqlx::query!(
        r#"SELECT p.id AS "id: PaymentId", CAST(p.captured - COALESCE((SELECT SUM(r.amount) FROM refunds r
                  WHERE r.payment_id = p.id AND r.state <> 'failed'), 0) AS SIGNED) AS "owed!: i64"
           FROM payments p WHERE p.order_id = ? AND p.captured > 0 ORDER BY p.id FOR UPDATE"#,
        order
    )
    .fetch_all(&mut *conn)
    .await?;
    for payment in owed.iter().filter(|payment| payment.owed > 0) {
        status::remark(conn, order, Remark::RefundStarted, actor, Some(reason)).await?;
        open(conn, payment.id, payment.owed, reason).await?;
    }
    Ok(())
}
