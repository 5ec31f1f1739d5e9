//! Starting a payment: the provider is asked outside of any transaction, with the key that was stored first.

use super::{
    PaymentError,
    book::{self, Entry},
    gateway::{Charge, GatewayError, NewCharge, Outcome},
    settle,
};
use crate::{Actor, Shop, fault_point::fault_point, orders, text::t_args};
use model::{PaymentId, checkout::Next, payment::PaymentState};

/// Starts a payment, or finds where it was started before; says where the shopper goes next.
///
/// A provider that is away or refuses does not undo the order: the shopper goes to the order's page, which offers
/// to pay again.
pub async fn start(shop: &Shop, payment: PaymentId) -> Result<Next, PaymentError> {
    let mut conn = shop.pool.acquire().await?;
    let entry = book::load(&mut conn, payment).await?;
    drop(conn);
    let token = orders::access_token(shop, entry.order).await?.reveal();
    let Some(gateway) = shop.gateways.get(&entry.gateway) else { return Ok(Next::Order { token }) };
    match (entry.state, &entry.redirect_url) {
        (PaymentState::Pending | PaymentState::Unknown, Some(url)) => return Ok(Next::Provider { url: url.clone() }),
        (state, _) if state.is_open() => {}
        _ => return Ok(Next::Order { token }),
    }
    fault_point("payment.started");
    let asked = gateway.create(&charge(shop, &entry).await?).await;
    fault_point("payment.called");
    match asked {
        Ok(charge) => {
            keep(shop, payment, charge.clone()).await?;
            fault_point("payment.stored");
            Ok(Next::Provider { url: charge.url })
        }
        Err(GatewayError::Away(why)) => {
            tracing::warn!(%payment, why, "the provider does not answer; the payment stays open");
            settle(shop, payment, Outcome::Unknown, &Actor::System).await?;
            Ok(Next::Order { token })
        }
        Err(GatewayError::Refused(code)) => {
            settle(shop, payment, Outcome::Failed(code), &Actor::Provider).await?;
            Ok(Next::Order { token })
        }
    }
}

async fn charge(shop: &Shop, entry: &Entry) -> Result<NewCharge, PaymentError> {
    let number =
        sqlx::query_scalar!("SELECT number FROM orders WHERE id = ?", entry.order).fetch_one(&shop.pool).await?;
    let name = shop.settings.shop.name.as_str();
    Ok(NewCharge {
        idem_key: entry.idem_key.clone(),
        amount: entry.amount,
        label: t_args("payment-label", &[("shop", name.into()), ("number", number.into())]),
        return_url: format!("{}?payment={}", orders::order_url(shop, entry.order).await?, entry.id),
    })
}

/// Keeps what the provider answered; a payment that ended meanwhile keeps its state.
async fn keep(shop: &Shop, payment: PaymentId, charge: Charge) -> Result<(), PaymentError> {
    shop.transaction((payment, charge), |conn, (payment, charge)| {
        Box::pin(async move {
            book::charged(conn, payment, &charge).await?;
            let entry = book::lock(conn, payment).await?;
            if matches!(entry.state, PaymentState::Created | PaymentState::Unknown) {
                book::advance(conn, &entry, PaymentState::Pending, None).await?;
            }
            Ok::<_, PaymentError>(())
        })
    })
    .await
}
