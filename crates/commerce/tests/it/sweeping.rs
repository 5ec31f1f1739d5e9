//! What is over is deleted once it is old, and nothing else.

use commerce::{jobs, storage::Files};
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

/// A batch with its files that came and ended some days ago.
async fn batch(shop: &TestShop, name: &str, state: &str, days: i64) {
    let id = uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 1_700_000_000 + days as u64, 0));
    sqlx::query(
        "INSERT INTO import_batches (id, file_name, state, actor, created_at, finished_at)
         VALUES (?, ?, ?, 'system', UTC_TIMESTAMP(6) - INTERVAL ? DAY,
             IF(? IN ('uploaded', 'running'), NULL, UTC_TIMESTAMP(6) - INTERVAL ? DAY))",
    )
    .bind(id)
    .bind(name)
    .bind(state)
    .bind(days)
    .bind(state)
    .bind(days)
    .execute(&shop.pool)
    .await
    .unwrap();
    files(&shop.files, id).await;
}

async fn files(files: &Files, id: uuid::Uuid) {
    for name in ["products.csv", "errors.csv"] {
        files.write(&format!("imports/{}/{name}", id.simple()), "x").await.unwrap();
    }
}

#[tokio::test]
async fn files_of_imports_go_when_nobody_needs_them() {
    let shop = TestShop::new().await;
    for (name, state, days) in [
        ("fresh", "done", 6),
        ("done", "done", 8),
        ("undone", "undone", 29),
        ("past", "done", 31),
        ("open", "uploaded", 29),
        ("left", "uploaded", 31),
        ("checked", "checked", 32),
        ("slow", "running", 33),
    ] {
        batch(&shop, name, state, days).await;
    }
    // Left behind by an upload that was cut off, one long ago and one just now; and a folder of somebody else.
    let now = uuid::Uuid::now_v7();
    files(&shop.files, uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 1_600_000_000, 0))).await;
    files(&shop.files, now).await;
    shop.files.write("imports/notes/mine.txt", "x").await.unwrap();
    sweep(&shop, "imports.cleanup").await;
    let rows: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("SELECT id, file_name FROM import_batches").fetch_all(&shop.pool).await.unwrap();
    let mut there = vec![];
    for folder in shop.files.folders("imports").await.unwrap() {
        let name = rows.iter().find(|(id, _)| id.simple().to_string() == folder);
        let name = name.map_or(if folder == "notes" { "notes" } else { "new" }, |(_, name)| name).to_owned();
        let whole = shop.files.has(&format!("imports/{folder}/products.csv")).await.unwrap();
        there.push(format!("{name}{}", if whole { " with its file" } else { "" }));
    }
    there.sort();
    let wanted = [
        "done",
        "fresh with its file",
        "new with its file",
        "notes",
        "open with its file",
        "slow with its file",
        "undone",
    ];
    assert_eq!(there, wanted);
    let told = "SELECT file_name FROM import_batches WHERE state = 'failed' AND failure <> '' ORDER BY file_name";
    assert_eq!(left(&shop, told).await, ["checked", "left"], "no row speaks of a file that is not there");
    sweep(&shop, "imports.cleanup").await;
    assert_eq!(shop.files.folders("imports").await.unwrap().len(), 7);
}
