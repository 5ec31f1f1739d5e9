//! The three state machines of an order: what may follow what.

use super::OrderError;
use model::{
    OrderId,
    order::{OrderState, PaymentStatus, ShipmentState},
};
use sqlx::MySqlConnection;
use std::future::Future;

/// Moves of the order itself. A cancelled order comes back when its money arrives late and its stock is still there.
const ORDER_MOVES: &[(OrderState, OrderState)] = &[
    (OrderState::PendingPayment, OrderState::Confirmed),
    (OrderState::PendingPayment, OrderState::Cancelled),
    (OrderState::Confirmed, OrderState::Completed),
    (OrderState::Confirmed, OrderState::Cancelled),
    (OrderState::Cancelled, OrderState::Confirmed),
];

/// Moves of the money.
const PAYMENT_MOVES: &[(PaymentStatus, PaymentStatus)] = &[
    (PaymentStatus::Unpaid, PaymentStatus::Paid),
    (PaymentStatus::Paid, PaymentStatus::PartlyRefunded),
    (PaymentStatus::Paid, PaymentStatus::Refunded),
    (PaymentStatus::PartlyRefunded, PaymentStatus::Refunded),
];

/// Moves of the parcel; a cancelled one comes back with its order.
const SHIPMENT_MOVES: &[(ShipmentState, ShipmentState)] = &[
    (ShipmentState::Pending, ShipmentState::Packed),
    (ShipmentState::Packed, ShipmentState::Shipped),
    (ShipmentState::Shipped, ShipmentState::Delivered),
    (ShipmentState::Pending, ShipmentState::Cancelled),
    (ShipmentState::Packed, ShipmentState::Cancelled),
    (ShipmentState::Cancelled, ShipmentState::Pending),
];

/// One of the states that an order has at the same time.
pub trait Machine: Copy + PartialEq + Send + Sync + 'static {
    /// Its word in the history.
    const NAME: &'static str;
    /// What may follow what.
    const MOVES: &'static [(Self, Self)];

    /// The state's word in the database.
    fn word(self) -> &'static str;

    /// Writes the new state where the old one still stands; returns how many rows matched.
    fn update(
        conn: &mut MySqlConnection,
        order: OrderId,
        from: Self,
        to: Self,
    ) -> impl Future<Output = Result<u64, sqlx::Error>> + Send;
}

/// Refuses what may not follow, and names what may.
pub fn legal<S: Machine>(from: S, to: S) -> Result<(), OrderError> {
    if S::MOVES.contains(&(from, to)) {
        return Ok(());
    }
    let allowed = S::MOVES.iter().filter(|(start, _)| *start == from).map(|(_, end)| end.word()).collect();
    Err(OrderError::Illegal { allowed })
}

impl Machine for OrderState {
    const NAME: &'static str = "order";
    const MOVES: &'static [(Self, Self)] = ORDER_MOVES;

    fn word(self) -> &'static str {
        self.as_str()
    }

    async fn update(conn: &mut MySqlConnection, order: OrderId, from: Self, to: Self) -> Result<u64, sqlx::Error> {
        let moved =
            sqlx::query!("UPDATE orders SET state = ? WHERE id = ? AND state = ?", to.as_str(), order, from.as_str(),);
        Ok(moved.execute(conn).await?.rows_affected())
    }
}

impl Machine for PaymentStatus {
    const NAME: &'static str = "payment";
    const MOVES: &'static [(Self, Self)] = PAYMENT_MOVES;

    fn word(self) -> &'static str {
        self.as_str()
    }

    async fn update(conn: &mut MySqlConnection, order: OrderId, from: Self, to: Self) -> Result<u64, sqlx::Error> {
        let moved = sqlx::query!(
            "UPDATE orders SET payment_status = ? WHERE id = ? AND payment_status = ?",
            to.as_str(),
            order,
            from.as_str(),
        );
        Ok(moved.execute(conn).await?.rows_affected())
    }
}

impl Machine for ShipmentState {
    const NAME: &'static str = "shipment";
    const MOVES: &'static [(Self, Self)] = SHIPMENT_MOVES;

    fn word(self) -> &'static str {
        self.as_str()
    }

    async fn update(conn: &mut MySqlConnection, order: OrderId, from: Self, to: Self) -> Result<u64, sqlx::Error> {
        let moved = sqlx::query!(
            "UPDATE shipments SET state = ?, updated_at = UTC_TIMESTAMP(6) WHERE order_id = ? AND state = ?",
            to.as_str(),
            order,
            from.as_str(),
        );
        Ok(moved.execute(conn).await?.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_allowed_instead() {
        let refused = legal(OrderState::Completed, OrderState::Cancelled);
        assert!(matches!(refused, Err(OrderError::Illegal { allowed }) if allowed.is_empty()));
        let refused = legal(ShipmentState::Pending, ShipmentState::Shipped);
        assert!(matches!(refused, Err(OrderError::Illegal { allowed }) if allowed == ["packed", "cancelled"]));
    }

    #[test]
    fn money_never_goes_backwards() {
        for (from, to) in PAYMENT_MOVES {
            assert!((*from as u8) < (*to as u8), "{from:?} -> {to:?}");
        }
    }
}
