//! The door of the back office.

use super::http::Browser;
use axum::http::{StatusCode, header};
use commerce::{
    Actor, Shop,
    accounts::{NewUser, create_user},
    limits,
};
use model::{OrderId, UserId, account::Role};
use testkit::TestShop;

/// A member of staff who signed in.
pub async fn signed_in(shop: &Shop, role: Role) -> (Browser, UserId) {
    let name = role.as_str();
    let user = NewUser {
        email: format!("{name}@shop.example").parse().unwrap(),
        name: format!("Ines {name}"),
        password: "seven calm herons wade".into(),
        role,
    };
    let user = create_user(shop, &Actor::System, user).await.unwrap();
    let mut browser = Browser::new(shop);
    let form = format!("email={name}%40shop.example&password=seven+calm+herons+wade");
    let answer = browser.post("/admin/sign-in", &form).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin"));
    (browser, user)
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let shop = TestShop::new().await;
    let (mut browser, user) = signed_in(&shop, Role::Admin).await;
    assert_eq!(browser.get("/admin/orders").await.status, StatusCode::OK);
    // A new window counts that of before by its share, so both are filled.
    for _ in 0..2 * limits::BACK_OFFICE.hits {
        limits::hit(&shop, limits::BACK_OFFICE, &user.to_string()).await.unwrap();
    }
    for answer in [browser.get("/admin/orders").await, browser.post("/admin/orders/1/step", "").await] {
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
    }
}

#[tokio::test]
async fn the_sign_in_page_has_the_sheets_of_the_back_office() {
    let shop = TestShop::new().await;
    let page = Browser::new(&shop).get("/admin/sign-in").await.body;
    assert!(page.contains("href=\"/tokens.css?") && page.contains("href=\"/admin.css?"));
    assert!(!page.contains("/pkg/stoa.css"), "the shop's own sheet is not for the back office");
}

#[tokio::test]
async fn a_form_that_is_none_is_answered_by_a_page() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    let nothing = OrderId::new();
    let forms = [
        format!("/admin/orders/{nothing}/step"),
        format!("/admin/products/{nothing}/price"),
        format!("/admin/products/{nothing}/stock"),
        "/admin/sign-in".to_owned(),
    ];
    for path in forms {
        let answer = browser.post(&path, "surprise=1").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.body.contains("<h1") && !answer.body.contains("missing field"), "{path}: {}", answer.body);
        let answer = browser.send("POST", &path, "application/json", "{}").await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}");
        assert!(answer.body.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn the_rail_marks_where_somebody_is() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    for (path, marked) in [("/admin/products", "/admin/products"), ("/admin/orders?view=all", "/admin/orders")] {
        let page = browser.get(path).await.body;
        let links = page.split("<a ").filter_map(|link| link.split_once('>')).map(|(attributes, _)| attributes);
        let current: Vec<_> =
            links.filter(|link| link.contains("aria-current=\"page\"") && link.contains("/admin/")).collect();
        assert!(
            !current.is_empty() && current.iter().all(|link| link.contains(&format!("href=\"{marked}"))),
            "{current:?}"
        );
    }
}
