//! What is over is deleted once it is old, and nothing else.

use commerce::jobs;
use serde_json::json;
use testkit::TestShop;

/// Runs what the schedule would.
async fn sweep(shop: &TestShop, kind: &str) {
    jobs::run_now(shop, &jobs::handlers(), kind, json!({})).await.expect(kind).unwrap();
}

async fn left(shop: &TestShop, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql).fetch_all(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn webhooks_are_forgotten_thirty_days_after_they_were_acted_on() {
    let shop = TestShop::new().await;
    for (event, state, days) in [
        ("young", "done", 29),
        ("old", "done", 31),
        ("foreign", "ignored", 31),
        ("new", "new", 31),
        ("aside", "quarantined", 31),
    ] {
        sqlx::query(
            "INSERT INTO webhook_inbox (id, provider, event_id, body, state, received_at)
             VALUES (UNHEX(MD5(?)), 'local', ?, '', ?, UTC_TIMESTAMP(6) - INTERVAL ? DAY)",
        )
        .bind(event)
        .bind(event)
        .bind(state)
        .bind(days)
        .execute(&shop.pool)
        .await
        .unwrap();
    }
    sweep(&shop, "webhooks.cleanup").await;
    assert_eq!(left(&shop, "SELECT event_id FROM webhook_inbox ORDER BY event_id").await, ["aside", "new", "young"]);
}

#[tokio::test]
async fn mails_are_forgotten_a_quarter_after_they_left() {
    let shop = TestShop::new().await;
    for (effect, sent, refused, days) in [
        ("young", true, false, 89),
        ("old", true, false, 91),
        ("refused", false, true, 91),
        ("waits", false, false, 91),
    ] {
        sqlx::query(
            "INSERT INTO mails (id, effect_key, kind, recipient, subject, sent_at, refused_at, created_at)
             VALUES (UNHEX(MD5(?)), ?, 'order_placed', 'mara@example.com', 'Hello', IF(?, UTC_TIMESTAMP(6), NULL),
                     IF(?, UTC_TIMESTAMP(6), NULL), UTC_TIMESTAMP(6) - INTERVAL ? DAY)",
        )
        .bind(effect)
        .bind(effect)
        .bind(sent)
        .bind(refused)
        .bind(days)
        .execute(&shop.pool)
        .await
        .unwrap();
    }
    sweep(&shop, "mails.cleanup").await;
    assert_eq!(left(&shop, "SELECT effect_key FROM mails ORDER BY effect_key").await, ["waits", "young"]);
}

#[tokio::test]
async fn more_than_one_batch_goes_at_once() {
    let shop = TestShop::new().await;
    sqlx::query(
        "INSERT INTO outbox (topic, payload, created_at)
         SELECT 'stock.changed', '{}', UTC_TIMESTAMP(6) - INTERVAL 4 DAY FROM seq_1_to_2500",
    )
    .execute(&shop.pool)
    .await
    .unwrap();
    sweep(&shop, "outbox.cleanup").await;
    assert_eq!(left(&shop, "SELECT topic FROM outbox").await, Vec::<String>::new());
}
