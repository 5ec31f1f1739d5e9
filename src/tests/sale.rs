//! The sale over HTTP: forms as browsers send them, and as nobody should.

use super::http::Browser;
use axum::http::{StatusCode, header};
use commerce::settings::Mode;
use leptos::server_fn::{Decodes, codec::PostcardEncoding};
use model::{VariantId, cart::CartChanged, payment::PaymentMethod};
use sqlx::Row;
use stoa::actions::Rejection;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};

/// A shop with one thing at 129.00 of which there are five.
pub async fn shop() -> (TestShop, VariantId) {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    (shop, variant)
}

/// Rows of a table; units for `lines`.
pub async fn count(shop: &TestShop, table: &str) -> i64 {
    let sql = match table {
        "orders" => "SELECT COUNT(*) FROM orders",
        "lines" => "SELECT CAST(COALESCE(SUM(quantity), 0) AS SIGNED) FROM cart_lines",
        _ => "SELECT COUNT(*) FROM carts",
    };
    sqlx::query(sql).fetch_one(&shop.pool).await.unwrap().get(0)
}

/// The checkout form filled in, with the key and the total that the page holds.
pub fn order_form(page: &str, method: PaymentMethod) -> String {
    let key = hidden(page, "key");
    let total = hidden(page, "expected_total");
    format!(
        "email=mara%40example.org&name=Mara+Lind&street=Linden+Lane+12&postcode=1050&city=Vienna&country=AT\
         &shipping=standard&payment={}&key={key}&expected_total={total}",
        method.as_str()
    )
}

/// The value of a field.
pub fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\"")).expect("the field");
    let tag = &after[..after.find('>').expect("the end of the tag")];
    let (_, value) = tag.split_once("value=\"").expect("its value");
    value[..value.find('"').expect("the end of the value")].to_owned()
}

/// The path of an address of this shop.
fn path_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.find('/').map_or_else(String::new, |at| rest[at..].to_owned())
}

#[tokio::test]
async fn a_form_puts_into_the_cart_and_sets_the_cookies() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    let answer = browser.post("/cart/add", &format!("variant={variant}&quantity=2")).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/cart"));
    let cookies = answer.all(header::SET_COOKIE);
    let cart = cookies.iter().find(|cookie| cookie.starts_with("stoa_cart=")).expect("the cart's cookie");
    assert!(cart.contains("HttpOnly") && cart.contains("SameSite=Lax") && cart.contains("Path=/"), "{cart}");
    assert!(cookies.iter().any(|cookie| cookie.starts_with("stoa_count=2;") && !cookie.contains("HttpOnly")));
    let page = browser.get("/cart").await;
    assert!(page.body.contains("Cart, 2 items"));
}

#[tokio::test]
async fn wrong_quantities_change_nothing_and_are_said_at_the_field() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    for (typed, status) in [("0", 422), ("-1", 422), ("1000", 422), ("two", 422), ("", 422), ("6", 409)] {
        let answer = browser.post("/cart/set", &format!("variant={variant}&quantity={typed}")).await;
        assert_eq!(answer.status.as_u16(), status, "{typed}");
        assert!(answer.body.contains("aria-invalid=\"true\""), "{typed}");
        assert!(answer.body.contains(&format!("value=\"{typed}\"")), "{typed} stays in the field");
        let added = browser.post("/cart/add", &format!("variant={variant}&quantity={typed}")).await;
        assert_eq!(added.status.as_u16(), status, "{typed}");
    }
    assert_eq!(count(&shop, "lines").await, 1);
}

#[tokio::test]
async fn what_is_no_form_is_refused_by_its_kind() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    let fine = format!("variant={variant}&quantity=1");
    let tampered = browser.post("/cart/add", &format!("{fine}&price=1")).await;
    assert_eq!(tampered.status, StatusCode::UNPROCESSABLE_ENTITY);
    let doubled = browser.post("/cart/add", &format!("{fine}&quantity=2")).await;
    assert_eq!(doubled.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bytes = browser.post("/cart/add", &format!("variant={variant}&quantity=%FF")).await;
    assert_eq!(bytes.status, StatusCode::BAD_REQUEST);
    let large = browser.post("/cart/add", &format!("{fine}&back={}", "x".repeat(300 * 1024))).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let json = browser.send("POST", "/cart/add", "application/json", "{}").await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let unknown = browser.post("/cart/add", &format!("variant={}&quantity=1", VariantId::new())).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let nonsense = browser.post("/cart/add", "variant=mug&quantity=1").await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&shop, "lines").await, 0);
}

#[tokio::test]
async fn a_removed_line_can_be_put_back_once() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=3")).await;
    browser.post("/cart/remove", &format!("variant={variant}")).await;
    let page = browser.get("/cart").await;
    assert!(page.body.contains("Put it back"));
    assert!(!browser.get("/cart").await.body.contains("Put it back"), "only until the next look");
    browser.post("/cart/add", &format!("variant={variant}&quantity=3&back=cart")).await;
    assert!(browser.get("/cart").await.body.contains("Cart, 3 items"));
}

#[tokio::test]
async fn a_foreign_cart_is_not_seen() {
    let (shop, variant) = shop().await;
    Browser::new(&shop).post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let mut other = Browser::new(&shop);
    other.set_cookie("stoa_cart", &"A".repeat(43));
    assert!(other.get("/cart").await.body.contains("Nothing in the cart yet"));
    other.set_cookie("stoa_cart", "' OR 1=1 --");
    assert!(other.get("/cart").await.body.contains("Nothing in the cart yet"));
}

#[tokio::test]
async fn a_guest_orders_and_the_same_form_makes_one_order() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout?payment=on_delivery").await;
    let form = order_form(&page.body, PaymentMethod::OnDelivery);
    let first = browser.post("/checkout", &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = browser.post("/checkout", &form).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, first.location()));
    assert_eq!(count(&shop, "orders").await, 1);

    let order = browser.get(first.location()).await;
    assert!(order.body.contains("data-order-number=") && order.body.contains("Thank you, Mara"));
    // "no-referrer" would make browsers send its forms with the origin "null", which are refused.
    assert_eq!(order.all(header::REFERRER_POLICY), ["same-origin"]);
    assert_eq!(order.all(header::CACHE_CONTROL), ["no-store"]);
    assert!(order.body.contains("noindex"));
    assert_eq!(browser.get("/checkout").await.location(), "/cart", "the cart is empty and the order is paid for");
}

#[tokio::test]
async fn a_wrong_form_keeps_what_was_typed() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout").await;
    let key = hidden(&page.body, "key");
    let form = order_form(&page.body, PaymentMethod::Card).replace("1050", "1O5").replace("Mara+Lind", "");
    let answer = browser.post("/checkout", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["mara@example.org", "Linden Lane 12", "1O5", "Vienna"] {
        assert!(answer.body.contains(&format!("value=\"{kept}\"")), "{kept}");
    }
    assert!(answer.body.contains("href=\"#postcode\"") && answer.body.contains("href=\"#name\""));
    assert_eq!(hidden(&answer.body, "key"), key);
    assert_eq!(count(&shop, "orders").await, 0);
    let tampered = browser.post("/checkout", &format!("{form}&total=1")).await;
    assert_eq!(tampered.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn another_price_or_total_stops_the_order_and_says_so() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=2")).await;
    let page = browser.get("/checkout?payment=on_delivery").await;
    let form = order_form(&page.body, PaymentMethod::OnDelivery);
    let cheap = form.replace(&hidden(&page.body, "expected_total"), "100");
    assert_eq!(browser.post("/checkout", &cheap).await.status, StatusCode::CONFLICT);

    sqlx::query("UPDATE inventory SET on_hand = 1 WHERE variant_id = ?")
        .bind(variant)
        .execute(&shop.pool)
        .await
        .unwrap();
    let answer = browser.post("/checkout", &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("has one left, so we changed 2 to 1"));
    assert_eq!(count(&shop, "orders").await, 0);
    let taken = browser.post("/checkout", &order_form(&answer.body, PaymentMethod::OnDelivery)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&shop, "orders").await, 1);
}

#[tokio::test]
async fn a_card_goes_to_the_bank_and_comes_back() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout").await;
    let to_bank = browser.post("/checkout", &order_form(&page.body, PaymentMethod::Card)).await;
    let bank = path_of(to_bank.location());
    assert!(bank.starts_with("/pay/local/"), "{bank}");
    for button in ["Approve", "Decline", "Challenge", "Time out"] {
        assert!(browser.get(&bank).await.body.contains(button), "{button}");
    }
    assert_eq!(browser.post(&bank, "decision=steal").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let declined = path_of(browser.post(&bank, "decision=decline").await.location());
    let order = path_of(browser.get(&declined).await.location());
    let page = browser.get(&order).await;
    assert!(page.body.contains("The payment was declined.") && page.body.contains("No money was taken"));
    assert_eq!(browser.get("/checkout").await.location(), order, "Back leads to the order that waits");

    assert_eq!(browser.post(&format!("{order}/pay"), "payment=gold").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = path_of(browser.post(&format!("{order}/pay"), "payment=card").await.location());
    let back = path_of(browser.post(&again, "decision=approve").await.location());
    browser.get(&back).await;
    let paid = browser.get(&order).await;
    assert!(paid.body.contains("Thank you, Mara") && paid.body.contains("Card, paid"));
    assert_eq!(count(&shop, "orders").await, 1);
}

#[tokio::test]
async fn links_that_open_nothing_are_not_found() {
    let (shop, _) = shop().await;
    let mut browser = Browser::new(&shop);
    for path in ["/order/x", &format!("/order/{}", "A".repeat(43)), "/pay/local/x", "/dev/mailbox/x", "/rpc/no/such"] {
        assert_eq!(browser.get(path).await.status.as_u16(), if path.starts_with("/rpc") { 405 } else { 404 }, "{path}");
    }
    assert_eq!(browser.post("/rpc/no/such", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn server_functions_answer_with_the_status_of_the_fault() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    let added = browser.post("/rpc/cart/add", &format!("variant={variant}&quantity=2&place=drawer")).await;
    assert_eq!(added.status, StatusCode::OK);
    let cart: CartChanged = PostcardEncoding::decode(added.bytes.clone()).unwrap();
    assert!(cart.count == 2 && cart.drawer.contains("drawer__head"), "{cart:?}");
    assert!(added.all(header::SET_COOKIE).iter().any(|cookie| cookie.starts_with("stoa_cart=")));
    let short = browser.post("/rpc/cart/add", &format!("variant={variant}&quantity=9&place=drawer")).await;
    assert_eq!(short.status, StatusCode::CONFLICT);
    let Rejection(fault) = PostcardEncoding::decode(short.bytes).unwrap();
    assert!(fault.code == "stock-short" && fault.fields.iter().all(|wrong| !wrong.message.is_empty()), "{fault:?}");
    let wrong = browser.post("/rpc/cart/set", &format!("variant={variant}&quantity=two&place=page")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let missing = browser.post("/rpc/cart/set", "quantity=1").await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn without_a_gateway_nobody_buys_by_card() {
    let shop = TestShop::with(|settings| settings.server.mode = Mode::Production).await;
    open_for_sale(&shop).await;
    let variant = goods(&shop, 12_900, 5).await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout").await;
    assert!(page.body.contains("payment-on_delivery") && page.body.contains("payment-bank_transfer"));
    assert!(!page.body.contains("payment-card"), "a card is not offered");
    let paid = browser.post("/checkout", &order_form(&page.body, PaymentMethod::Card)).await;
    assert_eq!(paid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&shop, "orders").await, 0);
    for (method, path) in [("GET", "/pay/local/x"), ("POST", "/pay/local/x"), ("POST", "/webhooks/local")] {
        let answer = browser.send(method, path, "application/x-www-form-urlencoded", "decision=approve").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
    }
}
