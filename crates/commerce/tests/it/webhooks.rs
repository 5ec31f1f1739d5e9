//! What providers tell: signed, stored once, believed only after asking back.

use crate::{
    payments::{is, payment_of},
    till::Till,
};
use commerce::payments::{
    self, PaymentError,
    local::{self, Decision},
    signature,
};
use model::{PaymentId, payment::PaymentState};
use std::time::{SystemTime, UNIX_EPOCH};

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().cast_signed()
}

#[tokio::test]
async fn webhook_before_return() {
    let till = Till::open().await;
    let thing = till.goods(3).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    assert_eq!(till.stock(thing).await, (3, 1));
    let back = till.press(&reference, Decision::Approve).await;
    assert_eq!(till.work().await, Vec::<String>::new());
    assert_eq!(till.webhooks.taken(), 1);
    let states = till.states(placed.order).await;
    assert!(is(&states, "confirmed", "paid"), "{states:?}");
    let version = till.order(placed.order).await.version;
    till.come_back(&placed, &back).await;
    assert_eq!(till.order(placed.order).await.version, version, "the return says nothing new");
    assert_eq!(till.stock(thing).await, (2, 0));
    assert_eq!(till.mails().await, ["order_placed", "payment_received"]);
    till.sound().await;
}

#[tokio::test]
async fn a_webhook_is_posted_until_the_shop_takes_it() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.webhooks.set_down(true);
    till.press(&reference, Decision::Approve).await;
    assert_eq!(till.work().await, ["local-webhook"]);
    assert!(is(&till.states(placed.order).await, "pending_payment", "unpaid"));
    till.webhooks.set_down(false);
    till.hurry().await;
    assert_eq!(till.work().await, Vec::<String>::new());
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.sound().await;
}

#[tokio::test]
async fn the_same_webhook_many_times_is_one() {
    let till = Till::open().await;
    let thing = till.goods(3).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    for _ in 0..5 {
        local::post_webhook(&till, local::PostWebhook { reference: reference.clone() }).await.unwrap();
    }
    till.work().await;
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox").await, 1);
    assert_eq!(till.count("SELECT COUNT(*) FROM ledger").await, 2);
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.sound().await;
}

/// A signed body as the local gateway would post it.
async fn post(till: &Till, body: &str, at: i64) -> Result<(), PaymentError> {
    let header = signature::sign(b"local-gateway-development-secret", at, body.as_bytes()).unwrap();
    payments::receive_webhook(till, "local", &header, body.as_bytes()).await
}

fn body(event: &str, kind: &str, reference: &str, payment: PaymentId, amount: i64) -> String {
    format!(
        r#"{{"id":"{event}","type":"{kind}","reference":"{reference}","idem_key":"{payment}","amount":{amount},"currency":"EUR"}}"#
    )
}

#[tokio::test]
async fn forged_and_old_webhooks_are_refused() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    let body = body("evt_1", "payment.paid", &reference, payment, 2_990);
    let forged = signature::sign(b"guessed", now(), body.as_bytes()).unwrap();
    for header in ["", "t=1,v1=00", forged.as_str()] {
        let refused = payments::receive_webhook(&till, "local", header, body.as_bytes()).await;
        assert!(matches!(refused, Err(PaymentError::BadSignature)), "{header}");
    }
    assert!(matches!(post(&till, &body, now() - 301).await, Err(PaymentError::BadSignature)));
    assert!(matches!(
        payments::receive_webhook(&till, "nobody", &forged, body.as_bytes()).await,
        Err(PaymentError::NoPayment)
    ));
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox").await, 0);
    till.sound().await;
}

#[tokio::test]
async fn a_secret_can_be_exchanged() {
    let till = Till::with(|settings| {
        settings.payments.local_previous_secret = "local-gateway-development-secret".into();
        settings.payments.local_secret = "the-new-one".into();
    })
    .await;
    post(&till, r#"{"hello":1}"#, now()).await.unwrap();
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox").await, 1);
}

#[tokio::test]
async fn what_is_not_understood_is_stored_and_left_alone() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    post(&till, &body("evt_1", "payout.created", &reference, payment, 1), now()).await.unwrap();
    post(&till, "not even json", now()).await.unwrap();
    post(&till, "not even json", now()).await.unwrap();
    assert_eq!(till.work().await, Vec::<String>::new());
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox WHERE state = 'ignored'").await, 2);
    assert!(is(&till.states(placed.order).await, "pending_payment", "unpaid"));
    till.sound().await;
}

#[tokio::test]
async fn a_webhook_of_another_amount_or_order_is_put_aside() {
    let till = Till::open().await;
    let thing = till.goods(2).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    till.press(&reference, Decision::Approve).await;
    post(&till, &body("evt_1", "payment.paid", &reference, payment, 1), now()).await.unwrap();
    post(&till, &body("evt_2", "payment.paid", &reference, PaymentId::new(), 2_990), now()).await.unwrap();
    post(&till, &body("evt_3", "payment.paid", "lp_else", payment, 2_990), now()).await.unwrap();
    sqlx::query("DELETE FROM jobs WHERE kind = 'local-webhook'").execute(&till.pool).await.unwrap();
    till.work().await;
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox WHERE state = 'quarantined'").await, 3);
    assert_eq!(till.count("SELECT COUNT(*) FROM webhook_inbox WHERE note IS NULL").await, 0);
    assert!(is(&till.states(placed.order).await, "pending_payment", "unpaid"));
}

#[tokio::test]
async fn a_webhook_that_lies_about_success_moves_nothing() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let payment = payment_of(&till, placed.order).await;
    let total = till.order(placed.order).await.totals.total.minor;
    post(&till, &body("evt_1", "payment.paid", &reference, payment, total), now()).await.unwrap();
    till.work().await;
    assert!(is(&till.states(placed.order).await, "pending_payment", "unpaid"), "the provider itself says: pending");
    till.sound().await;
}

#[tokio::test]
async fn a_late_webhook_finds_the_order_waiting() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    let back = till.press(&reference, Decision::LateWebhook).await;
    till.come_back(&placed, &back).await;
    assert_eq!(till.order(placed.order).await.payments[0].state, PaymentState::Pending);
    assert_eq!(till.press(&reference, Decision::Decline).await, back, "what is decided stays decided");
    till.work().await;
    assert!(is(&till.states(placed.order).await, "confirmed", "paid"));
    till.sound().await;
}
