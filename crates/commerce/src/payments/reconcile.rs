//! Asking providers ourselves: on the shopper's return, for payments that hang, and for crashes in between.

use super::{
    CancelPayment, PaymentError,
    book::{self, Entry},
    gateway::{GatewayError, Lookup, Outcome},
    run_cancel,
    run_refund::resume_refunds,
    settle::{settle, told},
    start,
};
use crate::{Actor, Shop, orders};
use model::PaymentId;

/// Most payments looked at in one run.
const BATCH: u32 = 200;

/// Asks how a payment stands when its shopper comes back, so that the page is right before any webhook.
/// A link and a payment that do not belong together are none of ours.
pub async fn on_return(shop: &Shop, token: &str, payment: &str) -> Result<(), PaymentError> {
    let order = orders::id_of(shop, token).await?;
    let payment: PaymentId = payment.parse().map_err(|_| PaymentError::NoPayment)?;
    let mut conn = shop.pool.acquire().await?;
    let entry = book::load(&mut conn, payment).await?;
    drop(conn);
    if entry.order != order {
        return Err(PaymentError::NoPayment);
    }
    ask(shop, &entry).await
}

/// Finishes what a crash or a long silence of the provider left half done: payments that were recorded a minute ago
/// and never reached it, and refunds that lost their job. Returns how many.
pub async fn complete(shop: &Shop) -> Result<u64, PaymentError> {
    let left = sqlx::query!(
        r#"SELECT p.id AS "id: PaymentId", o.state FROM payments p JOIN orders o ON o.id = p.order_id
           WHERE p.state = 'created' AND p.created_at < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND ORDER BY p.id LIMIT ?"#,
        BATCH
    )
    .fetch_all(&shop.pool)
    .await?;
    for row in &left {
        let done = match row.state.as_str() {
            "cancelled" => run_cancel(shop, CancelPayment { payment: row.id }).await,
            _ => start(shop, row.id).await.map(drop),
        };
        note(row.id, done);
    }
    Ok(left.len() as u64 + resume_refunds(shop).await?)
}

/// Asks for every payment that is under way at a provider, and closes those whose order has ended. Returns how many.
pub async fn reconcile(shop: &Shop) -> Result<u64, PaymentError> {
    let open = sqlx::query!(
        r#"SELECT p.id AS "id: PaymentId", o.state FROM payments p JOIN orders o ON o.id = p.order_id
           WHERE p.state IN ('pending', 'unknown') AND p.gateway <> 'hand'
             AND p.updated_at < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND
           ORDER BY p.updated_at LIMIT ?"#,
        BATCH
    )
    .fetch_all(&shop.pool)
    .await?;
    for row in &open {
        let done = match row.state.as_str() {
            "cancelled" => run_cancel(shop, CancelPayment { payment: row.id }).await,
            _ => look(shop, row.id).await,
        };
        note(row.id, done);
        let mut conn = shop.pool.acquire().await?;
        book::asked(&mut conn, row.id).await?;
    }
    Ok(open.len() as u64)
}

/// Asks about payments of the last three days that were refused or given up: money may have come after all, and the
/// webhook that said so may be lost. Returns how many.
pub async fn reconcile_ended(shop: &Shop) -> Result<u64, PaymentError> {
    let ended = sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments
           WHERE state IN ('failed', 'cancelled') AND gateway <> 'hand'
             AND updated_at > UTC_TIMESTAMP(6) - INTERVAL 72 HOUR
           ORDER BY updated_at DESC"#
    )
    .fetch_all(&shop.pool)
    .await?;
    for payment in &ended {
        note(*payment, look(shop, *payment).await);
    }
    Ok(ended.len() as u64)
}

async fn look(shop: &Shop, payment: PaymentId) -> Result<(), PaymentError> {
    let mut conn = shop.pool.acquire().await?;
    let entry = book::load(&mut conn, payment).await?;
    drop(conn);
    ask(shop, &entry).await
}

async fn ask(shop: &Shop, entry: &Entry) -> Result<(), PaymentError> {
    // One that was refused or given up may be paid after all: the provider let the person try another card.
    if entry.state.is_paid() {
        return Ok(());
    }
    let Some(gateway) = shop.gateways.get(&entry.gateway) else { return Ok(()) };
    let whose = Lookup { idem_key: entry.idem_key.clone(), reference: entry.reference.clone() };
    let outcome = match gateway.status(&whose).await {
        Ok(Some(known)) => return told(shop, entry.id, known, &Actor::Provider).await.map(drop),
        // Never arrived there; it can be started still.
        Ok(None) => return Ok(()),
        // No clear answer is never taken for a failure.
        Err(GatewayError::Away(_) | GatewayError::Refused(_)) => Outcome::Unknown,
    };
    settle(shop, entry.id, outcome, &Actor::System).await?;
    Ok(())
}

fn note(payment: PaymentId, done: Result<(), PaymentError>) {
    if let Err(error) = done {
        tracing::warn!(%payment, %error, "a payment is left for the next run");
    }
}
