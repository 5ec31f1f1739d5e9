//! An order through its guest link.

use super::{OrderError, load};
use crate::{Shop, secret::Token};
use model::{
    OrderId,
    order::{OrderProgress, OrderView},
};

/// The one order that a link opens; anything wrong with the link is "no such order".
pub async fn by_token(shop: &Shop, token: &str) -> Result<OrderView, OrderError> {
    let mut order = load::order(shop, id_of(shop, token).await?).await?;
    // What staff wrote and who they are stays in the house.
    for entry in order.timeline.iter_mut().filter(|entry| entry.by == "staff") {
        (entry.by_name, entry.note) = (None, None);
    }
    Ok(order)
}

/// The id of the order that a link opens.
pub async fn id_of(shop: &Shop, token: &str) -> Result<OrderId, OrderError> {
    let token: Token = token.parse().map_err(|_| OrderError::NoOrder)?;
    sqlx::query_scalar!(r#"SELECT id AS "id: OrderId" FROM orders WHERE access_hash = ?"#, &token.hash()[..])
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(OrderError::NoOrder)
}

/// The parts of an order that move, for its live page.
pub async fn progress(shop: &Shop, token: &str) -> Result<OrderProgress, OrderError> {
    let token: Token = token.parse().map_err(|_| OrderError::NoOrder)?;
    let row = sqlx::query!(
        r#"SELECT o.state, o.payment_status, o.version, s.state AS shipment, s.tracking_number
           FROM orders o JOIN shipments s ON s.order_id = o.id WHERE o.access_hash = ?"#,
        &token.hash()[..]
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(OrderError::NoOrder)?;
    Ok(OrderProgress {
        state: row.state,
        payment: row.payment_status,
        shipment: row.shipment,
        tracking_number: row.tracking_number,
        version: row.version,
    })
}
