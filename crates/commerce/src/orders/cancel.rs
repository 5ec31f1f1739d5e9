//! Ending an order: stock back, money back, payments under way given up.

use super::{
    OrderError,
    load::{self, Head},
    status,
};
use crate::{
    Actor, Shop, inventory,
    mail::{self, MailKind, Occasion},
    payments,
    secret::Token,
};
use model::{
    OrderId,
    order::{OrderState, OrderView, ShipmentState},
    payment::RefundReason,
};
use sqlx::MySqlConnection;

/// Why an order was cancelled; the word is kept in `orders.cancel_reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelReason {
    /// The hold ran out before money came.
    Expired,
    /// The transfer did not come in its days.
    Unpaid,
    /// The shopper changed their mind.
    Shopper,
    /// By a member of staff.
    Staff,
}

impl CancelReason {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Unpaid => "unpaid",
            Self::Shopper => "shopper",
            Self::Staff => "staff",
        }
    }
}

/// Cancels an order through its guest link, until it is packed.
pub async fn cancel(shop: &Shop, actor: &Actor, token: &str) -> Result<OrderView, OrderError> {
    let token: Token = token.parse().map_err(|_| OrderError::NoOrder)?;
    let order = shop
        .transaction((token.hash(), actor.clone()), |conn, (hash, actor)| {
            Box::pin(async move {
                let head = load::lock_by_hash(conn, &hash).await?.ok_or(OrderError::NoOrder)?;
                if head.shipment != ShipmentState::Pending {
                    return Err(OrderError::Illegal { allowed: vec![] });
                }
                end(conn, &head, &actor, CancelReason::Shopper, None).await?;
                Ok::<_, OrderError>(head.id)
            })
        })
        .await?;
    load::order(shop, order).await
}

/// Cancels an unpaid order whose hold ran out; the caller holds the order's row lock and has let go of its stock.
pub async fn expire(conn: &mut MySqlConnection, order: OrderId) -> Result<(), OrderError> {
    let head = load::lock(conn, order).await?.ok_or(OrderError::NoOrder)?;
    close(conn, &head, &Actor::System, CancelReason::Expired, None).await
}

/// Ends an order whose row is locked: stock goes back to the shelf, captured money back to the shopper.
pub async fn end(
    conn: &mut MySqlConnection,
    head: &Head,
    actor: &Actor,
    reason: CancelReason,
    note: Option<&str>,
) -> Result<(), OrderError> {
    // The money's rows are locked before the stock's.
    close(conn, head, actor, reason, note).await?;
    payments::give_back_all(conn, head.id, RefundReason::Cancelled, actor).await?;
    match head.state {
        OrderState::PendingPayment => inventory::release(conn, head.id).await?,
        _ => inventory::restock(conn, head.id).await?,
    }
    Ok(())
}

async fn close(
    conn: &mut MySqlConnection,
    head: &Head,
    actor: &Actor,
    reason: CancelReason,
    note: Option<&str>,
) -> Result<(), OrderError> {
    let note = note.or(Some(reason.as_str()));
    let version = status::advance(conn, head.id, head.state, OrderState::Cancelled, actor, note).await?;
    sqlx::query!("UPDATE orders SET cancel_reason = ? WHERE id = ?", reason.as_str(), head.id)
        .execute(&mut *conn)
        .await?;
    if head.shipment != ShipmentState::Cancelled {
        status::advance(conn, head.id, head.shipment, ShipmentState::Cancelled, actor, None).await?;
    }
    payments::give_up(conn, head.id).await?;
    mail::enqueue(conn, MailKind::Cancelled, head.id, Occasion::Version(version)).await?;
    Ok(())
}
