//! Starting to give money back: a row first, then a job that asks the provider with the row's key. What no provider
//! moved, no provider sends back: such a row has no job and waits for a member of staff.

use super::{PaymentError, RunRefund, book::Entry, gateway::BY_HAND};
use crate::{
    Actor,
    jobs::{self, NewJob},
    orders::{status, word},
};
use model::{
    Currency, Money, OrderId, PaymentId, RefundId,
    order::Remark,
    payment::{MoneyBack, RefundReason},
};
use sqlx::{MySqlConnection, MySqlExecutor};

/// Sends back all of a payment that came for nothing; the order's row is locked.
pub(super) async fn send_back(
    conn: &mut MySqlConnection,
    entry: &Entry,
    reason: RefundReason,
    actor: &Actor,
) -> Result<(), PaymentError> {
    let owed = Owed { payment: entry.id, gateway: entry.gateway.clone(), money: entry.amount, refused: None };
    start(conn, entry.order, &owed, reason, actor).await
}

/// Starts giving back all captured money of an order that is not on its way back already; the order's row is locked.
pub async fn give_back_all(
    conn: &mut MySqlConnection,
    order: OrderId,
    reason: RefundReason,
    actor: &Actor,
) -> Result<(), PaymentError> {
    for owed in owed(conn, order).await? {
        start(conn, order, &owed, reason, actor).await?;
    }
    Ok(())
}

/// Asks anew for the money that the provider refused to give back; the order's row is locked.
pub async fn refund_again(conn: &mut MySqlConnection, order: OrderId, actor: &Actor) -> Result<(), PaymentError> {
    for owed in owed(conn, order).await? {
        if let Some(reason) = owed.refused {
            start(conn, order, &owed, reason, actor).await?;
        }
    }
    Ok(())
}

/// What waits for a member of staff.
pub async fn money_back(
    executor: impl MySqlExecutor<'_>,
    order: OrderId,
    currency: Currency,
) -> Result<MoneyBack, PaymentError> {
    let row = sqlx::query!(
        r#"SELECT CAST(COALESCE(SUM(IF(p.gateway = 'hand', r.waiting, 0)), 0) AS SIGNED) AS "to_send!: i64",
                  CAST(COALESCE(SUM(IF(r.refused > 0, p.captured - r.going, 0)), 0) AS SIGNED) AS "refused!: i64"
           FROM payments p JOIN (
               SELECT r.payment_id, SUM(IF(r.state = 'created', r.amount, 0)) AS waiting,
                      SUM(r.state = 'failed') AS refused, SUM(IF(r.state = 'failed', 0, r.amount)) AS going
               FROM refunds r JOIN payments q ON q.id = r.payment_id WHERE q.order_id = ? GROUP BY r.payment_id
           ) r ON r.payment_id = p.id"#,
        order
    )
    .fetch_one(executor)
    .await?;
    Ok(MoneyBack { to_send: Money::new(row.to_send, currency), refused: Money::new(row.refused, currency) })
}

/// Money of a payment that is not on its way back yet.
struct Owed {
    payment: PaymentId,
    gateway: String,
    money: Money,
    /// Why it was to go back when the provider refused.
    refused: Option<RefundReason>,
}

async fn owed(conn: &mut MySqlConnection, order: OrderId) -> Result<Vec<Owed>, PaymentError> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id: PaymentId", p.gateway, p.currency,
                  CAST(p.captured - COALESCE((SELECT SUM(r.amount) FROM refunds r
                       WHERE r.payment_id = p.id AND r.state <> 'failed'), 0) AS SIGNED) AS "owed!: i64",
                  (SELECT r.reason FROM refunds r WHERE r.payment_id = p.id AND r.state = 'failed'
                   ORDER BY r.id DESC LIMIT 1) AS "refused?"
           FROM payments p WHERE p.order_id = ? AND p.captured > 0 ORDER BY p.id FOR UPDATE"#,
        order
    )
    .fetch_all(conn)
    .await?;
    let owed = rows.into_iter().filter(|row| row.owed > 0).map(|row| {
        Ok(Owed {
            payment: row.id,
            gateway: row.gateway,
            money: Money::new(row.owed, word(&row.currency)?),
            refused: row.refused.as_deref().map(word).transpose()?,
        })
    });
    owed.collect()
}

async fn start(
    conn: &mut MySqlConnection,
    order: OrderId,
    owed: &Owed,
    reason: RefundReason,
    actor: &Actor,
) -> Result<(), PaymentError> {
    let refund = RefundId::new();
    sqlx::query!(
        "INSERT INTO refunds (id, payment_id, idem_key, amount, reason) VALUES (?, ?, ?, ?, ?)",
        refund,
        owed.payment,
        refund.to_string(),
        owed.money.minor,
        reason.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    status::remark(conn, order, Remark::RefundStarted, actor, Some(reason.as_str())).await?;
    if owed.gateway == BY_HAND {
        let amount = owed.money.to_string();
        status::remark(conn, order, Remark::RefundByHand, &Actor::System, Some(&amount)).await?;
        return Ok(());
    }
    let job = NewJob::new(RunRefund::KIND, &RunRefund { refund }).once(format!("refund:{refund}"));
    jobs::enqueue(conn, job.priority(40)).await?;
    Ok(())
}
