//! An order that speaks for a reviewer who only typed an address.

use model::{Email, OrderId, ProductId, Time, review::Proof};
use sqlx::MySqlPool;

/// The latest order with the product that somebody with this address paid, or got delivered. It proves nothing: anybody may
/// type an address. A moderator may want to know.
pub(super) async fn find(pool: &MySqlPool, product: ProductId, email: &Email) -> Result<Option<Proof>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT o.id AS "order: OrderId", o.number, o.placed_at AS "placed_at: Time", o.email
           FROM orders o
           JOIN order_lines l ON l.order_id = o.id JOIN variants v ON v.id = l.variant_id
           JOIN shipments s ON s.order_id = o.id
           WHERE o.email = ? AND v.product_id = ? AND o.state <> 'cancelled'
             AND (o.payment_status IN ('paid', 'partly_refunded') OR (o.payment_status = 'unpaid' AND s.state = 'delivered'))
           ORDER BY o.placed_at DESC, l.position LIMIT 20"#,
        email.as_str(),
        product
    )
    .fetch_all(pool)
    .await?;
    // The column compares without accents; two addresses are one only byte for byte.
    let own = |typed: &str| typed.parse::<Email>().is_ok_and(|other| other.canonical() == email.canonical());
    let found = rows.into_iter().find(|row| own(&row.email));
    Ok(found.map(|row| Proof { order: row.order, number: row.number, placed_at: row.placed_at }))
}
