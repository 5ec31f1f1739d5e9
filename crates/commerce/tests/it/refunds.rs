//! Money that goes back: it arrives once, and nothing of it is lost in silence.

use crate::{
    payments::is,
    till::{Till, reference, staff},
};
use commerce::{
    Actor, check,
    checkout::Placed,
    orders::{self, OrderError},
    payments::{self, local::Decision},
};
use model::{
    Fault, OrderId,
    order::{OrderQuery, OrderStep, Remark},
    payment::PaymentMethod,
};

/// An order that was paid by card and then cancelled; its refund waits for a worker.
async fn cancelled(till: &Till) -> Placed {
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    placed
}

/// The rules that a shop breaks.
async fn broken(till: &Till) -> Vec<&'static str> {
    check::run(till).await.unwrap().into_iter().map(|violation| violation.rule).collect()
}

#[tokio::test]
async fn a_refund_that_lost_its_job_is_seen_and_resumed() {
    let till = Till::open().await;
    let placed = cancelled(&till).await;
    // Regression: the provider was away for so long that the job died, and nobody asked again or said a word.
    sqlx::query("UPDATE jobs SET state = 'dead' WHERE kind = 'refund'").execute(&till.pool).await.unwrap();
    till.work().await;
    assert_eq!(payments::complete(&till).await.unwrap(), 0, "the job itself has five minutes");
    sqlx::query("UPDATE refunds SET created_at = created_at - INTERVAL 11 MINUTE").execute(&till.pool).await.unwrap();
    assert_eq!(broken(&till).await, ["I14"]);
    assert_eq!(payments::complete(&till).await.unwrap(), 1);
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    assert_eq!(payments::complete(&till).await.unwrap(), 0);
    till.work().await;
    assert_eq!(till.count("SELECT COUNT(*) FROM local_gateway_refunds").await, 1);
    till.sound().await;
}

/// The orders of which the list says that money waits to be given back.
async fn waiting(till: &Till) -> Vec<OrderId> {
    let olga = staff(till).await;
    let query = OrderQuery { view: "money_back".into(), ..OrderQuery::default() };
    let page = orders::list(till, &olga, query).await.unwrap();
    assert!(page.items.iter().all(|row| row.money_back));
    assert_eq!(orders::money_back_count(till, &olga).await.unwrap(), page.total);
    page.items.into_iter().map(|row| row.id).collect()
}

async fn story(till: &Till, order: OrderId) -> Vec<String> {
    till.order(order).await.timeline.into_iter().map(|entry| entry.to).collect()
}

#[tokio::test]
async fn a_refused_refund_is_seen_and_asked_for_again() {
    let till = Till::open().await;
    let placed = cancelled(&till).await;
    sqlx::query("UPDATE local_gateway_payments SET state = 'declined'").execute(&till.pool).await.unwrap();
    assert_eq!(till.work().await, Vec::<String>::new());
    assert!(is(&till.states(placed.order).await, "cancelled", "paid"));
    // Regression: nobody could try again, and the checker took the money for money on its way.
    assert_eq!(broken(&till).await, ["I8"]);
    assert_eq!(waiting(&till).await, [placed.order]);
    assert!(story(&till, placed.order).await.contains(&Remark::RefundFailed.as_str().to_owned()));
    let order = till.order(placed.order).await;
    assert_eq!(orders::legal_steps(&order), [OrderStep::RefundAgain]);
    assert_eq!(order.money_back.refused, order.totals.total);

    sqlx::query("UPDATE local_gateway_payments SET state = 'paid'").execute(&till.pool).await.unwrap();
    let asked = till.step(placed.order, OrderStep::RefundAgain).await.unwrap();
    assert_eq!(orders::legal_steps(&asked), [], "it is on its way");
    assert_eq!(waiting(&till).await, []);
    till.work().await;
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    assert_eq!(till.count("SELECT COUNT(*) FROM local_gateway_refunds").await, 1);
    assert_eq!(till.mails().await.last().unwrap(), "refunded");
    till.sound().await;
}

#[tokio::test]
async fn a_transfer_is_booked_by_hand_and_goes_back_by_hand() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::BankTransfer).await;
    assert!(is(&till.states(placed.order).await, "confirmed", "unpaid"));
    let early = till.step(placed.order, OrderStep::Pack).await.unwrap_err();
    assert!(matches!(early, OrderError::Illegal { ref allowed } if allowed.contains(&"mark_paid")));
    assert_eq!(Fault::from(early).kind.status(), 409);
    till.step(placed.order, OrderStep::MarkPaid).await.unwrap();
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    assert_eq!(till.stock(thing).await, (1, 0));
    // Regression: the refund was booked and mailed although nobody had sent the money.
    assert!(is(&till.states(placed.order).await, "cancelled", "paid"));
    assert_eq!(till.mails().await.last().unwrap(), "cancelled");
    assert!(story(&till, placed.order).await.contains(&Remark::RefundByHand.as_str().to_owned()));
    assert_eq!(waiting(&till).await, [placed.order]);
    sqlx::query("UPDATE refunds SET created_at = created_at - INTERVAL 1 DAY").execute(&till.pool).await.unwrap();
    assert_eq!(payments::complete(&till).await.unwrap(), 0, "no provider sends it");
    till.sound().await;

    let order = till.order(placed.order).await;
    assert_eq!(orders::legal_steps(&order), [OrderStep::RefundSent]);
    assert_eq!(order.money_back.to_send, order.totals.total);
    till.step(placed.order, OrderStep::RefundSent).await.unwrap();
    let again = till.step(placed.order, OrderStep::RefundSent).await;
    assert!(matches!(again, Err(OrderError::Illegal { .. })), "{again:?}");
    till.work().await;
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    assert_eq!(till.mails().await.last().unwrap(), "refunded");
    assert_eq!(waiting(&till).await, []);
    till.sound().await;
}

#[tokio::test]
async fn two_more_payments_of_a_refunded_order_both_go_back() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, first) = till.at_the_provider(thing).await;
    let mut tried = vec![first];
    for _ in 0..2 {
        till.press(tried.last().unwrap(), Decision::Decline).await;
        till.work().await;
        let token = placed.token.reveal();
        let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
        tried.push(reference(&next));
    }
    till.press(&tried.pop().unwrap(), Decision::Approve).await;
    till.work().await;
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    // The provider let the person try again on both pages that were left.
    sqlx::query("UPDATE local_gateway_payments SET state = 'paid' WHERE state = 'declined'")
        .execute(&till.pool)
        .await
        .unwrap();
    payments::reconcile_ended(&till).await.unwrap();
    // Regression: each refund saw the money of the other and would have made the order paid again, so neither was booked.
    assert_eq!(till.work().await, Vec::<String>::new());
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    assert_eq!(till.count("SELECT COUNT(*) FROM refunds WHERE state = 'done'").await, 3);
    till.sound().await;
}
