//! Giving up payments that are not wanted any more: the provider closes them, so that no money moves later.

use super::{
    PaymentError, book,
    gateway::{BY_HAND, GatewayError, Lookup, Outcome},
    settle::{settle, told},
};
use crate::{
    Actor, Shop,
    jobs::{self, NewJob},
};
use model::{OrderId, PaymentId, payment::PaymentState};
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// The job that closes a payment at its provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelPayment {
    pub payment: PaymentId,
}

impl CancelPayment {
    /// The kind of the job.
    pub const KIND: &'static str = "payment-cancel";
}

/// Gives up every payment of an order that is under way; the order's row is locked.
pub async fn give_up(conn: &mut MySqlConnection, order: OrderId) -> Result<(), PaymentError> {
    for entry in book::under_way(conn, order).await? {
        if entry.gateway == BY_HAND {
            book::advance(conn, &entry, PaymentState::Cancelled, None).await?;
        } else {
            let job = NewJob::new(CancelPayment::KIND, &CancelPayment { payment: entry.id });
            jobs::enqueue(conn, job.once(format!("payment-cancel:{}", entry.id)).priority(40)).await?;
        }
    }
    Ok(())
}

/// Closes a payment at its provider and settles what the provider says; money that was faster counts.
pub async fn run_cancel(shop: &Shop, job: CancelPayment) -> Result<(), PaymentError> {
    let mut conn = shop.pool.acquire().await?;
    let entry = book::load(&mut conn, job.payment).await?;
    drop(conn);
    if !entry.state.is_open() {
        return Ok(());
    }
    let Some(gateway) = shop.gateways.get(&entry.gateway) else { return Ok(()) };
    let whose = Lookup { idem_key: entry.idem_key, reference: entry.reference };
    match gateway.cancel(&whose).await {
        Ok(Some(known)) => told(shop, job.payment, known, &Actor::Provider).await?,
        // The provider never heard of it.
        Ok(None) => settle(shop, job.payment, Outcome::Cancelled, &Actor::System).await?,
        Err(GatewayError::Away(_)) => return Err(PaymentError::ProviderAway),
        Err(GatewayError::Refused(code)) => {
            tracing::warn!(payment = %job.payment, code, "the provider does not close a payment");
            return Ok(());
        }
    };
    Ok(())
}
