//! Paying an order that waits for money: once more, or in another way.

use super::{
    OrderError,
    load::{self, Head},
    method, status,
};
use crate::{
    Actor, Settings, Shop, catalog, checkout, inventory, limits,
    mail::{self, MailKind, Occasion},
    payments,
    secret::Token,
};
use model::{
    Currency, Fault, FaultKind, PaymentId,
    checkout::{Next, PaymentChoice},
    order::{OrderState, OrderView, PaymentStatus, Remark, ShipmentState},
    payment::PaymentMethod,
};
use sqlx::MySqlConnection;

/// Whether an order still waits for money that its shopper can bring.
pub fn may_pay(order: &OrderView) -> bool {
    waits(order.state, order.payment_status, order.shipment.state)
}

/// The ways in which an order can be paid now, with their fees; none where it does not wait for money.
pub async fn ways_to_pay(shop: &Shop, order: &OrderView) -> Result<Vec<PaymentChoice>, OrderError> {
    if !may_pay(order) {
        return Ok(vec![]);
    }
    let mut conn = shop.pool.acquire().await?;
    let choices = choices(&mut conn, &shop.settings, order.totals.total.currency).await?;
    let fits = |choice: &PaymentChoice| fits(order.state, order.payment_method, choice.method);
    Ok(choices.into_iter().filter(fits).collect())
}

/// The ways to pay in the currency of an order.
async fn choices(
    conn: &mut MySqlConnection,
    settings: &Settings,
    currency: Currency,
) -> Result<Vec<PaymentChoice>, OrderError> {
    let exchange = catalog::exchange(conn, settings.shop.currency, currency).await?;
    Ok(checkout::payment_choices(settings, currency, &exchange))
}

/// Pays an order that still waits for money, by the same or another method.
pub async fn pay_again(shop: &Shop, actor: &Actor, token: &str, method: PaymentMethod) -> Result<Next, OrderError> {
    let link: Token = token.parse().map_err(|_| OrderError::NoOrder)?;
    guard(shop, actor, token, method).await?;
    let input = (link.hash(), actor.clone(), method, shop.settings.clone());
    let payment = shop
        .transaction(input, |conn, (hash, actor, method, settings)| {
            Box::pin(async move {
                let head = load::lock_by_hash(conn, &hash).await?.ok_or(OrderError::NoOrder)?;
                let waits = waits(head.state, head.payment_status, head.shipment);
                if !waits || !fits(head.state, head.method, method) {
                    return Err(OrderError::Illegal { allowed: vec![] });
                }
                let choices = choices(conn, &settings, head.total.currency).await?;
                let choice = choices.into_iter().find(|choice| choice.method == method);
                let wrong = || OrderError::Refused(Fault::invalid([("payment", "payment-method")]));
                let choice = choice.ok_or_else(wrong)?;
                if choice.method.online() {
                    by_provider(conn, &head).await
                } else {
                    by_hand(conn, &head, choice, &actor, settings.payments.hold_minutes).await
                }
            })
        })
        .await?;
    Ok(payments::start(shop, payment).await?)
}

/// Who tries card after card is slowed, by order and by address.
async fn guard(shop: &Shop, actor: &Actor, token: &str, method: PaymentMethod) -> Result<(), OrderError> {
    let Actor::Shopper(shopper) = actor else { return Ok(()) };
    if method.online() {
        limits::guard(shop, limits::PAY, token).await.map_err(OrderError::Refused)?;
        limits::guard(shop, limits::PAY_ADDRESS, &shopper.address).await.map_err(OrderError::Refused)?;
    }
    Ok(())
}

fn waits(state: OrderState, money: PaymentStatus, parcel: ShipmentState) -> bool {
    matches!(state, OrderState::PendingPayment | OrderState::Confirmed)
        && money == PaymentStatus::Unpaid
        && parcel == ShipmentState::Pending
}

/// A parcel that is to be paid at the door has a fee for it, which no provider should be asked for; and nothing is
/// gained by choosing the same way by hand twice.
fn fits(state: OrderState, before: PaymentMethod, now: PaymentMethod) -> bool {
    match state {
        OrderState::Confirmed if now.online() => before != PaymentMethod::OnDelivery,
        OrderState::Confirmed => before != now,
        _ => true,
    }
}

/// An open payment is used again, so that one order is not charged twice; after a refusal a new one is made.
async fn by_provider(conn: &mut MySqlConnection, head: &Head) -> Result<PaymentId, OrderError> {
    let under_way = payments::under_way(conn, head.id).await?;
    match under_way.iter().rev().find(|payment| payment.method.online() && payment.amount == head.total) {
        Some(payment) => Ok(payment.id),
        None => Ok(payments::open(conn, head.id, PaymentMethod::Card, head.total).await?),
    }
}

/// Confirms the order at once: the stock is sold, the money comes later by hand.
async fn by_hand(
    conn: &mut MySqlConnection,
    head: &Head,
    choice: PaymentChoice,
    actor: &Actor,
    minutes: u32,
) -> Result<PaymentId, OrderError> {
    payments::give_up(conn, head.id).await?;
    let method = choice.method;
    let total = method::change(conn, head, method, choice.fee).await?;
    let payment = payments::open(conn, head.id, method, total).await?;
    if head.state == OrderState::PendingPayment {
        let sold = inventory::commit(conn, head.id).await? || payments::hold_again(conn, head.id, minutes).await?;
        if !sold {
            return Err(OrderError::Refused(Fault::new(FaultKind::Conflict, "order-sold-out")));
        }
        status::advance(conn, head.id, head.state, OrderState::Confirmed, actor, Some(method.as_str())).await?;
    } else {
        status::remark(conn, head.id, Remark::PaymentMethod, actor, Some(method.as_str())).await?;
    }
    // What is to be paid now, and where to.
    mail::enqueue(conn, MailKind::OrderPlaced, head.id, Occasion::Method(method)).await?;
    Ok(payment)
}
