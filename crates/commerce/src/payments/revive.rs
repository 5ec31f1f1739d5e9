//! Money that came after the hold ran out: the stock is taken again where it is still there.

use super::PaymentError;
use crate::{
    Actor,
    inventory::{self, StockError, Wanted},
    mail::{self, MailKind, Occasion},
    orders::{Head, OrderError, status},
};
use model::{
    OrderId, OrderLineId, VariantId,
    order::{OrderState, ShipmentState},
};
use sqlx::{Acquire, MySqlConnection};

/// Sells the stock of an order whose hold is gone and brings the order back; false where the stock is gone too.
pub(super) async fn revive(
    conn: &mut MySqlConnection,
    head: &Head,
    actor: &Actor,
    minutes: u32,
) -> Result<bool, PaymentError> {
    if !hold_again(conn, head.id, minutes).await? {
        if head.state == OrderState::PendingPayment {
            end_sold_out(conn, head).await?;
        }
        return Ok(false);
    }
    status::advance(conn, head.id, head.state, OrderState::Confirmed, actor, Some("late_payment")).await?;
    sqlx::query!("UPDATE orders SET cancel_reason = NULL WHERE id = ?", head.id).execute(&mut *conn).await?;
    if head.shipment == ShipmentState::Cancelled {
        status::advance(conn, head.id, ShipmentState::Cancelled, ShipmentState::Pending, actor, None).await?;
    }
    // The last that the customer heard is that the order had ended.
    mail::enqueue(conn, MailKind::OrderPlaced, head.id, Occasion::Revived).await?;
    Ok(true)
}

/// Holds and sells all lines of an order anew, or changes nothing; false where a line is short.
pub async fn hold_again(conn: &mut MySqlConnection, order: OrderId, minutes: u32) -> Result<bool, OrderError> {
    // What is left of the first hold goes back first, or it would be counted twice.
    let mut part = conn.begin().await?;
    inventory::release(&mut part, order).await?;
    let wanted = wanted(&mut part, order).await?;
    match inventory::hold(&mut part, order, &wanted, minutes).await {
        Ok(()) => {}
        Err(StockError::Short { .. }) => {
            part.rollback().await?;
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    if !inventory::commit(&mut part, order).await? {
        part.rollback().await?;
        return Ok(false);
    }
    part.commit().await?;
    Ok(true)
}

async fn wanted(conn: &mut MySqlConnection, order: OrderId) -> Result<Vec<Wanted>, sqlx::Error> {
    sqlx::query_as!(
        Wanted,
        r#"SELECT l.id AS "line!: OrderLineId", COALESCE(p.variant_id, l.variant_id) AS "variant!: VariantId",
                  CAST(l.quantity * COALESCE(p.units, 1) AS UNSIGNED) AS "quantity!: u32"
           FROM order_lines l LEFT JOIN order_line_parts p ON p.line_id = l.id
           WHERE l.order_id = ? ORDER BY 2"#,
        order
    )
    .fetch_all(conn)
    .await
}

/// An unpaid order whose stock went to somebody else ends here.
async fn end_sold_out(conn: &mut MySqlConnection, head: &Head) -> Result<(), PaymentError> {
    inventory::release(conn, head.id).await?;
    crate::orders::expire(conn, head.id).await?;
    Ok(())
}
