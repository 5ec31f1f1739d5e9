//! Money: whatever the provider tells, in whatever order and however often, is written down once.

use crate::till::{Till, reference};
use commerce::{
    Actor,
    orders::{self, OrderError},
    payments::{
        self, PaymentError, Settled,
        gateway::Outcome,
        local::{self, Decision},
        settle,
    },
};
use model::{
    Currency, Fault, Money, OrderId, PaymentId,
    payment::{PaymentMethod, PaymentState},
};

pub fn is(states: &(String, String, String), order: &str, payment: &str) -> bool {
    (states.0.as_str(), states.1.as_str()) == (order, payment)
}

pub async fn payment_of(till: &Till, order: OrderId) -> PaymentId {
    till.order(order).await.payments.last().unwrap().id
}

#[tokio::test]
async fn return_before_webhook() {
    let till = Till::open().await;
    let thing = till.goods(3).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let back = till.press(&reference, Decision::Approve).await;
    till.come_back(&placed, &back).await;
    let states = till.states(placed.order).await;
    assert!(is(&states, "confirmed", "paid"), "{states:?}");
    assert_eq!(till.work().await, Vec::<String>::new());
    assert_eq!(till.count("SELECT COUNT(*) FROM ledger").await, 2);
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox WHERE state = 'done'").await, 1);
    till.sound().await;
}

#[tokio::test]
async fn another_amount_than_asked_for_captures_nothing() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, _) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    let total = till.order(placed.order).await.totals.total;
    for wrong in
        [Money::new(total.minor - 1, total.currency), Money::new(total.minor, "USD".parse::<Currency>().unwrap())]
    {
        for _ in 0..3 {
            let settled = settle(&till, payment, Outcome::Paid(wrong), &Actor::Provider).await.unwrap();
            assert_eq!(settled, Settled::Mismatch);
        }
    }
    let said = "SELECT COUNT(*) FROM order_history WHERE to_state = 'payment_mismatch'";
    assert_eq!(till.count(said).await, 2, "each is said once, however often it is asked about");
    assert!(is(&till.states(placed.order).await, "pending_payment", "unpaid"));
    till.sound().await;
}

#[tokio::test]
async fn decline_then_pay_again() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, first) = till.at_the_provider(thing).await;
    let back = till.press(&first, Decision::Decline).await;
    till.come_back(&placed, &back).await;
    till.work().await;
    let order = till.order(placed.order).await;
    assert_eq!(order.payments[0].state, PaymentState::Failed);
    assert_eq!(order.payments[0].failure.as_deref(), Some("card_declined"));
    assert!(order.held_until.is_some(), "the stock is held still");
    assert_eq!(till.stock(thing).await, (1, 1));
    let token = placed.token.reveal();
    let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
    let second = reference(&next);
    assert_ne!(first, second);
    let back = till.press(&second, Decision::Challenge).await;
    assert!(back.ends_with(&format!("/pay/local/{second}")));
    assert!(local::page(&till, &second).await.unwrap().challenged);
    till.press(&second, Decision::Approve).await;
    till.work().await;
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    assert_eq!(till.mails().await, ["order_placed", "payment_failed", "payment_received"]);
    till.sound().await;
}

#[tokio::test]
async fn a_payment_under_way_is_not_opened_twice() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, first) = till.at_the_provider(thing).await;
    let token = placed.token.reveal();
    let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
    assert_eq!(reference(&next), first);
    assert_eq!(till.order(placed.order).await.payments.len(), 1);
    let strange = orders::pay_again(&till, &Actor::System, "AAAA", PaymentMethod::Card).await;
    assert!(matches!(strange, Err(OrderError::NoOrder)));
}

#[tokio::test]
async fn who_tries_card_after_card_is_slowed() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, _) = till.at_the_provider(thing).await;
    let (shopper, token) = (testkit::sale::somebody(), placed.token.reveal());
    for _ in 0..5 {
        orders::pay_again(&till, &shopper, &token, PaymentMethod::Card).await.unwrap();
    }
    let slowed: Fault = orders::pay_again(&till, &shopper, &token, PaymentMethod::Card).await.unwrap_err().into();
    assert_eq!(slowed.kind.status(), 429);
    assert!(slowed.retry_after.is_some());
    orders::pay_again(&till, &shopper, &token, PaymentMethod::BankTransfer).await.unwrap();
}

#[tokio::test]
async fn a_hundred_events_in_any_order_are_one_payment() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    let total = till.order(placed.order).await.totals.total;
    till.press(&reference, Decision::Approve).await;
    // Replayed and out of order: what came first at the provider comes last, and all of it again and again.
    for round in 0..25 {
        let mut outcomes =
            [Outcome::Unknown, Outcome::Pending, Outcome::Failed("card_declined".into()), Outcome::Paid(total)];
        outcomes.rotate_left(round % 4);
        for outcome in outcomes {
            settle(&till, payment, outcome, &Actor::Provider).await.unwrap();
        }
    }
    till.work().await;
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    assert_eq!(till.count("SELECT COUNT(*) FROM ledger").await, 2);
    till.sound().await;
}

#[tokio::test]
async fn a_declined_card_becomes_cash_on_delivery() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let token = placed.token.reveal();
    orders::pay_again(&till, &Actor::System, &token, PaymentMethod::OnDelivery).await.unwrap();
    assert!(is(&till.states(placed.order).await, "confirmed", "unpaid"));
    assert_eq!(till.stock(thing).await, (0, 0));
    till.work().await;
    let page = local::page(&till, &reference).await.unwrap();
    assert!(page.done.is_some(), "the provider was told that its payment is not wanted any more");
    let order = till.order(placed.order).await;
    assert_eq!(order.payments[0].state, PaymentState::Cancelled);
    assert_eq!(order.totals.fee.minor, 300, "the fee of the door is asked like of everybody");
    assert_eq!(order.payments[1].amount, order.totals.total);
    till.sound().await;
}

#[tokio::test]
async fn a_time_out_is_no_failure() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let back = till.press(&reference, Decision::TimeOut).await;
    till.come_back(&placed, &back).await;
    let order = till.order(placed.order).await;
    assert_eq!(order.payments[0].state, PaymentState::Unknown);
    assert_eq!(till.stock(thing).await, (1, 1));
    // The person comes back to the provider's page and pays after all.
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.sound().await;
}

#[tokio::test]
async fn late_success_takes_the_stock_that_is_left() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.let_expire(placed.order).await;
    assert!(is(&till.states(placed.order).await, "cancelled", "unpaid"));
    assert_eq!(till.stock(thing).await, (1, 0));
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    assert_eq!(till.states(placed.order).await, ("confirmed".into(), "paid".into(), "pending".into()));
    assert_eq!(till.stock(thing).await, (0, 0));
    till.sound().await;
}

#[tokio::test]
async fn late_success_without_stock_goes_back_by_itself() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.let_expire(placed.order).await;
    let (other, others) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.press(&others, Decision::Approve).await;
    till.work().await;
    assert!(is(&till.states(other.order).await, "confirmed", "paid"));
    assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
    let story: Vec<String> =
        till.order(placed.order).await.timeline.into_iter().filter_map(|entry| entry.note).collect();
    assert!(story.contains(&"sold_out".to_owned()), "{story:?}");
    let kept: i64 = till.count("SELECT CAST(SUM(amount - refunded) AS SIGNED) FROM local_gateway_payments").await;
    assert_eq!(kept, till.order(other.order).await.totals.total.minor);
    assert!(till.mails().await.contains(&"refunded".to_owned()));
    till.sound().await;
}

#[tokio::test]
async fn paid_twice_is_paid_once() {
    let till = Till::open().await;
    let thing = till.goods(2).await;
    let (placed, first) = till.at_the_provider(thing).await;
    till.press(&first, Decision::Decline).await;
    till.work().await;
    let token = placed.token.reveal();
    let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
    // The first payment is captured after all: the provider let the person try another card.
    let total = till.order(placed.order).await.totals.total;
    let payment = till.order(placed.order).await.payments[0].id;
    sqlx::query("UPDATE local_gateway_payments SET state = 'paid', decided_at = UTC_TIMESTAMP(6) WHERE reference = ?")
        .bind(&first)
        .execute(&till.pool)
        .await
        .unwrap();
    settle(&till, payment, Outcome::Paid(total), &Actor::Provider).await.unwrap();
    till.press(&reference(&next), Decision::Approve).await;
    till.work().await;
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    let order = till.order(placed.order).await;
    assert_eq!(order.payments[0].state, PaymentState::Captured);
    assert_eq!(order.payments[1].state, PaymentState::Refunded);
    till.sound().await;
}

#[tokio::test]
async fn a_failure_after_success_is_not_heard() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    let payment = payment_of(&till, placed.order).await;
    for outcome in [Outcome::Failed("late".into()), Outcome::Cancelled, Outcome::Pending, Outcome::Unknown] {
        assert_eq!(settle(&till, payment, outcome, &Actor::Provider).await.unwrap(), Settled::Known);
    }
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_at_once_settle_one_payment_once() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    let payment = payment_of(&till, placed.order).await;
    let total = till.order(placed.order).await.totals.total;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let shop = (*till).clone();
            tokio::spawn(async move { settle(&shop, payment, Outcome::Paid(total), &Actor::Provider).await.unwrap() })
        })
        .collect();
    let mut paid = 0;
    for task in tasks {
        paid += usize::from(task.await.unwrap() == Settled::Paid);
    }
    assert_eq!(paid, 1);
    assert_eq!(till.count("SELECT COUNT(*) FROM ledger").await, 2);
    till.work().await;
    till.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_and_paying_race_to_one_end() {
    let till = Till::open().await;
    for _ in 0..8 {
        let thing = till.goods(1).await;
        let (placed, reference) = till.at_the_provider(thing).await;
        till.press(&reference, Decision::Approve).await;
        let payment = payment_of(&till, placed.order).await;
        let total = till.order(placed.order).await.totals.total;
        let (one, two, token) = ((*till).clone(), (*till).clone(), placed.token.reveal());
        let pay = tokio::spawn(async move { settle(&one, payment, Outcome::Paid(total), &Actor::Provider).await });
        let cancel = tokio::spawn(async move { orders::cancel(&two, &Actor::System, &token).await });
        pay.await.unwrap().unwrap();
        cancel.await.unwrap().unwrap();
        till.work().await;
        assert!(is(&till.states(placed.order).await, "cancelled", "refunded"));
        assert_eq!(till.stock(thing).await, (1, 0));
    }
    till.sound().await;
}

#[tokio::test]
async fn what_a_crash_left_behind_is_finished() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, _) = till.at_the_provider(thing).await;
    // As if the program had died before it could ask the provider, or before it could keep the answer.
    sqlx::query(
        "UPDATE payments SET state = 'created', provider_ref = NULL, redirect_url = NULL,
                 created_at = created_at - INTERVAL 2 MINUTE",
    )
    .execute(&till.pool)
    .await
    .unwrap();
    assert_eq!(payments::complete(&till).await.unwrap(), 1);
    let order = till.order(placed.order).await;
    assert_eq!(order.payments[0].state, PaymentState::Pending);
    assert_eq!(till.count("SELECT COUNT(*) FROM local_gateway_payments").await, 1, "the same key, the same payment");
    let token = placed.token.reveal();
    let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
    till.press(&reference(&next), Decision::Approve).await;
    // Every webhook is lost; the reconciler asks by itself.
    sqlx::query("DELETE FROM jobs WHERE kind = 'local-webhook'").execute(&till.pool).await.unwrap();
    sqlx::query("UPDATE payments SET updated_at = updated_at - INTERVAL 2 MINUTE").execute(&till.pool).await.unwrap();
    assert_eq!(payments::reconcile(&till).await.unwrap(), 1);
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.work().await;
    till.sound().await;
}

#[tokio::test]
async fn a_refused_payment_that_is_paid_after_all_is_found() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Decline).await;
    till.work().await;
    assert_eq!(till.order(placed.order).await.payments[0].state, PaymentState::Failed);
    assert_eq!(payments::reconcile_ended(&till).await.unwrap(), 1);
    assert_eq!(till.order(placed.order).await.payments[0].state, PaymentState::Failed);
    // Regression: another card at the provider's page, a webhook that was lost, and nobody ever asked again.
    let paid = "UPDATE local_gateway_payments SET state = 'paid', decided_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR";
    sqlx::query(paid).execute(&till.pool).await.unwrap();
    assert_eq!(payments::reconcile_ended(&till).await.unwrap(), 1);
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    assert_eq!(payments::reconcile_ended(&till).await.unwrap(), 0);
    till.work().await;
    till.sound().await;
}

#[tokio::test]
async fn a_payment_of_an_expired_order_is_closed_at_the_provider() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::TimeOut).await;
    till.let_expire(placed.order).await;
    till.work().await;
    assert_eq!(till.order(placed.order).await.payments[0].state, PaymentState::Cancelled);
    assert!(local::page(&till, &reference).await.unwrap().done.is_some());
    till.sound().await;
}

#[tokio::test]
async fn only_its_own_order_can_ask_about_a_payment() {
    let till = Till::open().await;
    let thing = till.goods(2).await;
    let (mine, _) = till.at_the_provider(thing).await;
    let (theirs, _) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, theirs.order).await.to_string();
    for payment in [payment.as_str(), "nonsense"] {
        let asked = payments::on_return(&till, &mine.token.reveal(), payment).await;
        assert!(matches!(asked, Err(PaymentError::NoPayment)), "{payment}");
    }
}
