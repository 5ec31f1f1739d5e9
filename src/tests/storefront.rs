//! The pages that show goods.

use super::http::Browser;
use model::{CategoryId, ProductId, VariantId};
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};

/// A category with one product, which has one variant at 129.00.
async fn category(shop: &TestShop, stock: i64) -> VariantId {
    open_for_sale(shop).await;
    let variant = goods(shop, 12_900, stock).await;
    let id = CategoryId::new();
    let product: ProductId = sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?")
        .bind(variant)
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    sqlx::query("INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'chairs', 'Chairs', 'Chairs', 1)")
        .bind(id)
        .execute(&shop.pool)
        .await
        .unwrap();
    sqlx::query("INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)")
        .bind(product)
        .bind(id)
        .execute(&shop.pool)
        .await
        .unwrap();
    variant
}

#[tokio::test]
async fn a_stray_word_of_an_address_is_no_filter() {
    let shop = TestShop::new().await;
    category(&shop, 5).await;
    let mut browser = Browser::new(&shop);
    let plain = browser.get("/c/chairs").await.body;
    let marked = browser.get("/c/chairs?ref=newsletter").await.body;
    for page in [plain, marked] {
        assert!(page.contains("1 product") && !page.contains("newsletter") && !page.contains("noindex"));
        assert!(!page.contains("Filter (1)"));
    }
    let narrowed = browser.get("/c/chairs?vendor=nobody").await.body;
    assert!(narrowed.contains("Filter (1)") && narrowed.contains("noindex"), "a facet of the shop is one");
}
