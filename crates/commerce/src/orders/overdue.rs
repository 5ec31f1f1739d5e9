//! Orders to be paid by transfer whose money never came.

use super::{
    OrderError,
    cancel::{self, CancelReason},
    load,
    sweep::sweep,
};
use crate::{Actor, Settings, Shop};
use model::{
    OrderId, Time,
    order::{OrderState, OrderView, PaymentStatus, ShipmentState},
    payment::PaymentMethod,
};
use sqlx::MySqlConnection;

/// Until when the money of an order is waited for that is paid by transfer: its days begin when this way was chosen
/// for the first time.
pub fn transfer_until(settings: &Settings, order: &OrderView) -> Time {
    let transfers = order.payments.iter().filter(|payment| payment.method == PaymentMethod::BankTransfer);
    let since = transfers.map(|payment| payment.at).min().unwrap_or(order.placed_at);
    Time(since.0 + i64::from(settings.payments.transfer_days) * 86_400_000_000)
}

/// Cancels orders by transfer that were not paid in their days (by the database's clock): their units go back to the
/// shelf and a mail says so. Returns how many.
pub async fn end_overdue(shop: &Shop) -> Result<u64, OrderError> {
    let overdue = sqlx::query_scalar!(
        r#"SELECT o.id AS "id: OrderId" FROM orders o
           WHERE o.state = 'confirmed' AND o.payment_status = 'unpaid' AND o.payment_method = 'bank_transfer'
             AND (SELECT MIN(p.created_at) FROM payments p WHERE p.order_id = o.id AND p.method = 'bank_transfer')
                 < UTC_TIMESTAMP(6) - INTERVAL ? DAY
           ORDER BY o.placed_at"#,
        shop.settings.payments.transfer_days,
    )
    .fetch_all(&shop.pool)
    .await?;
    sweep(overdue, |order| shop.transaction(order, |conn, order| Box::pin(end(conn, order)))).await
}

/// Ends an order that is still unpaid; money or another way to pay may have been faster.
async fn end(conn: &mut MySqlConnection, order: OrderId) -> Result<bool, OrderError> {
    let head = load::lock(conn, order).await?.ok_or(OrderError::NoOrder)?;
    let waits = head.state == OrderState::Confirmed
        && head.payment_status == PaymentStatus::Unpaid
        && head.method == PaymentMethod::BankTransfer
        && matches!(head.shipment, ShipmentState::Pending | ShipmentState::Packed);
    if waits {
        cancel::end(conn, &head, &Actor::System, CancelReason::Unpaid, None).await?;
    }
    Ok(waits)
}
