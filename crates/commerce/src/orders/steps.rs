//! The steps that staff takes with an order, and which of them are legal.

use super::{
    OrderError,
    cancel::{self, CancelReason},
    carriers,
    load::{self, Head},
    status,
};
use crate::{
    Actor, Shop,
    mail::{self, MailKind, Occasion},
    payments,
};
use model::{
    Fault, OrderId,
    account::Permission,
    order::{OrderState, OrderStep, OrderView, PaymentStatus, ShipmentState},
    payment::{MoneyBack, PaymentMethod},
};
use sqlx::MySqlConnection;

/// Most characters of a note.
const MAX_NOTE: usize = 500;

/// Asks for a step.
#[derive(Clone, Debug)]
pub struct TakeStep {
    pub order: OrderId,
    /// The version that the form showed; another one now is a conflict.
    pub version: u32,
    pub step: OrderStep,
    /// For `Ship`.
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    /// For `Cancel` and `MarkPaid`: why.
    pub note: Option<String>,
}

/// The steps that are legal where the order stands.
pub fn legal_steps(order: &OrderView) -> Vec<OrderStep> {
    legal(order.state, order.payment_status, order.shipment.state, order.payment_method, order.money_back)
}

/// Takes a step: states, history, stock, money and mail in one transaction. Needs `FulfilOrders`.
pub async fn take_step(shop: &Shop, actor: &Actor, command: TakeStep) -> Result<OrderView, OrderError> {
    actor.require(Permission::FulfilOrders).map_err(OrderError::Refused)?;
    let command = checked(command)?;
    let order = command.order;
    shop.transaction((command, actor.clone()), |conn, (command, actor)| {
        Box::pin(async move {
            let head = load::lock(conn, command.order).await?.ok_or(OrderError::NoOrder)?;
            let back = payments::money_back(&mut *conn, head.id, head.total.currency).await?;
            let steps = legal(head.state, head.payment_status, head.shipment, head.method, back);
            if !steps.contains(&command.step) {
                return Err(OrderError::Illegal { allowed: steps.into_iter().map(OrderStep::as_str).collect() });
            }
            if head.version != command.version {
                return Err(OrderError::Moved);
            }
            step(conn, &head, &command, &actor).await
        })
    })
    .await?;
    load::order(shop, order).await
}

fn legal(
    state: OrderState,
    money: PaymentStatus,
    parcel: ShipmentState,
    method: PaymentMethod,
    back: MoneyBack,
) -> Vec<OrderStep> {
    let running = matches!(state, OrderState::Confirmed | OrderState::Completed);
    let unpaid = money == PaymentStatus::Unpaid;
    // A transfer is waited for; cash comes at the door.
    let may_leave = state == OrderState::Confirmed && (!unpaid || method == PaymentMethod::OnDelivery);
    let open = matches!(state, OrderState::PendingPayment | OrderState::Confirmed);
    let steps = [
        (OrderStep::MarkPaid, running && unpaid && !method.online()),
        (OrderStep::Pack, may_leave && parcel == ShipmentState::Pending),
        (OrderStep::Ship, may_leave && parcel == ShipmentState::Packed),
        (OrderStep::Deliver, parcel == ShipmentState::Shipped),
        (OrderStep::RefundSent, back.to_send.minor > 0),
        (OrderStep::RefundAgain, back.refused.minor > 0),
        (OrderStep::Cancel, open && matches!(parcel, ShipmentState::Pending | ShipmentState::Packed)),
    ];
    steps.into_iter().filter_map(|(step, legal)| legal.then_some(step)).collect()
}

fn checked(mut command: TakeStep) -> Result<TakeStep, OrderError> {
    (command.carrier, command.tracking_number) =
        carriers::checked(command.carrier.as_deref(), command.tracking_number.as_deref())
            .map_err(OrderError::Refused)?;
    command.note = command.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let note = command.note.as_deref().unwrap_or_default();
    let wrong = match command.step {
        OrderStep::Cancel if note.is_empty() => Some("note-missing"),
        _ if note.chars().count() > MAX_NOTE => Some("note-long"),
        _ => None,
    };
    match wrong {
        Some(code) => Err(OrderError::Refused(Fault::invalid([("note", code)]))),
        None => Ok(command),
    }
}

async fn step(conn: &mut MySqlConnection, head: &Head, command: &TakeStep, actor: &Actor) -> Result<(), OrderError> {
    let note = command.note.as_deref();
    match command.step {
        OrderStep::MarkPaid => mark_paid(conn, head, note, actor).await,
        OrderStep::Pack => move_parcel(conn, head, ShipmentState::Packed, note, actor).await,
        OrderStep::Ship => ship(conn, head, command, actor).await,
        OrderStep::Deliver => deliver(conn, head, note, actor).await,
        OrderStep::RefundSent => Ok(payments::refund_sent(conn, head.id, actor).await?),
        OrderStep::RefundAgain => Ok(payments::refund_again(conn, head.id, actor).await?),
        OrderStep::Cancel => cancel::end(conn, head, actor, CancelReason::Staff, note).await,
    }
}

async fn mark_paid(
    conn: &mut MySqlConnection,
    head: &Head,
    note: Option<&str>,
    actor: &Actor,
) -> Result<(), OrderError> {
    payments::by_hand(conn, head).await?;
    status::advance(conn, head.id, PaymentStatus::Unpaid, PaymentStatus::Paid, actor, note).await?;
    payments::give_up(conn, head.id).await?;
    mail::enqueue(conn, MailKind::PaymentReceived, head.id, Occasion::First).await?;
    Ok(())
}

async fn ship(conn: &mut MySqlConnection, head: &Head, command: &TakeStep, actor: &Actor) -> Result<(), OrderError> {
    sqlx::query!(
        "UPDATE shipments SET carrier = ?, tracking_number = ? WHERE order_id = ?",
        command.carrier,
        command.tracking_number,
        head.id
    )
    .execute(&mut *conn)
    .await?;
    move_parcel(conn, head, ShipmentState::Shipped, command.note.as_deref(), actor).await?;
    mail::enqueue(conn, MailKind::Shipped, head.id, Occasion::First).await?;
    Ok(())
}

async fn deliver(conn: &mut MySqlConnection, head: &Head, note: Option<&str>, actor: &Actor) -> Result<(), OrderError> {
    move_parcel(conn, head, ShipmentState::Delivered, note, actor).await?;
    status::advance(conn, head.id, head.state, OrderState::Completed, actor, None).await?;
    Ok(())
}

async fn move_parcel(
    conn: &mut MySqlConnection,
    head: &Head,
    to: ShipmentState,
    note: Option<&str>,
    actor: &Actor,
) -> Result<(), OrderError> {
    status::advance(conn, head.id, head.shipment, to, actor, note).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderState::*;
    use model::{Currency, Money};

    fn nothing() -> MoneyBack {
        MoneyBack { to_send: Money::zero(Currency::EUR), refused: Money::zero(Currency::EUR) }
    }

    #[test]
    fn a_transfer_is_waited_for_and_cash_is_not() {
        let steps = |method| legal(Confirmed, PaymentStatus::Unpaid, ShipmentState::Pending, method, nothing());
        assert_eq!(steps(PaymentMethod::BankTransfer), [OrderStep::MarkPaid, OrderStep::Cancel]);
        assert_eq!(steps(PaymentMethod::OnDelivery), [OrderStep::MarkPaid, OrderStep::Pack, OrderStep::Cancel]);
        assert_eq!(steps(PaymentMethod::Card), [OrderStep::Cancel]);
    }

    #[test]
    fn what_left_the_house_is_not_cancelled() {
        let card = PaymentMethod::Card;
        assert_eq!(
            legal(Confirmed, PaymentStatus::Paid, ShipmentState::Shipped, card, nothing()),
            [OrderStep::Deliver]
        );
        assert_eq!(legal(Completed, PaymentStatus::Paid, ShipmentState::Delivered, card, nothing()), []);
        assert_eq!(legal(Cancelled, PaymentStatus::Refunded, ShipmentState::Cancelled, card, nothing()), []);
    }

    #[test]
    fn money_goes_back_after_the_order_has_ended() {
        let steps =
            |back| legal(Cancelled, PaymentStatus::Paid, ShipmentState::Cancelled, PaymentMethod::BankTransfer, back);
        let some = Money::new(1, Currency::EUR);
        assert_eq!(steps(MoneyBack { to_send: some, ..nothing() }), [OrderStep::RefundSent]);
        assert_eq!(steps(MoneyBack { refused: some, ..nothing() }), [OrderStep::RefundAgain]);
    }

    #[test]
    fn cash_may_come_after_delivery() {
        let steps =
            legal(Completed, PaymentStatus::Unpaid, ShipmentState::Delivered, PaymentMethod::OnDelivery, nothing());
        assert_eq!(steps, [OrderStep::MarkPaid]);
    }
}
