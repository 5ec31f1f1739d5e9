//! Orders whose time to pay is over.

use super::CheckoutError;
use crate::{Shop, cart, inventory, orders};
use model::{CartId, OrderId};
use sqlx::MySqlConnection;

/// Cancels unpaid orders whose hold is over (by the database's clock), gives their units back to the shelf and their
/// lines back to the cart they came from; returns how many orders. A payment that is still under way does not stop it:
/// money that comes later finds stock again or goes back by itself.
pub async fn expire_due(shop: &Shop) -> Result<u64, CheckoutError> {
    let minutes = shop.settings.payments.hold_minutes;
    let mut conn = shop.pool.acquire().await?;
    let due = due(&mut conn, None, minutes).await?;
    drop(conn);
    orders::sweep(due, |order| expire_one(shop, order, minutes)).await
}

/// Orders that are due, or the one that is asked about if it is. An order with stock is due when its last hold is over;
/// one without (nothing of it is counted) after the usual time.
async fn due(conn: &mut MySqlConnection, only: Option<OrderId>, minutes: u32) -> Result<Vec<OrderId>, CheckoutError> {
    let due = sqlx::query_scalar!(
        r#"SELECT o.id as "id: OrderId" FROM orders o
           WHERE o.state = 'pending_payment' AND (? IS NULL OR o.id = ?)
             AND COALESCE((SELECT MAX(r.expires_at) FROM reservations r WHERE r.order_id = o.id AND r.state = 'held'),
                          o.placed_at + INTERVAL ? MINUTE) <= UTC_TIMESTAMP(6)
           ORDER BY o.placed_at"#,
        only,
        only,
        minutes,
    )
    .fetch_all(conn)
    .await?;
    Ok(due)
}

async fn expire_one(shop: &Shop, order: OrderId, minutes: u32) -> Result<bool, CheckoutError> {
    shop.transaction((order, minutes), |tx, (order, minutes)| Box::pin(expire(tx, order, minutes))).await
}

async fn expire(conn: &mut MySqlConnection, order: OrderId, minutes: u32) -> Result<bool, CheckoutError> {
    let cart = lock_cart(conn, order).await?;
    if !claim(conn, order, minutes).await? {
        return Ok(false);
    }
    orders::expire(conn, order).await?;
    inventory::expire(conn, order).await?;
    if let Some(cart) = cart
        && !bought_since(conn, cart, order).await?
    {
        cart::put_back(conn, cart, order).await?;
    }
    Ok(true)
}

/// The cart is locked before the order, as everywhere; it may be gone.
async fn lock_cart(conn: &mut MySqlConnection, order: OrderId) -> Result<Option<CartId>, CheckoutError> {
    let cart = sqlx::query_scalar!(r#"SELECT cart_id as "cart: CartId" FROM orders WHERE id = ?"#, order)
        .fetch_optional(&mut *conn)
        .await?
        .flatten();
    let Some(cart) = cart else { return Ok(None) };
    let locked = sqlx::query_scalar!(r#"SELECT id as "id: CartId" FROM carts WHERE id = ? FOR UPDATE"#, cart)
        .fetch_optional(conn)
        .await?;
    Ok(locked)
}

/// Locks the order if it is due still; another worker's order is left to that worker.
async fn claim(conn: &mut MySqlConnection, order: OrderId, minutes: u32) -> Result<bool, CheckoutError> {
    let locked = sqlx::query_scalar!(
        r#"SELECT id as "id: OrderId" FROM orders WHERE id = ? AND state = 'pending_payment' FOR UPDATE SKIP LOCKED"#,
        order
    )
    .fetch_optional(&mut *conn)
    .await?;
    Ok(locked.is_some() && !due(conn, Some(order), minutes).await?.is_empty())
}

/// Whether the cart made another order after this one that stands: then its goods are not wanted twice.
async fn bought_since(conn: &mut MySqlConnection, cart: CartId, order: OrderId) -> Result<bool, CheckoutError> {
    let later = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM orders later JOIN orders o ON o.id = ?
         WHERE later.cart_id = ? AND later.state <> 'cancelled' AND later.placed_at > o.placed_at",
        order,
        cart,
    )
    .fetch_one(conn)
    .await?;
    Ok(later > 0)
}
