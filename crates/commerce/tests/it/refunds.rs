//! Money that goes back: it arrives once, and nothing of it is lost in silence.

use crate::{payments::is, till::Till};
use commerce::{check, checkout::Placed, payments, payments::local::Decision};
use model::order::OrderStep;

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

#[tokio::test]
async fn a_refused_refund_is_no_money_on_its_way() {
    let till = Till::open().await;
    let placed = cancelled(&till).await;
    sqlx::query("UPDATE local_gateway_payments SET state = 'declined'").execute(&till.pool).await.unwrap();
    assert_eq!(till.work().await, Vec::<String>::new());
    assert!(is(&till.states(placed.order).await, "cancelled", "paid"));
    assert_eq!(broken(&till).await, ["I8"]);
}
