//! The checkout when something fails: nothing that was typed is lost.

use super::{
    http::{Answer, Browser},
    sale::{count, hidden, order_form, shop},
    trouble::exhaust,
};
use axum::http::{StatusCode, header};
use commerce::limits;
use model::payment::PaymentMethod;

#[tokio::test]
async fn a_form_that_cannot_be_taken_now_is_kept_for_another_try() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::new(&shop);
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout?payment=on_delivery").await;
    let form = order_form(&page.body, PaymentMethod::OnDelivery);
    shop.pool.close().await;
    for path in ["/checkout", "/checkout/update"] {
        let answer = browser.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.all(header::RETRY_AFTER).len(), 1, "{path}");
        assert!(answer.body.contains(&format!("method=\"post\" action=\"{path}\"")), "{path}");
        for (name, typed) in [("email", "mara@example.org"), ("name", "Mara Lind"), ("postcode", "1050")] {
            assert_eq!(hidden(&answer.body, name), typed, "{path}");
        }
        assert_eq!(hidden(&answer.body, "key"), hidden(&page.body, "key"), "{path}");
        assert!(answer.body.contains(">Try again<"), "{path}");
    }
}

#[tokio::test]
async fn who_orders_too_often_keeps_the_form() {
    let (shop, variant) = shop().await;
    let mut browser = Browser::at(&shop, "192.0.2.7");
    browser.post("/cart/add", &format!("variant={variant}&quantity=1")).await;
    let page = browser.get("/checkout?payment=on_delivery").await;
    exhaust(&shop, limits::PLACE_ORDER_HOUR, "192.0.2.7").await;
    let answer = browser.post("/checkout", &order_form(&page.body, PaymentMethod::OnDelivery)).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.all(header::RETRY_AFTER).len(), 1);
    assert!(answer.body.contains("a little too often") && answer.body.contains("value=\"Linden Lane 12\""));
    assert_eq!(hidden(&answer.body, "key"), hidden(&page.body, "key"));
    assert_eq!(count(&shop, "orders").await, 0);
}

#[tokio::test]
async fn who_sends_too_much_keeps_the_form() {
    let (shop, _) = shop().await;
    let mut browser = Browser::at(&shop, "192.0.2.8");
    let form = "email=mara%40example.org&name=Mara+Lind&street=Linden+Lane+12";
    let answer = held_off(&mut browser, form).await;
    assert_eq!(answer.all(header::RETRY_AFTER).len(), 1);
    assert!(answer.body.contains("method=\"post\" action=\"/checkout\"") && answer.body.contains(">Try again<"));
    for (name, typed) in [("email", "mara@example.org"), ("name", "Mara Lind"), ("street", "Linden Lane 12")] {
        assert_eq!(hidden(&answer.body, name), typed);
    }
    // What is no form of the checkout has the ordinary page.
    let other = held_off(&mut browser, "surprise=1").await;
    assert!(!other.body.contains("action=\"/checkout\""));
}

/// The answer to a form from an address that sends too much. Some requests are forgiven each second, so a slow machine
/// needs several floods.
async fn held_off(browser: &mut Browser, form: &str) -> Answer {
    for _ in 0..5_000 {
        if browser.post("/rpc/none", "").await.status == StatusCode::TOO_MANY_REQUESTS {
            let answer = browser.post("/checkout", form).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                return answer;
            }
        }
    }
    panic!("nobody was held off");
}
