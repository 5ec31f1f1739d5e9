//! Covers of categories and collections, as staff bring them and shoppers see them.

use super::{
    http::{Answer, Browser},
    products::{RED, WHITE},
    sale::shop,
    staff::signed_in,
};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use model::account::Role;
use testkit::TestShop;

/// The form of a cover, with a file where one is given.
async fn send(staff: &mut Browser, own: &str, from: &str, alt: &str, file: Option<&[u8]>) -> Answer {
    let mut body = vec![];
    for (name, value) in [("from", from), ("alt", alt)] {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file.unwrap_or_default());
    body.extend_from_slice(b"\r\n--x--\r\n");
    staff.send_bytes("POST", &format!("{own}/cover"), "multipart/form-data; boundary=x", body).await
}

/// A page as somebody sees it who comes after the event of the change was heard.
async fn seen(shop: &TestShop, page: &str) -> String {
    shop.catalog.clear();
    Browser::new(shop).get(page).await.body
}

#[tokio::test]
async fn staff_bring_a_cover_and_shoppers_see_it() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    staff.post("/admin/categories/new", "title=Seating&parent=&handle=&intro=&seo_text=").await;
    staff
        .post("/admin/collections/new", "act=save&title=Quiet&handle=quiet&intro=&seo_text=&members=hand&match=all")
        .await;
    let id = async |table: &str| -> uuid::Uuid {
        let sql = format!("SELECT id FROM {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&shop.pool).await.unwrap()
    };
    let places = [
        (format!("/admin/categories/{}", id("categories").await.simple()), "/c/seating"),
        (format!("/admin/collections/{}", id("collections").await.simple()), "/collection/quiet"),
    ];
    let (red, white) = (STANDARD.decode(RED).unwrap(), STANDARD.decode(WHITE).unwrap());
    for (own, page) in places {
        assert!(staff.get(&own).await.body.contains(&format!("href=\"{own}/cover\"")));
        assert_eq!(staff.get(&format!("{own}/cover")).await.status, StatusCode::OK);
        // What was typed stays, with a sentence at the field.
        let wrong = send(&mut staff, &own, "none", "A quiet room", Some(b"<html>no picture</html>")).await;
        assert_eq!(wrong.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{}", wrong.body);
        assert!(wrong.body.contains("file-error") && wrong.body.contains("value=\"A quiet room\""), "{}", wrong.body);
        let odd = send(&mut staff, &own, "elsewhere", "", None).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        let saved = send(&mut staff, &own, "none", "A quiet room", Some(&red)).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, own.as_str()), "{}", saved.body);
        let body = seen(&shop, page).await;
        assert!(body.contains("alt=\"A quiet room\"") && body.contains("list-head--cover"), "{body}");
        // Other words for the same picture; then another picture; then none.
        send(&mut staff, &own, "own", "A silent room", None).await;
        assert!(seen(&shop, page).await.contains("alt=\"A silent room\""));
        send(&mut staff, &own, "own", "White", Some(&white)).await;
        assert!(seen(&shop, page).await.contains("alt=\"White\""));
        send(&mut staff, &own, "none", "", None).await;
        assert!(!seen(&shop, page).await.contains("list-head--cover"));
    }
}

#[tokio::test]
async fn only_those_who_may_change_products_choose_covers() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Support).await;
    let none = uuid::Uuid::nil().simple().to_string();
    for own in [format!("/admin/categories/{none}"), format!("/admin/collections/{none}")] {
        assert_eq!(staff.get(&format!("{own}/cover")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(send(&mut staff, &own, "none", "", None).await.status, StatusCode::FORBIDDEN);
    }
    let (mut admin, _) = signed_in(&shop, Role::Admin).await;
    assert_eq!(admin.get(&format!("/admin/categories/{none}/cover")).await.status, StatusCode::NOT_FOUND);
}
