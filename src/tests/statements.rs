//! The statements that a page costs: few, and always as many. Who adds one sees it here.

use super::{http::Browser, moved::product, sale::shop};
use commerce::{Shop, settings::DatabaseSettings};

/// The shop behind a single connection, which counts what is asked of it.
async fn behind_one_connection(test: &testkit::TestShop) -> Shop {
    let mut settings = test.settings.clone();
    settings.database = DatabaseSettings { url: test.db().url().to_owned().into(), connections: 1 };
    let pool = commerce::db::connect(&settings.database).await.unwrap();
    Shop::on(settings, pool).unwrap()
}

/// Statements that the connection has run so far.
async fn asked(shop: &Shop) -> u64 {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SHOW SESSION STATUS WHERE Variable_name IN ('Com_select', 'Com_insert', 'Com_update', 'Com_delete')",
    )
    .fetch_all(&shop.pool)
    .await
    .unwrap();
    rows.iter().map(|(_, count)| count.parse::<u64>().unwrap()).sum()
}

#[tokio::test]
async fn each_page_asks_a_small_fixed_number() {
    let (test, variant) = shop().await;
    let (id, handle) = product(&test, variant).await;
    let category = model::CategoryId::new();
    let sql = "INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'cups', 'Cups', 'Cups', 1)";
    sqlx::query(sql).bind(category).execute(&test.pool).await.unwrap();
    let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(id).bind(category).execute(&test.pool).await.unwrap();
    for _ in 0..3 {
        let other = testkit::sale::goods(&test, 900, 3).await;
        let (other, _) = product(&test, other).await;
        sqlx::query(sql).bind(other).bind(category).execute(&test.pool).await.unwrap();
    }
    let shop = behind_one_connection(&test).await;
    shop.search.start(&shop).await.unwrap();
    let mut browser = Browser::new(&shop);
    let added = browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    assert!(added.status.is_redirection(), "{}", added.status);
    let pages = [
        ("/", HOME),
        ("/c/cups", LIST),
        (&format!("/p/{handle}"), PRODUCT),
        ("/search?q=thing", SEARCH),
        ("/cart", CART),
    ];
    let mut counted = vec![];
    for (page, _) in pages {
        // What is kept in memory is loaded by the first who asks.
        for _ in 0..2 {
            let answer = browser.get(page).await;
            assert!(answer.status.is_success(), "{page}: {}", answer.status);
        }
        let before = asked(&shop).await;
        browser.get(page).await;
        counted.push((page, asked(&shop).await - before));
    }
    assert_eq!(counted, pages, "a page asks the database more or less often than before");
}

const HOME: u64 = 3;
const LIST: u64 = 1;
const PRODUCT: u64 = 5;
const SEARCH: u64 = 1;
const CART: u64 = 10;
