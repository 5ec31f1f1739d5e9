//! The three state machines of an order: what may follow what, and the one way to move.
//!
//! A move is a guarded UPDATE that only matches the state it starts from. It raises the order's version, writes the
//! history row and the event in the same transaction. No matching row means that somebody else was faster.

use super::OrderError;
use crate::{Actor, outbox};
use model::{
    OrderId,
    event::Event,
    order::{OrderState, PaymentStatus, Remark, ShipmentState},
};
use sqlx::MySqlConnection;

/// Moves of the order itself. A cancelled order comes back when its money arrives late and its stock is still there.
pub const ORDER_MOVES: &[(OrderState, OrderState)] = &[
    (OrderState::PendingPayment, OrderState::Confirmed),
    (OrderState::PendingPayment, OrderState::Cancelled),
    (OrderState::Confirmed, OrderState::Completed),
    (OrderState::Confirmed, OrderState::Cancelled),
    (OrderState::Cancelled, OrderState::Confirmed),
];

/// Moves of the money.
pub const PAYMENT_MOVES: &[(PaymentStatus, PaymentStatus)] = &[
    (PaymentStatus::Unpaid, PaymentStatus::Paid),
    (PaymentStatus::Paid, PaymentStatus::PartlyRefunded),
    (PaymentStatus::Paid, PaymentStatus::Refunded),
    (PaymentStatus::PartlyRefunded, PaymentStatus::Refunded),
];

/// Moves of the parcel; a cancelled one comes back with its order.
pub const SHIPMENT_MOVES: &[(ShipmentState, ShipmentState)] = &[
    (ShipmentState::Pending, ShipmentState::Packed),
    (ShipmentState::Packed, ShipmentState::Shipped),
    (ShipmentState::Shipped, ShipmentState::Delivered),
    (ShipmentState::Pending, ShipmentState::Cancelled),
    (ShipmentState::Packed, ShipmentState::Cancelled),
    (ShipmentState::Cancelled, ShipmentState::Pending),
];

/// Writes the first rows of an order's story; for the transaction that inserts the order and its shipment.
pub async fn begin(
    conn: &mut MySqlConnection,
    order: OrderId,
    state: OrderState,
    actor: &Actor,
) -> Result<(), OrderError> {
    history(conn, order, Row::new("order", None, state.as_str()), actor).await?;
    history(conn, order, Row::new("payment", None, PaymentStatus::Unpaid.as_str()), actor).await?;
    history(conn, order, Row::new("shipment", None, ShipmentState::Pending.as_str()), actor).await?;
    Ok(())
}

/// Moves the order; returns its new version.
pub async fn advance_order(
    conn: &mut MySqlConnection,
    order: OrderId,
    from: OrderState,
    to: OrderState,
    actor: &Actor,
    note: Option<&str>,
) -> Result<u32, OrderError> {
    legal(ORDER_MOVES, from, to, OrderState::as_str)?;
    let moved = sqlx::query!(
        "UPDATE orders SET state = ?, version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id = ? AND state = ?",
        to.as_str(),
        order,
        from.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    moved_or_lost(moved.rows_affected())?;
    history(conn, order, Row::new("order", Some(from.as_str()), to.as_str()).note(note), actor).await?;
    tell(conn, order).await
}

/// Moves the money's state; returns the order's new version.
pub async fn advance_payment_status(
    conn: &mut MySqlConnection,
    order: OrderId,
    from: PaymentStatus,
    to: PaymentStatus,
    actor: &Actor,
    note: Option<&str>,
) -> Result<u32, OrderError> {
    legal(PAYMENT_MOVES, from, to, PaymentStatus::as_str)?;
    let moved = sqlx::query!(
        "UPDATE orders SET payment_status = ?, version = version + 1, updated_at = UTC_TIMESTAMP(6)
         WHERE id = ? AND payment_status = ?",
        to.as_str(),
        order,
        from.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    moved_or_lost(moved.rows_affected())?;
    history(conn, order, Row::new("payment", Some(from.as_str()), to.as_str()).note(note), actor).await?;
    tell(conn, order).await
}

/// Moves the parcel; returns the order's new version.
pub async fn advance_shipment(
    conn: &mut MySqlConnection,
    order: OrderId,
    from: ShipmentState,
    to: ShipmentState,
    actor: &Actor,
    note: Option<&str>,
) -> Result<u32, OrderError> {
    legal(SHIPMENT_MOVES, from, to, ShipmentState::as_str)?;
    let moved = sqlx::query!(
        "UPDATE shipments SET state = ?, updated_at = UTC_TIMESTAMP(6) WHERE order_id = ? AND state = ?",
        to.as_str(),
        order,
        from.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    moved_or_lost(moved.rows_affected())?;
    raise_version(conn, order).await?;
    history(conn, order, Row::new("shipment", Some(from.as_str()), to.as_str()).note(note), actor).await?;
    tell(conn, order).await
}

/// Writes something into the story that moves no state, such as a declined payment; open pages hear of it.
pub async fn remark(
    conn: &mut MySqlConnection,
    order: OrderId,
    what: Remark,
    actor: &Actor,
    note: Option<&str>,
) -> Result<u32, OrderError> {
    raise_version(conn, order).await?;
    history(conn, order, Row::new("note", None, what.as_str()).note(note), actor).await?;
    tell(conn, order).await
}

/// Writes something into the story that is found again and again, unless the story says it already; the order's row is
/// locked.
pub async fn remark_once(
    conn: &mut MySqlConnection,
    order: OrderId,
    what: Remark,
    actor: &Actor,
    note: &str,
) -> Result<(), OrderError> {
    let said = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM order_history WHERE order_id = ? AND machine = 'note' AND to_state = ? AND note = ?",
        order,
        what.as_str(),
        note,
    )
    .fetch_one(&mut *conn)
    .await?;
    if said == 0 {
        remark(conn, order, what, actor, Some(note)).await?;
    }
    Ok(())
}

/// Writes down that a mail left.
pub async fn mailed(conn: &mut MySqlConnection, order: OrderId, kind: &str) -> Result<(), OrderError> {
    history(conn, order, Row::new("mail", None, kind), &Actor::System).await
}

/// Writes down that no server takes a mail.
pub async fn mail_refused(conn: &mut MySqlConnection, order: OrderId, why: &str) -> Result<(), OrderError> {
    history(conn, order, Row::new("note", None, Remark::MailRefused.as_str()).note(Some(why)), &Actor::System).await
}

struct Row<'a> {
    machine: &'static str,
    from: Option<&'static str>,
    to: &'a str,
    note: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(machine: &'static str, from: Option<&'static str>, to: &'a str) -> Self {
        Self { machine, from, to, note: None }
    }

    fn note(self, note: Option<&'a str>) -> Self {
        Self { note, ..self }
    }
}

async fn history(conn: &mut MySqlConnection, order: OrderId, row: Row<'_>, actor: &Actor) -> Result<(), OrderError> {
    sqlx::query!(
        "INSERT INTO order_history (order_id, machine, from_state, to_state, actor, actor_id, note)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        order,
        row.machine,
        row.from,
        row.to,
        actor.word(),
        actor.user(),
        row.note,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn raise_version(conn: &mut MySqlConnection, order: OrderId) -> Result<(), OrderError> {
    sqlx::query!("UPDATE orders SET version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id = ?", order)
        .execute(conn)
        .await?;
    Ok(())
}

async fn tell(conn: &mut MySqlConnection, order: OrderId) -> Result<u32, OrderError> {
    let version = sqlx::query_scalar!("SELECT version FROM orders WHERE id = ?", order).fetch_one(&mut *conn).await?;
    outbox::write(conn, &Event::OrderChanged { order, version }).await?;
    Ok(version)
}

fn legal<S: Copy + PartialEq>(moves: &[(S, S)], from: S, to: S, word: fn(S) -> &'static str) -> Result<(), OrderError> {
    if moves.contains(&(from, to)) {
        return Ok(());
    }
    let allowed = moves.iter().filter(|(start, _)| *start == from).map(|(_, end)| word(*end)).collect();
    Err(OrderError::Illegal { allowed })
}

fn moved_or_lost(rows: u64) -> Result<(), OrderError> {
    if rows == 1 { Ok(()) } else { Err(OrderError::Moved) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_allowed_instead() {
        let refused = legal(ORDER_MOVES, OrderState::Completed, OrderState::Cancelled, OrderState::as_str);
        assert!(matches!(refused, Err(OrderError::Illegal { allowed }) if allowed.is_empty()));
        let refused = legal(SHIPMENT_MOVES, ShipmentState::Pending, ShipmentState::Shipped, ShipmentState::as_str);
        assert!(matches!(refused, Err(OrderError::Illegal { allowed }) if allowed == ["packed", "cancelled"]));
    }

    #[test]
    fn money_never_goes_backwards() {
        for (from, to) in PAYMENT_MOVES {
            assert!((*from as u8) < (*to as u8), "{from:?} -> {to:?}");
        }
    }
}
