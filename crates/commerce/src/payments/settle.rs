//! Settling a payment: the one place where money becomes a fact, for webhooks, return visits and the reconciler alike.
//!
//! Locks the order first: whoever holds it is alone with its payments, reservations and parcel. Stock, which orders
//! share, is locked by ascending variant. Running it twice, or from many sides at once, changes nothing more.

use super::{
    PaymentError,
    book::{self, Entry},
    gateway::{Known, Outcome},
    refunds, revive,
};
use crate::{
    Actor, Shop,
    fault_point::fault_point,
    inventory,
    mail::{self, MailKind, Occasion},
    orders::{self, CancelReason, Head, status},
};
use model::{
    Money, PaymentId,
    order::{OrderState, PaymentStatus, Remark},
    payment::{PaymentState, RefundReason},
};
use sqlx::MySqlConnection;

/// What settling came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Nothing new.
    Known,
    /// The payment moved, the order did not.
    Noted,
    /// The order is paid and its stock is sold.
    Paid,
    /// The money came, but nothing can be sold for it: it goes back by itself.
    GoesBack,
    /// The provider names another amount or currency than we asked for; nothing was moved.
    Mismatch,
}

/// Writes down what became of a payment and does everything that follows from it.
pub async fn settle(shop: &Shop, payment: PaymentId, outcome: Outcome, actor: &Actor) -> Result<Settled, PaymentError> {
    write_down(shop, payment, None, outcome, actor).await
}

/// Settles what a provider knows, and keeps the provider's name of the payment where it is not known yet.
pub(super) async fn told(
    shop: &Shop,
    payment: PaymentId,
    known: Known,
    actor: &Actor,
) -> Result<Settled, PaymentError> {
    write_down(shop, payment, Some(known.reference), known.outcome, actor).await
}

async fn write_down(
    shop: &Shop,
    payment: PaymentId,
    reference: Option<String>,
    outcome: Outcome,
    actor: &Actor,
) -> Result<Settled, PaymentError> {
    let input = (payment, reference, outcome, actor.clone(), shop.settings.payments.hold_minutes);
    let settled = shop
        .transaction(input, |conn, (payment, reference, outcome, actor, minutes)| {
            Box::pin(async move {
                let settled = decide(conn, payment, &outcome, &actor, minutes).await?;
                if let Some(reference) = reference {
                    book::name(conn, payment, &reference).await?;
                }
                fault_point("settle.before_commit");
                Ok::<_, PaymentError>(settled)
            })
        })
        .await?;
    fault_point("settle.after_commit");
    if settled == Settled::Mismatch {
        tracing::error!(%payment, "a provider names another amount than was asked for");
    }
    Ok(settled)
}

async fn decide(
    conn: &mut MySqlConnection,
    payment: PaymentId,
    outcome: &Outcome,
    actor: &Actor,
    minutes: u32,
) -> Result<Settled, PaymentError> {
    let order = book::load(conn, payment).await?.order;
    let head = orders::lock(conn, order).await?.ok_or(PaymentError::NoPayment)?;
    let entry = book::lock(conn, payment).await?;
    match outcome {
        Outcome::Paid(money) => paid(conn, &head, &entry, *money, actor, minutes).await,
        Outcome::Failed(code) => failed(conn, &entry, code, actor).await,
        Outcome::Cancelled => moved(conn, &entry, PaymentState::Cancelled).await,
        Outcome::Pending => moved(conn, &entry, PaymentState::Pending).await,
        Outcome::Unknown => moved(conn, &entry, PaymentState::Unknown).await,
    }
}

async fn paid(
    conn: &mut MySqlConnection,
    head: &Head,
    entry: &Entry,
    money: Money,
    actor: &Actor,
    minutes: u32,
) -> Result<Settled, PaymentError> {
    if entry.state.is_paid() {
        return Ok(Settled::Known);
    }
    if money != entry.amount {
        let note = format!("{money}, asked for {}", entry.amount);
        status::remark_once(conn, head.id, Remark::PaymentMismatch, actor, &note).await?;
        return Ok(Settled::Mismatch);
    }
    if !book::capture(conn, entry).await? {
        return Ok(Settled::Known);
    }
    if head.payment_status != PaymentStatus::Unpaid {
        return goes_back(conn, entry, RefundReason::SecondPayment, actor).await;
    }
    // A payment of the order as it was before another way to pay changed its fee.
    if money != head.total {
        return goes_back(conn, entry, RefundReason::TotalChanged, actor).await;
    }
    status::advance(conn, head.id, PaymentStatus::Unpaid, PaymentStatus::Paid, actor, None).await?;
    orders::paid_by(conn, head, entry.method, actor).await?;
    match head.state {
        OrderState::Confirmed | OrderState::Completed => {}
        OrderState::PendingPayment if inventory::commit(conn, head.id).await? => {
            status::advance(conn, head.id, head.state, OrderState::Confirmed, actor, None).await?;
        }
        OrderState::Cancelled if head.cancel_reason.as_deref() != Some(CancelReason::Expired.as_str()) => {
            return goes_back(conn, entry, RefundReason::OrderCancelled, actor).await;
        }
        OrderState::PendingPayment | OrderState::Cancelled => {
            if !revive::revive(conn, head, actor, minutes).await? {
                return goes_back(conn, entry, RefundReason::SoldOut, actor).await;
            }
        }
    }
    super::give_up(conn, head.id).await?;
    mail::enqueue(conn, MailKind::PaymentReceived, head.id, Occasion::First).await?;
    Ok(Settled::Paid)
}

/// Money that came for nothing.
async fn goes_back(
    conn: &mut MySqlConnection,
    entry: &Entry,
    reason: RefundReason,
    actor: &Actor,
) -> Result<Settled, PaymentError> {
    refunds::send_back(conn, entry, reason, actor).await?;
    Ok(Settled::GoesBack)
}

/// A refusal leaves the stock held until its time is over, so that the shopper can pay in another way.
async fn failed(conn: &mut MySqlConnection, entry: &Entry, code: &str, actor: &Actor) -> Result<Settled, PaymentError> {
    let code: String = code.chars().filter(|c| c.is_ascii_graphic()).take(64).collect();
    if !book::advance(conn, entry, PaymentState::Failed, Some(&code)).await? {
        return Ok(Settled::Known);
    }
    status::remark(conn, entry.order, Remark::PaymentFailed, actor, Some(&code)).await?;
    // Once an order: who tries card after card stands at the page that says the same.
    mail::enqueue(conn, MailKind::PaymentFailed, entry.order, Occasion::First).await?;
    Ok(Settled::Noted)
}

async fn moved(conn: &mut MySqlConnection, entry: &Entry, to: PaymentState) -> Result<Settled, PaymentError> {
    if !book::advance(conn, entry, to, None).await? {
        return Ok(Settled::Known);
    }
    status::remark(conn, entry.order, remark_for(to), &Actor::System, None).await?;
    Ok(Settled::Noted)
}

fn remark_for(state: PaymentState) -> Remark {
    match state {
        PaymentState::Cancelled => Remark::PaymentCancelled,
        PaymentState::Unknown => Remark::PaymentUnknown,
        _ => Remark::PaymentWaiting,
    }
}
