//! Writing to the shop over HTTP, and the list of staff.

use super::{http::Browser, staff::signed_in};
use axum::http::StatusCode;
use model::account::Role;
use testkit::TestShop;

const MESSAGE: &str = "name=Ada&email=ada%40example.org&order_number=W-7&body=Is+the+mug+safe%3F&website=";

#[tokio::test]
async fn a_message_is_kept_without_scripts() {
    let shop = TestShop::new().await;
    let mut ada = Browser::new(&shop);
    let page = ada.get("/contact?order=W-7").await;
    assert!(page.body.contains("action=\"/contact\"") && page.body.contains("value=\"W-7\""), "{}", page.body);
    let wrong = ada.post("/contact", "name=&email=nobody&order_number=&body=%0Ahm&website=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["name-error", "email-error", "body-error", "value=\"nobody\"", "role=\"alert\""] {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    let program = ada.post("/contact", &format!("{MESSAGE}x")).await;
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = ada.post("/contact", MESSAGE).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/contact?sent=1"));
    let thanks = ada.get("/contact?sent=1").await.body;
    assert!(thanks.contains("Thank you, we have it") && thanks.contains("noindex"));
    let (mut staff, _) = signed_in(&shop, Role::Support).await;
    let list = staff.get("/admin/messages").await.body;
    assert!(list.contains("Is the mug safe?") && list.contains("mailto:ada@example.org"), "{list}");
    let id: Vec<u8> = sqlx::query_scalar("SELECT id FROM contact_messages").fetch_one(&shop.pool).await.unwrap();
    let id = uuid::Uuid::from_slice(&id).unwrap().simple().to_string();
    let ticked = staff.post(&format!("/admin/messages/{id}/answered"), "").await;
    assert_eq!((ticked.status, ticked.location()), (StatusCode::SEE_OTHER, "/admin/messages"));
    assert!(!staff.get("/admin/messages").await.body.contains("Is the mug safe?"));
    assert!(staff.get("/admin/messages?view=answered").await.body.contains("Is the mug safe?"));
    assert_eq!(staff.post("/admin/messages/none/open", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_messages_from_one_address_are_too_many() {
    let shop = TestShop::new().await;
    let mut program = Browser::at(&shop, "192.0.2.77");
    for number in 0..5 {
        let sent = program.post("/contact", &MESSAGE.replace("mug", &format!("mug+{number}"))).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let held = program.post("/contact", &MESSAGE.replace("mug", "cup")).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(held.body.contains("Is the cup safe?"), "what was typed is not lost");
}
