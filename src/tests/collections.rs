//! Collections over HTTP: their pages, and the ways to them.

use super::{http::Browser, sale::shop};
use axum::http::StatusCode;
use commerce::Shop;
use model::{CollectionId, VariantId};

async fn collection(shop: &Shop, handle: &str, title: &str, variant: VariantId) {
    let id = CollectionId::new();
    let sql = "INSERT INTO collections (id, handle, title, intro, seo_text) VALUES (?, ?, ?, 'Wool & wax.', 'For long evenings.')";
    sqlx::query(sql).bind(id).bind(handle).bind(title).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO collection_products (collection_id, product_id, position)
               SELECT ?, product_id, 0 FROM variants WHERE id = ?";
    sqlx::query(sql).bind(id).bind(variant).execute(&shop.pool).await.unwrap();
}

#[tokio::test]
async fn a_collection_has_a_page_with_a_name_and_a_way() {
    let (shop, variant) = shop().await;
    collection(&shop, "autumn", "Autumn evenings", variant).await;
    collection(&shop, "gifts", "Small gifts", variant).await;
    let mut browser = Browser::new(&shop);
    let page = browser.get("/collection/autumn").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "<title>Autumn evenings",
        "<meta name=\"description\" content=\"Wool &amp; wax.\">",
        "/collection/autumn\">",
        "rel=\"canonical\"",
        "\"@type\":\"BreadcrumbList\"",
        "<a href=\"/collections\">Collections",
        "For long evenings.",
        "href=\"/collection/gifts\"",
    ] {
        assert!(page.body.contains(part), "{part} is not in {}", page.body);
    }
    let (_, others) = page.body.split_once("id=\"t-collections\"").expect("other collections");
    let (others, _) = others.split_once("</section>").unwrap();
    assert!(!others.contains("/collection/autumn"), "a collection leads to others, not to itself");
}

#[tokio::test]
async fn every_collection_is_linked_and_an_unknown_one_is_not_found() {
    let (shop, variant) = shop().await;
    collection(&shop, "autumn", "Autumn evenings", variant).await;
    let mut browser = Browser::new(&shop);
    let home = browser.get("/").await.body;
    for (start, end) in [("id=\"menu\"", "</nav>"), ("id=\"mega\"", "</nav>"), ("id=\"t-collections\"", "</section>")] {
        let (_, after) = home.split_once(start).unwrap_or_else(|| panic!("no {start} in {home}"));
        assert!(after.split(end).next().unwrap().contains("href=\"/collection/autumn\""), "not in {start}");
    }
    let (_, footer) = home.split_once("<footer").unwrap();
    assert!(footer.contains("href=\"/collections\""));
    let all = browser.get("/collections").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.body.contains("<h1>Collections") && all.body.contains("href=\"/collection/autumn\""));
    assert_eq!(browser.get("/collection/nothing").await.status, StatusCode::NOT_FOUND);
    let past = browser.get("/collection/autumn?page=2").await;
    assert_eq!(past.status, StatusCode::NOT_FOUND);
    assert!(past.body.contains("This collection does not go on this far."));
}

#[tokio::test]
async fn a_shop_without_collections_does_not_speak_of_them() {
    let (shop, _) = shop().await;
    let mut browser = Browser::new(&shop);
    assert!(!browser.get("/").await.body.contains("/collections"));
    assert_eq!(browser.get("/collections").await.status, StatusCode::NOT_FOUND);
}
