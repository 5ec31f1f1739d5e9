//! Imports as batches: what they noted, and the way back.

use super::{
    import::{Case, ROWS},
    whole,
};
use commerce::{
    Actor,
    catalog::{self, EditProduct},
    check,
    import::{self, Batch, BatchState, ImportError},
};
use model::{ImportBatchId, ProductId};
use std::time::Duration;
use tokio::time::timeout;

/// Everything but the lowest price of 30 days: what was in force for a while was in force.
async fn dump(shop: &commerce::Shop) -> Vec<String> {
    let cut = |line: String| line.split("|lowest_before=").next().unwrap_or_default().to_owned();
    whole::dump(shop).await.into_iter().map(cut).collect()
}

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
    assert_eq!(dump(&case.shop).await.iter().filter(|row| row.contains("sku=|L-1|")).count(), 1);
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

async fn kept(case: &Case, id: ImportBatchId) -> Vec<String> {
    let mut kept: Vec<String> =
        import::kept(&case.shop, &Actor::System, id).await.unwrap().into_iter().map(|(name, _)| name).collect();
    kept.sort();
    kept
}

#[tokio::test]
async fn what_staff_have_completed_since_stays() {
    let case = Case::new().await;
    let rows = "stool,Stool,,,,,TRUE,,,,,S-1,,shopify,3,deny,10.00,,,,,active,Seats,
bowl,Bowl,,,,,TRUE,,,,,B-1,,shopify,3,deny,10.00,,,,,active,Table,
lamp,Lamp,,,,,TRUE,,,,,L-1,,shopify,3,deny,10.00,,,,,active,Attic|Light|Shed,
";
    let id = case.rows(rows).await.batch.unwrap();
    let product: ProductId =
        sqlx::query_scalar("SELECT id FROM products WHERE handle = 'stool'").fetch_one(&case.shop.pool).await.unwrap();
    let mut editor = catalog::product_editor(&case.shop, &Actor::System, product).await.unwrap();
    editor.details.manufacturer = "Hollin, Vienna".into();
    let edit = EditProduct { product, version: editor.version, details: editor.details };
    catalog::update_product(&case.shop, &Actor::System, edit).await.unwrap();
    run(&case, "UPDATE inventory i JOIN variants v ON v.id = i.variant_id SET i.on_hand = 5 WHERE v.sku = 'B-1'").await;
    run(&case, "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor) SELECT id, 2, 5, 'count', 'staff' FROM variants WHERE sku = 'B-1'").await;
    run(&case, "UPDATE categories SET intro = 'Up the ladder.' WHERE path = 'Attic'").await;
    run(&case, "INSERT INTO menu_items (id, menu, position, category_id) SELECT UNHEX(REPEAT('07', 16)), 'header', 1, id FROM categories WHERE path = 'Light'").await;
    let batch = undo(&case, id).await;
    assert_eq!((batch.state, batch.changes.undone), (BatchState::Undone, 2), "{batch:?}");
    assert_eq!(kept(&case, id).await, ["Attic", "Light", "Seats", "Table", "bowl", "stool"]);
    assert_eq!((case.count("products").await, case.count("menu_items").await), (2, 1));
    sound(&case).await;
}

#[tokio::test]
async fn a_name_that_somebody_took_since_does_not_hold_up_the_rest() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let changed = ROWS.replace("OS-1,", "OS-1B,").replace("24.50", "25.50");
    let id = case.rows(&changed).await.batch.unwrap();
    run(&case, "INSERT INTO variants (id, product_id, position, sku, option1) SELECT UNHEX(REPEAT('08', 16)), id, 9, 'OS-1', 'Large' FROM products WHERE handle = 'tea-bowl'").await;
    let batch = undo(&case, id).await;
    assert_eq!((batch.state, batch.changes.made), (BatchState::Undone, 0), "{batch:?}");
    assert!(kept(&case, id).await.contains(&"oak-stool".to_owned()));
    let sku: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM variants WHERE sku IN ('OS-1', 'OS-1B')")
        .fetch_one(&case.shop.pool)
        .await
        .unwrap();
    assert_eq!(sku, 2);
}

#[tokio::test]
async fn categories_that_a_list_describes_anew_go_back_too() {
    let case = Case::new().await;
    let goods = "Title,Price,Categories\nA,1,Men\n";
    case.write("categories.csv", "path,title,intro\nMen,Men,For men.\nWomen,Women,For women.\n");
    case.run(goods).await.unwrap();
    case.write("categories.csv", "path,title,intro\nMen,Gentlemen,Better.\nWomen,Ladies,Better.\n");
    let id = case.run(goods).await.unwrap().batch.expect("categories changed");
    run(&case, "UPDATE categories SET intro = 'By hand.' WHERE path = 'Women'").await;
    let batch = undo(&case, id).await;
    assert_eq!((batch.changes.undone, kept(&case, id).await), (1, vec!["Women".to_owned()]));
    let texts: Vec<(String, String)> =
        sqlx::query_as("SELECT title, intro FROM categories ORDER BY path").fetch_all(&case.shop.pool).await.unwrap();
    let text = |title: &str, intro: &str| (title.to_owned(), intro.to_owned());
    assert_eq!(texts, [text("Men", "For men."), text("Ladies", "By hand.")]);
}

#[tokio::test]
async fn what_staff_save_while_an_import_comes_to_it_is_what_was_before() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let mut staff = case.shop.pool.begin().await.unwrap();
    sqlx::query("UPDATE products SET seo_title = 'By hand' WHERE handle = 'tea-bowl'")
        .execute(&mut *staff)
        .await
        .unwrap();
    let (shop, file) = (
        case.shop.clone(),
        case.write("next.csv", "Handle,Title,Variant SKU,Variant Price\ntea-bowl,Tea bowl II,TB-1,24.50\n"),
    );
    let work = tokio::spawn(async move {
        import::products(&shop, &Actor::System, import::Import { file, ..Default::default() }).await.unwrap()
    });
    let waits = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()
                 AND (info LIKE 'UPDATE products%' OR info LIKE 'SELECT id FROM products%FOR UPDATE')";
    let begun = async {
        while sqlx::query_scalar::<_, i64>(waits).fetch_one(&case.shop.pool).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), begun).await.unwrap();
    staff.commit().await.unwrap();
    let id = work.await.unwrap().batch.unwrap();
    undo(&case, id).await;
    let row: (String, Option<String>) =
        sqlx::query_as("SELECT title, seo_title FROM products WHERE handle = 'tea-bowl'")
            .fetch_one(&case.shop.pool)
            .await
            .unwrap();
    assert_eq!(row, ("Tea bowl".to_owned(), Some("By hand".to_owned())));
}
