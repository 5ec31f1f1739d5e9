//! Imports as batches: what they noted, and the way back.

use super::{
    export::dump,
    import::{Case, ROWS},
};
use commerce::{
    Actor, check,
    import::{self, Batch, BatchState, ImportError},
};
use model::ImportBatchId;
use std::time::Duration;
use tokio::time::timeout;

async fn undo(case: &Case, id: ImportBatchId) -> Batch {
    import::undo(&case.shop, &Actor::System, id).await.unwrap()
}

async fn run(case: &Case, sql: &'static str) {
    sqlx::query(sql).execute(&case.shop.pool).await.unwrap();
}

async fn sound(case: &Case) {
    let found = check::run(&case.shop).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

const CHANGED: &str = "oak-stool,Oak stool II,New text,Hollin,Stool,,TRUE,Colour,Ink,Height,45 cm,OS-1,3200,shopify,9,deny,119.00,,,,,draft,Home,
oak-stool,,,,,,,,Oat,,45 cm,OS-9,3200,shopify,12,deny,129.00,,,,,,,
lamp,Lamp,,,,,TRUE,,,,,L-1,,shopify,3,deny,10.00,,,,,active,Light,
";

#[tokio::test]
async fn a_batch_goes_back_exactly() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let before = dump(&case.shop).await;
    let report = case.rows(CHANGED).await;
    let id = report.batch.expect("something changed");
    assert!(dump(&case.shop).await != before);
    let batch = import::batch(&case.shop, &Actor::System, id).await.unwrap();
    assert_eq!(
        (batch.state, batch.changes.made, batch.can_be_undone()),
        (BatchState::Done, 3, true),
        "{:?}",
        report.problems
    );
    let batch = undo(&case, id).await;
    assert_eq!((batch.state, batch.changes.undone, batch.changes.kept), (BatchState::Undone, 3, 0), "{batch:?}");
    assert_eq!(dump(&case.shop).await, before);
    sound(&case).await;
    // Twice is as good as once, and what is undone can be taken in again.
    assert_eq!(undo(&case, id).await.changes, batch.changes);
    let again = case.rows(CHANGED).await;
    assert_eq!((again.products.created, again.products.updated), (1, 1));
    assert_eq!(dump(&case.shop).await.iter().filter(|row| row.contains("L-1")).count(), 1);
    sound(&case).await;
}

#[tokio::test]
async fn what_changed_nothing_leaves_no_batch() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    assert_eq!(case.rows(ROWS).await.batch, None);
    assert_eq!(case.count("import_batches").await, 1);
}

#[tokio::test]
async fn what_was_sold_or_changed_since_stays() {
    let case = Case::new().await;
    let id = case.rows(ROWS).await.batch.unwrap();
    // The bowl lies in a cart; somebody renamed the stool.
    run(
        &case,
        "INSERT INTO carts (id, token_hash, currency) VALUES (UNHEX(REPEAT('01', 16)), UNHEX(REPEAT('02', 32)), 'EUR')",
    )
    .await;
    run(&case, "INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price) SELECT UNHEX(REPEAT('01', 16)), id, 1, 2450 FROM variants WHERE sku = 'TB-1'").await;
    run(&case, "UPDATE products SET title = 'A better name' WHERE handle = 'oak-stool'").await;
    let batch = undo(&case, id).await;
    assert_eq!((batch.changes.archived, batch.changes.undone), (1, 0), "{batch:?}");
    let kept = import::kept(&case.shop, &Actor::System, id).await.unwrap();
    assert!(kept.contains(&("oak-stool".to_owned(), "kept".to_owned())), "{kept:?}");
    assert!(kept.contains(&("tea-bowl".to_owned(), "archived".to_owned())), "{kept:?}");
    let states: Vec<(String, String)> =
        sqlx::query_as("SELECT handle, status FROM products ORDER BY handle").fetch_all(&case.shop.pool).await.unwrap();
    let state = |handle: &str, status: &str| (handle.to_owned(), status.to_owned());
    assert_eq!(states, [state("oak-stool", "active"), state("tea-bowl", "archived")]);
    sound(&case).await;
}

#[tokio::test]
async fn counts_go_back_by_what_the_batch_moved_them() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let id = case.rows(&ROWS.replace("OS-1,3200,shopify,7", "OS-1,3200,shopify,20")).await.batch.unwrap();
    // Five are sold in between, by the book.
    run(&case, "UPDATE inventory i JOIN variants v ON v.id = i.variant_id SET i.on_hand = 15 WHERE v.sku = 'OS-1'")
        .await;
    run(&case, "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor) SELECT id, -5, 15, 'correction', 'staff' FROM variants WHERE sku = 'OS-1'").await;
    undo(&case, id).await;
    let left: i64 = sqlx::query_scalar(
        "SELECT i.on_hand FROM inventory i JOIN variants v ON v.id = i.variant_id WHERE v.sku = 'OS-1'",
    )
    .fetch_one(&case.shop.pool)
    .await
    .unwrap();
    assert_eq!(left, 2);
    sound(&case).await;
}

#[tokio::test]
async fn an_undo_that_is_cut_off_goes_on_where_it_was() {
    let case = Case::new().await;
    let rows: String = (0..60)
        .map(|at| format!("t-{at},T {at},,,,,TRUE,,,,,T-{at},,shopify,3,deny,10.00,,,,,active,A > B{at},\n"))
        .collect();
    let id = case.rows(&rows).await.batch.unwrap();
    let undone = "SELECT COUNT(*) FROM import_changes WHERE state <> 'made'";
    let shop = case.shop.clone();
    let work = tokio::spawn(async move { import::undo(&shop, &Actor::System, id).await });
    let begun = async {
        while sqlx::query_scalar::<_, i64>(undone).fetch_one(&case.shop.pool).await.unwrap() < 10 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), begun).await.unwrap();
    work.abort();
    let _ = work.await;
    let half = import::batch(&case.shop, &Actor::System, id).await.unwrap();
    assert_eq!(half.state, BatchState::Undoing);
    assert!(half.changes.made > 0, "it was cut off too late to prove anything");
    sound(&case).await;
    let batch = undo(&case, id).await;
    assert_eq!((batch.state, batch.changes.made, batch.changes.undone), (BatchState::Undone, 0, 121));
    assert_eq!((case.count("products").await, case.count("categories").await), (0, 0));
    sound(&case).await;
}

#[tokio::test]
async fn only_what_was_imported_can_be_undone() {
    let case = Case::new().await;
    let missing = import::undo(&case.shop, &Actor::System, ImportBatchId::new()).await;
    assert!(matches!(missing, Err(ImportError::Refused(_))));
    let shopper = Actor::Shopper(Default::default());
    assert!(import::undo(&case.shop, &shopper, ImportBatchId::new()).await.is_err());
}
