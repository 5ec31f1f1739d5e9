//! Waiting for what is sold out, over HTTP.

use super::{http::Browser, server::TestServer};
use axum::http::StatusCode;
use commerce::{
    Actor,
    inventory::{self, AdjustStock},
    outbox,
};
use model::{VariantId, stock::MovementKind};
use std::time::Duration;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};
use tokio_util::sync::CancellationToken;

async fn handle_of(shop: &TestShop) -> String {
    sqlx::query_scalar("SELECT handle FROM products").fetch_one(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn a_wish_is_kept_without_scripts() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 1_000, 0).await;
    let product = format!("/p/{}", handle_of(&shop).await);
    let mut ada = Browser::new(&shop);
    let page = ada.get(&product).await.body;
    assert!(page.contains("E-mail me when it is back") && page.contains(&format!("action=\"{product}/notify\"")));
    let notify = format!("{product}/notify");
    let wrong = ada.post(&notify, &format!("variant={variant}&email=nobody&website=")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"nobody\"") && wrong.body.contains("email-error"));
    let program = ada.post(&notify, &format!("variant={variant}&email=a%40example.org&website=x")).await;
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = format!("variant={}&email=a%40example.org&website=", VariantId::new());
    assert_eq!(ada.post(&notify, &unknown).await.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let kept = ada.post(&notify, &format!("variant={variant}&email=ada%40example.org&website=")).await;
        let page = ada.get(kept.location()).await.body;
        assert!(page.contains("We will write to you") && !page.contains("ada@example.org"));
    }
    let waiting: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM stock_notices").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(waiting, 1);
    assert_eq!(ada.get("/notice/none").await.status, StatusCode::NOT_FOUND);
    assert!(ada.post("/notice/none/stop", "List-Unsubscribe=One-Click").await.body.contains("Your address is deleted"));
}

#[tokio::test]
async fn kept_pages_feed_and_json_ld_are_right_after_the_restock() {
    let server = TestServer::new().await;
    open_for_sale(&server.shop).await;
    let variant = goods(&server.shop, 1_000, 0).await;
    let address = format!("/p/{}", handle_of(&server.shop).await);
    tokio::spawn(outbox::tail((*server.shop).clone(), CancellationToken::new()));
    let pages = server.state.pages.clone();
    let follow = server.shop.feed.follow(CancellationToken::new(), move |entry| {
        pages.apply(&entry.event, entry.listed);
        std::future::ready(())
    });
    tokio::spawn(follow);
    let live = async {
        while !server.shop.feed.is_live() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), live).await.expect("a reader of the outbox");
    for _ in 0..2 {
        let page = server.get(&address).await.text;
        assert!(page.contains("schema.org/OutOfStock") && page.contains("E-mail me when it is back"));
    }
    assert!(server.state.pages.figures().hits >= 1, "the page is kept");
    let command =
        AdjustStock { variant, on_hand: 3, expected: 0, kind: MovementKind::BY_HAND[0], reason: "delivered".into() };
    inventory::adjust(&server.shop, &Actor::System, command).await.unwrap();
    let right = async {
        loop {
            let page = server.get(&address).await.text;
            if page.contains("Only 3 left") && page.contains("schema.org/LimitedAvailability") {
                break assert!(!page.contains("E-mail me when it is back"));
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), right).await.expect("the kept page gives way");
    assert!(server.get("/feeds/google.xml").await.text.contains("in_stock"));
}
