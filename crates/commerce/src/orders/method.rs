//! Another way to pay: its fee and the tax on it become part of the order's sums.

use super::{OrderError, load::Head, status};
use crate::{
    Actor, Broken,
    cart::totals::{self, TaxMode, TaxedLine},
};
use model::{Money, OrderLineId, order::Remark, payment::PaymentMethod};
use sqlx::MySqlConnection;

/// Keeps the way in which a locked order was paid in the end. Its total is what was paid, so no fee changes.
pub(crate) async fn paid_by(
    conn: &mut MySqlConnection,
    head: &Head,
    method: PaymentMethod,
    actor: &Actor,
) -> Result<(), OrderError> {
    if head.method != method {
        set(conn, head, method).await?;
        status::remark(conn, head.id, Remark::PaymentMethod, actor, Some(method.as_str())).await?;
    }
    Ok(())
}

/// Gives a locked order another way to pay and adds it up anew; returns the new total.
pub(super) async fn change(
    conn: &mut MySqlConnection,
    head: &Head,
    method: PaymentMethod,
    fee: Money,
) -> Result<Money, OrderError> {
    let currency = head.total.currency;
    let row = sqlx::query!(
        r#"SELECT discount, shipping, fee, tax_included AS "tax_included: bool" FROM orders WHERE id = ?"#,
        head.id
    )
    .fetch_one(&mut *conn)
    .await?;
    if row.fee == fee.minor {
        set(conn, head, method).await?;
        return Ok(head.total);
    }
    let lines = sqlx::query!(
        r#"SELECT id AS "id: OrderLineId", unit_price, quantity, tax_rate FROM order_lines
           WHERE order_id = ? ORDER BY position"#,
        head.id
    )
    .fetch_all(&mut *conn)
    .await?;
    let taxed: Vec<_> = lines
        .iter()
        .map(|line| TaxedLine {
            unit: Money::new(line.unit_price, currency),
            quantity: line.quantity,
            rate: line.tax_rate,
        })
        .collect();
    let mode = if row.tax_included { TaxMode::Gross } else { TaxMode::Net };
    let shipping = Some(Money::new(row.shipping, currency));
    let sums = totals::totals(&taxed, shipping, fee, mode, currency).map_err(Broken::other)?;
    let taxes: Vec<(u32, i64)> = sums.totals.taxes.iter().map(|(rate, tax)| (*rate, tax.minor)).collect();
    let total = Money::new(sums.totals.total.minor - row.discount, currency);
    sqlx::query!(
        "UPDATE orders SET payment_method = ?, fee = ?, tax = ?, taxes = ?, total = ? WHERE id = ?",
        method.as_str(),
        fee.minor,
        sums.totals.tax.minor,
        serde_json::to_string(&taxes).map_err(Broken::other)?,
        total.minor,
        head.id,
    )
    .execute(&mut *conn)
    .await?;
    for (line, tax) in lines.iter().zip(&sums.line_taxes) {
        sqlx::query!("UPDATE order_lines SET tax = ? WHERE id = ?", tax, line.id).execute(&mut *conn).await?;
    }
    Ok(total)
}

async fn set(conn: &mut MySqlConnection, head: &Head, method: PaymentMethod) -> Result<(), OrderError> {
    sqlx::query!("UPDATE orders SET payment_method = ? WHERE id = ?", method.as_str(), head.id).execute(conn).await?;
    Ok(())
}
