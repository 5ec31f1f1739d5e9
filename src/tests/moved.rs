//! Addresses that are no longer what they were: redirects, and products that are sold no longer.

use super::{http::Browser, sale::shop};
use axum::http::StatusCode;
use commerce::{
    Actor, Shop,
    catalog::{self, EditProduct, MoveProducts, NewRedirect, Target},
};
use model::{ProductId, VariantId};

/// The product of a variant, with its handle.
pub async fn product(shop: &Shop, variant: VariantId) -> (ProductId, String) {
    sqlx::query_as("SELECT p.id, p.handle FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = ?")
        .bind(variant)
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_at_once() {
    let (shop, variant) = shop().await;
    let (id, first) = product(&shop, variant).await;
    for handle in ["spruce-chair", "fichte-ü"] {
        let mut editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
        editor.details.handle = handle.into();
        let command = EditProduct { product: id, version: editor.version, details: editor.details };
        catalog::update_product(&shop, &Actor::System, command).await.unwrap();
    }
    let mut browser = Browser::new(&shop);
    for old in [&first, "spruce-chair"] {
        let answer = browser.get(&format!("/p/{old}?variant={variant}")).await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{old}");
        assert_eq!(answer.location(), format!("/p/fichte-%C3%BC?variant={variant}"), "one step, not two");
    }
    assert_eq!(browser.get("/p/fichte-%C3%BC").await.status, StatusCode::OK);
    assert_eq!(browser.post("/p/spruce-chair", "").await.status, StatusCode::METHOD_NOT_ALLOWED);
    // A live thing wins over any redirect.
    let over = NewRedirect { from: "/p/fichte-ü".into(), to: "/c/none".into(), kind: None };
    catalog::add_redirect(&shop, &Actor::System, over).await.unwrap();
    assert_eq!(browser.get("/p/fichte-%C3%BC").await.status, StatusCode::OK);
    let by_hand = NewRedirect { from: "/summer/Sale".into(), to: "/".into(), kind: None };
    assert!(
        catalog::add_redirect(&shop, &Actor::System, by_hand).await.is_err(),
        "the front page is no path to lead to"
    );
    let by_hand = NewRedirect { from: "/summer/Sale".into(), to: "/collections".into(), kind: None };
    catalog::add_redirect(&shop, &Actor::System, by_hand).await.unwrap();
    assert_eq!(browser.get("/summer/Sale/").await.location(), "/collections");
}

#[tokio::test]
async fn a_product_that_left_says_so_and_shows_what_lies_beside_it() {
    let (shop, variant) = shop().await;
    let (id, handle) = product(&shop, variant).await;
    let other = testkit::sale::goods(&shop, 900, 3).await;
    let (beside, _) = product(&shop, other).await;
    let category = model::CategoryId::new();
    let sql = "INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'cups', 'Cups', 'Cups', 1)";
    sqlx::query(sql).bind(category).execute(&shop.pool).await.unwrap();
    for product in [id, beside] {
        let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
        sqlx::query(sql).bind(product).bind(category).execute(&shop.pool).await.unwrap();
    }
    let archive = MoveProducts { products: vec![id], to: Target::Archived };
    catalog::move_products(&shop, &Actor::System, archive).await.unwrap();
    let mut browser = Browser::new(&shop);
    let gone = browser.get(&format!("/p/{handle}")).await;
    assert_eq!(gone.status, StatusCode::GONE);
    let title: String =
        sqlx::query_scalar("SELECT title FROM products WHERE id = ?").bind(beside).fetch_one(&shop.pool).await.unwrap();
    assert!(gone.body.contains(&title) && gone.body.contains("noindex"), "{}", gone.body);
    let draft = catalog::duplicate_product(
        &shop,
        &Actor::System,
        commerce::catalog::DuplicateProduct { product: beside, title: "New cup".into() },
    );
    draft.await.unwrap();
    assert_eq!(browser.get("/p/new-cup").await.status, StatusCode::NOT_FOUND, "a draft was never there");
}

#[tokio::test]
async fn what_is_sold_no_longer_takes_no_place_in_the_comparison() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    let (first, _) = product(&shop, variant).await;
    let add = async |browser: &mut Browser, id: ProductId| {
        browser.post("/compare/add", &format!("product={id}")).await.location().to_owned()
    };
    assert_eq!(add(&mut browser, first).await, "/compare");
    for _ in 0..3 {
        let (id, _) = product(&shop, testkit::sale::goods(&shop, 900, 3).await).await;
        assert_eq!(add(&mut browser, id).await, "/compare");
    }
    let (fifth, handle) = product(&shop, testkit::sale::goods(&shop, 900, 3).await).await;
    assert_eq!(add(&mut browser, fifth).await, "/compare?full=1");
    let archive = MoveProducts { products: vec![first], to: Target::Archived };
    catalog::move_products(&shop, &Actor::System, archive).await.unwrap();
    shop.catalog.apply(&model::event::Event::ProductChanged { product: first });
    assert_eq!(add(&mut browser, fifth).await, "/compare");
    assert!(browser.get("/compare").await.body.contains(&format!("/p/{handle}")));
}
