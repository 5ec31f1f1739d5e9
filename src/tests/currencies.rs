//! The choice of a currency: the same page again, the same cart, and never two currencies in one sum.

use super::{
    http::Browser,
    sale::{hidden, order_form},
    server::TestServer,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use commerce::{
    Actor, Shop,
    catalog::{self, SettleList},
    currencies::{self, OpenCurrency},
    outbox,
};
use model::{VariantId, payment::PaymentMethod, rate::Rounding};
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};
use tokio_util::sync::CancellationToken;

/// Sells in pounds too, at 0.80 for a euro.
async fn sell_in_pounds(shop: &Shop) {
    let currency = "GBP".parse().unwrap();
    let rounding = Rounding::parse("0.05", currency).unwrap();
    let command = OpenCurrency { currency, rate: "0.8".parse().unwrap(), rounding };
    let list = currencies::open(shop, &Actor::System, command).await.unwrap();
    catalog::settle(shop, SettleList { list }).await.unwrap();
}

/// A shop with one thing at 129.00 euros.
async fn shop() -> (TestShop, VariantId, String) {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    let handle: String = sqlx::query_scalar("SELECT handle FROM products").fetch_one(&shop.pool).await.unwrap();
    (shop, variant, format!("/p/{handle}"))
}

#[tokio::test]
async fn a_shop_of_one_currency_offers_no_choice() {
    let (shop, _, product) = shop().await;
    let mut browser = Browser::new(&shop);
    assert!(!browser.get(&product).await.body.contains("action=\"/currency\""));
    let answer = browser.post("/currency", "currency=GBP&to=%2F").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("does not sell in this currency") && answer.all(header::SET_COOKIE).is_empty());
    browser.set_cookie("stoa_currency", "GBP");
    assert!(browser.get(&product).await.body.contains("€129.00"));
}

#[tokio::test]
async fn the_choice_comes_back_to_the_same_page() {
    let (shop, _, product) = shop().await;
    sell_in_pounds(&shop).await;
    let mut browser = Browser::new(&shop);
    let page = browser.get(&format!("{product}?variant=x")).await.body;
    assert!(page.contains("€129.00") && page.contains("Pound sterling (£)"));
    assert_eq!(hidden(&page, "to"), format!("{product}?variant=x"));
    let answer = browser.post("/currency", &format!("currency=GBP&to={product}")).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, product.as_str()));
    let cookie = &answer.all(header::SET_COOKIE)[0];
    assert!(cookie.starts_with("stoa_currency=GBP;") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let page = browser.get(&product).await.body;
    assert!(page.contains("£103.20") && page.contains("\"priceCurrency\":\"GBP\"") && !page.contains("€129"));
    // Bounds of the price filter go along, with room.
    let filtered = "currency=EUR&to=%2Fsearch%3Fq%3Dthing%26price-min%3D41%26price-max%3D99%26sort%3Dprice-asc";
    assert_eq!(
        browser.post("/currency", filtered).await.location(),
        "/search?q=thing&price-min=51.00&price-max=124.00&sort=price-asc"
    );
    for foreign in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", ""] {
        let answer = browser.post("/currency", &format!("currency=GBP&to={foreign}")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{foreign}");
    }
    for wrong in ["currency=XXX", "currency=", "currency=gbp%00", "to=%2F"] {
        assert!(browser.post("/currency", wrong).await.status.is_client_error(), "{wrong}");
    }
}

#[tokio::test]
async fn pages_are_kept_once_in_each_currency() {
    let (shop, _, product) = shop().await;
    sell_in_pounds(&shop).await;
    let server = TestServer::of(shop);
    tokio::spawn(outbox::tail((*server.shop).clone(), CancellationToken::new()));
    while !server.shop.feed.is_live() {
        tokio::task::yield_now().await;
    }
    let ask = async |cookie: &str| {
        let request = Request::get(&product).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        server.send(request).await.text
    };
    // The first page shows the frame what is sold.
    ask("").await;
    let (euros, pounds) = (ask("").await, ask("stoa_currency=GBP").await);
    assert!(euros.contains("€129.00") && pounds.contains("£103.20"));
    let hits = server.state.pages.figures().hits;
    assert_eq!((ask("").await, ask("stoa_currency=GBP").await), (euros.clone(), pounds));
    assert_eq!(ask("stoa_currency=XXX").await, euros);
    assert_eq!(server.state.pages.figures().hits, hits + 3);
}

#[tokio::test]
async fn a_cart_is_bought_in_the_currency_that_was_chosen_last() {
    let (shop, variant, _) = shop().await;
    sell_in_pounds(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=2")).await;
    let stale = browser.get("/checkout").await.body;
    assert_eq!((hidden(&stale, "currency").as_str(), hidden(&stale, "expected_total").as_str()), ("EUR", "25800"));
    assert_eq!(browser.post("/currency", "currency=GBP&to=%2Fcart").await.location(), "/cart");
    let cart = browser.get("/cart").await.body;
    assert!(
        cart.contains("£206.40") && !cart.contains("€2") && !cart.contains("€1") && !cart.contains("id=\"changed\"")
    );
    // The checkout that was open in another tab orders nothing and says why.
    let form = |page: &str| format!("{}&currency={}", order_form(page, PaymentMethod::Card), hidden(page, "currency"));
    let answer = browser.post("/checkout", &form(&stale)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("another currency") && answer.body.contains("£206.40"));
    assert!(answer.body.contains("value=\"Mara Lind\""), "nothing that was typed is lost");
    let placed = browser.post("/checkout", &form(&answer.body)).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.body);
    let order: (String, i64) =
        sqlx::query_as("SELECT currency, total FROM orders").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(order, ("GBP".into(), 20_640));
}

#[tokio::test]
async fn the_feed_and_the_page_behind_it_name_one_price() {
    let (shop, ..) = shop().await;
    sell_in_pounds(&shop).await;
    let mut browser = Browser::new(&shop);
    let feed = browser.get("/feeds/google.xml?currency=GBP").await;
    assert!(feed.body.contains("<g:price>103.20 GBP</g:price>"), "{}", feed.body);
    let (_, link) = feed.body.split_once("<g:link>").unwrap();
    let link = link.split_once("</g:link>").unwrap().0.replace("&amp;", "&");
    let path = &link[link.find("/p/").unwrap()..];
    let answer = browser.get(path).await;
    assert!(answer.body.contains("\"price\":\"103.20\",\"priceCurrency\":\"GBP\""));
    assert!(answer.all(header::SET_COOKIE).iter().any(|cookie| cookie.starts_with("stoa_currency=GBP;")));
    assert!(browser.get("/feeds/google.xml").await.body.contains("<g:price>129.00 EUR</g:price>"));
    assert_eq!(browser.get("/feeds/google.xml?currency=JPY").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
