//! Pages about what went wrong: they say why, and lead on.

use super::{http::Browser, routes::template};
use axum::http::{Method, StatusCode, header};
use commerce::{
    Shop,
    limits::{self, Limit},
};
use model::CategoryId;
use stoa::{server::routes, web::page_of};
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};

#[tokio::test]
async fn what_is_no_longer_sold_is_said_on_the_page_of_the_form() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    sqlx::query("UPDATE variants SET archived_at = UTC_TIMESTAMP(6)").execute(&shop.pool).await.unwrap();
    for (path, back) in [("/cart/add", ""), ("/cart/add", "&back=cart"), ("/cart/set", "")] {
        let answer = browser.post(path, &format!("variant={variant}&quantity=2{back}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}{back}");
        assert!(answer.body.contains("This is no longer sold."), "{path}{back}");
        assert!(!answer.body.contains("is not in use"), "{path}{back}");
    }
}

#[tokio::test]
async fn a_cut_link_says_where_the_whole_one_is_and_keeps_the_secret() {
    let shop = TestShop::new().await;
    let mut browser = Browser::new(&shop);
    let token = "A".repeat(42);
    let page = browser.get(&format!("/order/{token}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("the one in your e-mail opens it"));
    assert!(!page.body.contains(&token));
}

#[tokio::test]
async fn a_link_with_signs_that_no_header_takes_is_not_found() {
    let shop = TestShop::new().await;
    for path in ["/order/%00?payment=x", "/order/%0A?payment=x", "/order/caf%C3%A9?payment=x"] {
        let page = Browser::new(&shop).get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn a_page_past_the_end_of_a_list_does_not_deny_the_list() {
    let shop = TestShop::new().await;
    sqlx::query("INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'chairs', 'Chairs', '', 1)")
        .bind(CategoryId::new())
        .execute(&shop.pool)
        .await
        .unwrap();
    let page = Browser::new(&shop).get("/c/chairs?page=99").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("The list does not go on this far."));
    assert!(!page.body.contains("is not in use"));
}

#[tokio::test]
async fn an_unknown_address_is_named_and_searched_for() {
    let shop = TestShop::new().await;
    let page = Browser::new(&shop).get("/brae-caserole").await;
    assert!(page.body.contains("The address /brae-caserole is not in use"));
    assert!(page.body.contains("value=\"brae caserole\""));
}

#[tokio::test]
async fn the_wrong_method_is_told_with_its_own_number() {
    let shop = TestShop::new().await;
    let page = Browser::new(&shop).get("/order/secret/pay").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.body.contains("Error 405") && page.body.contains("cannot be used in this way"));
    assert_eq!(again(&page.body), "/order/secret");
}

/// Uses up a limit, and far more of it, so that the next minute counts it too.
pub async fn exhaust(shop: &Shop, limit: Limit, who: &str) {
    limits::hit(shop, limit, who).await.unwrap();
    sqlx::query("UPDATE rate_counters SET hits = 1000000").execute(&shop.pool).await.unwrap();
}

/// Where "Try again" leads.
fn again(page: &str) -> &str {
    let (link, _) = page.split_once(">Try again<").expect("the link");
    let (_, href) = link.rsplit_once("href=\"").expect("its address");
    href.split('"').next().unwrap()
}

#[tokio::test]
async fn a_failed_form_leads_back_to_a_page() {
    let shop = TestShop::new().await;
    let mut browser = Browser::new(&shop);
    let page = browser.post("/cart/set", "price=1").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again(&page.body), "/cart");
    let expired = browser.post("/admin/orders/1/step", "").await;
    assert_eq!(expired.all(header::LOCATION), ["/admin/sign-in?next=%2Fadmin%2Forders%2F1"]);
}

#[tokio::test]
async fn who_changes_the_cart_too_often_is_told_when_to_come_again() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    exhaust(&shop, limits::CART, browser.cookie("stoa_cart")).await;
    for path in ["/cart/set", "/cart/add", "/cart/remove"] {
        let quantity = if path == "/cart/remove" { "" } else { "&quantity=1" };
        let answer = browser.post(path, &format!("variant={variant}{quantity}")).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(answer.all(header::RETRY_AFTER).len(), 1, "{path}");
        assert!(answer.body.contains("a little too often"), "{path}");
    }
}

#[tokio::test]
async fn who_leaves_the_cookie_out_is_counted_by_the_address() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    exhaust(&shop, limits::CART_ADDRESS, "192.0.2.7").await;
    let add = async |mut browser: Browser| browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    assert_eq!(add(Browser::at(&shop, "192.0.2.7")).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(add(Browser::at(&shop, "192.0.2.8")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(add(Browser::at(&shop, "127.0.0.1")).await.status, StatusCode::SEE_OTHER);
}

/// Whatever form there is, trying again and signing in lead to a page.
#[test]
fn every_form_stands_on_a_page() {
    let all = routes();
    let machines = |path: &str| path.starts_with("/rpc/") || path.starts_with("/webhooks/");
    for form in all.iter().filter(|route| route.method == "POST" && !machines(&route.path)) {
        let page = page_of(&Method::POST, &template(&form.path).parse().unwrap());
        let there = all.iter().any(|route| route.method == "GET" && template(&route.path) == page);
        assert!(there, "{} leads to {page}, which is no page", form.path);
    }
}
