//! The bought line that proves that somebody has the product.

use model::{Email, OrderLineId, ProductId, VariantId};
use sqlx::MySqlConnection;

/// A line of the product that somebody with this address bought and paid, or got delivered: the latest.
pub(super) async fn find(
    conn: &mut MySqlConnection,
    product: ProductId,
    email: &Email,
) -> Result<Option<(OrderLineId, VariantId)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "line: OrderLineId", l.variant_id AS "variant: VariantId", o.email
           FROM orders o
           JOIN order_lines l ON l.order_id = o.id JOIN variants v ON v.id = l.variant_id
           JOIN shipments s ON s.order_id = o.id
           WHERE o.email = ? AND v.product_id = ? AND o.state <> 'cancelled'
             AND (o.payment_status IN ('paid', 'partly_refunded') OR (o.payment_status = 'unpaid' AND s.state = 'delivered'))
           ORDER BY o.placed_at DESC, l.position LIMIT 20"#,
        email.as_str(),
        product
    )
    .fetch_all(conn)
    .await?;
    // The column compares without accents; two addresses are one only byte for byte.
    let own = |typed: &str| typed.parse::<Email>().is_ok_and(|other| other.canonical() == email.canonical());
    Ok(rows.into_iter().find(|row| own(&row.email)).map(|row| (row.line, row.variant)))
}
