//! The wishlist over HTTP: forms without scripts, cookies for the hearts, a link for others.

use super::{http::Browser, sale::shop};
use axum::http::StatusCode;
use commerce::Shop;
use model::{ProductId, VariantId};

async fn product(shop: &Shop, variant: VariantId) -> ProductId {
    let sql = "SELECT product_id FROM variants WHERE id = ?";
    sqlx::query_scalar(sql).bind(variant).fetch_one(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn a_heart_saves_and_takes_off() {
    let (shop, variant) = shop().await;
    let product = product(&shop, variant).await;
    let heart = format!("product={product}");
    let mut browser = Browser::new(&shop);
    assert!(browser.get("/wishlist").await.body.contains("Nothing saved yet"));

    let saved = browser.post("/wishlist/add", &heart).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/wishlist"));
    let page = browser.get("/wishlist").await;
    assert!(
        page.body.contains("Wishlist, 1 thing") && page.body.contains("action=\"/wishlist/remove\""),
        "{}",
        page.body
    );
    assert!(page.body.contains(&format!("value=\"{variant}\"")), "it can go into the cart from here");
    let end = &product.to_string()[26..];
    assert!(page.body.contains(&format!("data-heart=\"{end}\"")));
    assert_eq!(browser.cookie("stoa_hearts"), end);
    assert!(Browser::new(&shop).get("/wishlist").await.body.contains("Nothing saved yet"), "somebody else's is empty");

    browser.post("/wishlist/remove", &heart).await;
    assert!(browser.get("/wishlist").await.body.contains("Nothing saved yet"));
    assert_eq!(browser.cookie("stoa_hearts"), "");
}

#[tokio::test]
async fn a_link_shows_the_list_and_lets_nobody_change_it() {
    let (shop, variant) = shop().await;
    let product = product(&shop, variant).await;
    let (mut mine, mut yours) = (Browser::new(&shop), Browser::new(&shop));
    mine.post("/wishlist/add", &format!("product={product}")).await;
    assert_eq!(mine.post("/wishlist/share", "").await.status, StatusCode::SEE_OTHER);
    let page = mine.get("/wishlist").await.body;
    let (_, after) = page.split_once("/wishlist/shared/").expect("the link");
    let link = format!("/wishlist/shared/{}", &after[..43]);
    let shown = yours.get(&link).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.body.contains("/wishlist/remove") && shown.body.contains("noindex"));
    yours.post("/wishlist/remove", &format!("product={product}")).await;
    assert!(mine.get("/wishlist").await.body.contains("Wishlist, 1 thing"));
    mine.post("/wishlist/unshare", "").await;
    assert_eq!(yours.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_product_is_refused() {
    let (shop, _) = shop().await;
    let mut browser = Browser::new(&shop);
    for (form, status) in [
        ("product=nonsense", StatusCode::NOT_FOUND),
        ("product=00000000000000000000000000000001", StatusCode::NOT_FOUND),
        ("", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = browser.post("/wishlist/add", form).await;
        assert_eq!(answer.status, status, "{form}");
        assert!(answer.body.contains("<h1"), "{form}");
    }
    assert_eq!(browser.post("/wishlist/share", "").await.status, StatusCode::BAD_REQUEST, "there is no list to share");
}
