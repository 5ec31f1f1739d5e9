//! The one way to move an order's states, and its story.
//!
//! A move is a guarded UPDATE that only matches the state it starts from. It raises the order's version, writes the
//! history row and the event in the same transaction. No matching row means that somebody else was faster.

use super::{
    OrderError,
    machines::{Machine, legal},
};
use crate::{Actor, outbox};
use model::{
    OrderId,
    event::Event,
    order::{OrderState, PaymentStatus, Remark, ShipmentState},
};
use sqlx::MySqlConnection;

/// Writes the first rows of an order's story; for the transaction that inserts the order and its shipment.
pub async fn begin(
    conn: &mut MySqlConnection,
    order: OrderId,
    state: OrderState,
    actor: &Actor,
) -> Result<(), OrderError> {
    history(conn, order, Row::new(OrderState::NAME, None, state.word()), actor).await?;
    history(conn, order, Row::new(PaymentStatus::NAME, None, PaymentStatus::Unpaid.word()), actor).await?;
    history(conn, order, Row::new(ShipmentState::NAME, None, ShipmentState::Pending.word()), actor).await?;
    Ok(())
}

/// Moves one of an order's states, if it still stands where the move starts; returns the order's new version.
pub async fn advance<S: Machine>(
    conn: &mut MySqlConnection,
    order: OrderId,
    from: S,
    to: S,
    actor: &Actor,
    note: Option<&str>,
) -> Result<u32, OrderError> {
    legal(from, to)?;
    if S::update(conn, order, from, to).await? != 1 {
        return Err(OrderError::Moved);
    }
    raise_version(conn, order).await?;
    history(conn, order, Row::new(S::NAME, Some(from.word()), to.word()).note(note), actor).await?;
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
