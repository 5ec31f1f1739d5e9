//! What becomes of units that were set aside: sold, given back, run out of time, or put on the shelf again.

use super::{StockError, back, tell::tell};
use crate::Broken;
use model::{OrderId, OrderLineId, ProductId, ReservationId, VariantId, stock::MovementKind};
use sqlx::MySqlConnection;
use std::collections::BTreeMap;

/// Turns the held units of an order into sold ones. False, and nothing changed, where a line is no longer held in full:
/// its time ran out before. True also when all was committed before.
pub async fn commit(conn: &mut MySqlConnection, order: OrderId) -> Result<bool, StockError> {
    let rows = lock(conn, order).await?;
    if !complete(&rows) {
        return Ok(false);
    }
    let held: Vec<_> = rows.into_iter().filter(|row| row.state == "held").collect();
    for row in &held {
        // Signed: MariaDB refuses a difference below zero when one side is unsigned.
        let units = i64::from(row.quantity);
        let sold = sqlx::query!(
            "UPDATE inventory SET on_hand = on_hand - ?, reserved = reserved - ?
             WHERE variant_id = ? AND reserved >= ? AND (may_owe OR on_hand >= ?)",
            units,
            units,
            row.variant,
            units,
            units,
        )
        .execute(&mut *conn)
        .await?;
        one_row(sold.rows_affected(), row)?;
        write_movement(conn, row, -units, MovementKind::Sale).await?;
    }
    settle(conn, order, "held", "committed", held.len()).await?;
    Ok(true)
}

/// Gives held units back to the shelf, because the order was given up.
pub async fn release(conn: &mut MySqlConnection, order: OrderId) -> Result<(), StockError> {
    let_go(conn, order, "released").await
}

/// Gives held units back to the shelf, because their time is over.
pub async fn expire(conn: &mut MySqlConnection, order: OrderId) -> Result<(), StockError> {
    let_go(conn, order, "expired").await
}

/// Puts the sold units of a cancelled order back on the shelf.
pub async fn restock(conn: &mut MySqlConnection, order: OrderId) -> Result<(), StockError> {
    let rows = lock(conn, order).await?;
    let sold: Vec<_> = rows.into_iter().filter(|row| row.state == "committed").collect();
    for row in &sold {
        // Signed: MariaDB refuses a sum below zero when one side is unsigned, and what is owed may stay so.
        let units = i64::from(row.quantity);
        let back = sqlx::query!("UPDATE inventory SET on_hand = on_hand + ? WHERE variant_id = ?", units, row.variant)
            .execute(&mut *conn)
            .await?;
        one_row(back.rows_affected(), row)?;
        write_movement(conn, row, units, MovementKind::Restock).await?;
        back::call(conn, row.variant, units).await?;
        tell(conn, row.product, row.variant).await?;
    }
    settle(conn, order, "committed", "restocked", sold.len()).await
}

async fn let_go(conn: &mut MySqlConnection, order: OrderId, to: &str) -> Result<(), StockError> {
    let rows = lock(conn, order).await?;
    let held: Vec<_> = rows.into_iter().filter(|row| row.state == "held").collect();
    for row in &held {
        let units = i64::from(row.quantity);
        let back = sqlx::query!(
            "UPDATE inventory SET reserved = reserved - ? WHERE variant_id = ? AND reserved >= ?",
            units,
            row.variant,
            units,
        )
        .execute(&mut *conn)
        .await?;
        one_row(back.rows_affected(), row)?;
        back::call(conn, row.variant, units).await?;
        tell(conn, row.product, row.variant).await?;
    }
    settle(conn, order, "held", to, held.len()).await
}

struct Row {
    id: ReservationId,
    line: OrderLineId,
    variant: VariantId,
    product: ProductId,
    order: OrderId,
    quantity: u32,
    /// Units of this variant in the whole line item.
    line_quantity: i64,
    state: String,
}

/// The reservations of an order, locked, in the order in which stock is locked.
async fn lock(conn: &mut MySqlConnection, order: OrderId) -> Result<Vec<Row>, StockError> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT r.id as "id: ReservationId", r.line_id as "line: OrderLineId", r.variant_id as "variant: VariantId",
                  (SELECT v.product_id FROM variants v WHERE v.id = r.variant_id) as "product!: ProductId",
                  r.order_id as "order: OrderId", r.quantity,
                  (SELECT CAST(ol.quantity * COALESCE(olp.units, 1) AS SIGNED) FROM order_lines ol
                   LEFT JOIN order_line_parts olp ON olp.line_id = ol.id AND olp.variant_id = r.variant_id
                   WHERE ol.id = r.line_id) as "line_quantity!: i64", r.state
           FROM reservations r WHERE r.order_id = ? ORDER BY r.variant_id, r.id FOR UPDATE"#,
        order
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Whether every line that was ever held is covered by units that are held or sold now.
fn complete(rows: &[Row]) -> bool {
    let mut covered: BTreeMap<(OrderLineId, VariantId), (i64, i64)> = BTreeMap::new();
    for row in rows {
        let line = covered.entry((row.line, row.variant)).or_insert((0, row.line_quantity));
        if matches!(row.state.as_str(), "held" | "committed") {
            line.0 += i64::from(row.quantity);
        }
    }
    covered.values().all(|(units, wanted)| units == wanted)
}

async fn settle(
    conn: &mut MySqlConnection,
    order: OrderId,
    from: &str,
    to: &str,
    expected: usize,
) -> Result<(), StockError> {
    if expected == 0 {
        return Ok(());
    }
    let settled = sqlx::query!(
        "UPDATE reservations SET state = ?, settled_at = UTC_TIMESTAMP(6) WHERE order_id = ? AND state = ?",
        to,
        order,
        from,
    )
    .execute(conn)
    .await?
    .rows_affected();
    if settled == expected as u64 {
        return Ok(());
    }
    Err(Broken::other(format_args!("{settled} instead of {expected} reservations of order {order} became {to}")).into())
}

async fn write_movement(
    conn: &mut MySqlConnection,
    row: &Row,
    delta: i64,
    kind: MovementKind,
) -> Result<(), StockError> {
    sqlx::query!(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, order_id, actor)
         SELECT variant_id, ?, on_hand, ?, ?, 'system' FROM inventory WHERE variant_id = ?",
        delta,
        kind.as_str(),
        row.order,
        row.variant,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn one_row(matched: u64, row: &Row) -> Result<(), StockError> {
    if matched == 1 {
        return Ok(());
    }
    Err(Broken::other(format_args!("the stock of {} does not cover reservation {}", row.variant, row.id)).into())
}
