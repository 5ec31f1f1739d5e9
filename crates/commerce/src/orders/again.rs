//! Paying an order that waits for money: once more, or in another way.

use super::{
    OrderError,
    load::{self, Head},
    status,
};
use crate::{
    Actor, Shop, inventory,
    mail::{self, MailKind},
    payments,
    secret::Token,
};
use model::{
    Fault, FaultKind, PaymentId,
    checkout::Next,
    order::{OrderState, OrderView, PaymentStatus, ShipmentState},
    payment::PaymentMethod,
};
use sqlx::MySqlConnection;

/// Whether an order still waits for money that its shopper can bring.
pub fn may_pay(order: &OrderView) -> bool {
    waits(order.state, order.payment_status, order.shipment.state)
}

/// Pays an order that still waits for money, by the same or another method.
pub async fn pay_again(shop: &Shop, actor: &Actor, token: &str, method: PaymentMethod) -> Result<Next, OrderError> {
    let link: Token = token.parse().map_err(|_| OrderError::NoOrder)?;
    offered(shop, method)?;
    let input = (link.hash(), actor.clone(), method, shop.settings.payments.hold_minutes);
    let payment = shop
        .transaction(input, |conn, (hash, actor, method, minutes)| {
            Box::pin(async move {
                let head = load::lock_by_hash(conn, &hash).await?.ok_or(OrderError::NoOrder)?;
                if !waits(head.state, head.payment_status, head.shipment) {
                    return Err(OrderError::Illegal { allowed: vec![] });
                }
                if method.online() {
                    by_provider(conn, &head).await
                } else {
                    by_hand(conn, &head, method, &actor, minutes).await
                }
            })
        })
        .await?;
    Ok(payments::start(shop, payment).await?)
}

fn offered(shop: &Shop, method: PaymentMethod) -> Result<(), OrderError> {
    let settings = &shop.settings.payments;
    let offered = match method {
        PaymentMethod::Card => true,
        PaymentMethod::OnDelivery => settings.on_delivery,
        PaymentMethod::BankTransfer => settings.bank_transfer,
    };
    if offered { Ok(()) } else { Err(OrderError::Refused(Fault::invalid([("payment", "payment-method")]))) }
}

fn waits(state: OrderState, money: PaymentStatus, parcel: ShipmentState) -> bool {
    matches!(state, OrderState::PendingPayment | OrderState::Confirmed)
        && money == PaymentStatus::Unpaid
        && parcel == ShipmentState::Pending
}

/// An open payment is used again, so that one order is not charged twice; after a refusal a new one is made.
async fn by_provider(conn: &mut MySqlConnection, head: &Head) -> Result<PaymentId, OrderError> {
    let open = sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments
           WHERE order_id = ? AND method = 'card' AND state IN ('created', 'pending', 'unknown') AND amount = ?
           ORDER BY id DESC LIMIT 1"#,
        head.id,
        head.total.minor,
    )
    .fetch_optional(&mut *conn)
    .await?;
    match open {
        Some(payment) => Ok(payment),
        None => Ok(payments::open(conn, head.id, PaymentMethod::Card, head.total).await?),
    }
}

/// Confirms the order at once: the stock is sold, the money comes later by hand.
async fn by_hand(
    conn: &mut MySqlConnection,
    head: &Head,
    method: PaymentMethod,
    actor: &Actor,
    minutes: u32,
) -> Result<PaymentId, OrderError> {
    payments::give_up(conn, head.id).await?;
    let payment = payments::open(conn, head.id, method, head.total).await?;
    sqlx::query!("UPDATE orders SET payment_method = ? WHERE id = ?", method.as_str(), head.id)
        .execute(&mut *conn)
        .await?;
    if head.state == OrderState::PendingPayment {
        let sold = inventory::commit(conn, head.id).await? || payments::hold_again(conn, head.id, minutes).await?;
        if !sold {
            return Err(OrderError::Refused(Fault::new(FaultKind::Conflict, "order-sold-out")));
        }
        status::advance_order(conn, head.id, head.state, OrderState::Confirmed, actor, Some(method.as_str())).await?;
        mail::enqueue(conn, MailKind::OrderPlaced, head.id).await?;
    } else {
        status::remark(conn, head.id, "payment_method", actor, Some(method.as_str())).await?;
    }
    Ok(payment)
}
