//! Products over HTTP, as staff write them: made, pictured, changed, archived and brought back.

use super::{http::Browser, sale::shop, staff::signed_in};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use commerce::{Actor, Shop, catalog};
use model::{ProductId, account::Role, product::ProductEditor};

pub const RED: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
pub const WHITE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

fn id(location: &str) -> ProductId {
    location.rsplit('/').next().unwrap().split('#').next().unwrap().parse().unwrap()
}

async fn editor(shop: &Shop, product: ProductId) -> ProductEditor {
    catalog::product_editor(shop, &Actor::System, product).await.unwrap()
}

/// Every field of the editor as the page holds it, but for those that are given.
async fn form(shop: &Shop, product: ProductId, changed: &[(&str, &str)]) -> String {
    let now = editor(shop, product).await;
    let mut fields = vec![
        ("version".to_owned(), now.version.to_string()),
        ("title".to_owned(), now.details.title.clone()),
        ("description".to_owned(), now.details.description.clone()),
        ("handle".to_owned(), now.details.handle.clone()),
    ];
    for variant in &now.variants {
        fields.push((
            format!("price.{}", variant.id),
            format!("{}.{:02}", variant.details.price / 100, variant.details.price % 100),
        ));
        fields.push((format!("sku.{}", variant.id), variant.details.sku.clone()));
        fields.push((format!("weight.{}", variant.id), variant.details.weight_grams.to_string()));
    }
    for (name, value) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let encoded = fields
        .iter()
        .map(|(name, value)| format!("{}={}", model::percent::encoded(name), model::percent::encoded(value)));
    encoded.collect::<Vec<_>>().join("&")
}

/// Brings pictures to a product.
pub async fn upload(browser: &mut Browser, path: &str, files: &[(&str, &[u8])]) -> super::http::Answer {
    let mut body = vec![];
    for (name, bytes) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    browser.send_bytes("POST", path, "multipart/form-data; boundary=x", body).await
}

#[tokio::test]
async fn a_product_is_made_with_its_matrix_pictured_and_published() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let wrong =
        staff.post("/admin/products/new", "title=&price=cheap&on_hand=some&weight=&option.0=Wood&value.0=Oak").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"price-error\"", "id=\"on_hand-error\"", "value=\"cheap\"", "value=\"Wood\""] {
        assert!(wrong.body.contains(part), "{part} is not in {}", wrong.body);
    }
    let typed = "title=Settle&description=Of+oak.&price=129.00&compare_at=&cost=60&sku=&barcode=&weight=900&on_hand=4\
                 &option.0=Wood&value.0=Oak%2C+Ash%2C+Elm&option.1=Seat&value.1=Felt%2C+Cord%2C+Linen%2C+Bare";
    let made = staff.post("/admin/products/new", typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let (path, product) = (made.location().to_owned(), id(made.location()));
    assert_eq!(editor(&shop, product).await.variants.len(), 12);

    let (red, white) = (STANDARD.decode(RED).unwrap(), STANDARD.decode(WHITE).unwrap());
    let files: [(&str, &[u8]); 3] =
        [("red.png", &red), ("notes.png", b"<html>no picture</html>"), ("white.png", &white)];
    let sent = upload(&mut staff, &format!("{path}/pictures"), &files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = staff.get(&path).await.body;
    assert!(page.contains("notes.png") && page.contains("not a picture that we can read"), "{page}");
    let pictures: Vec<_> = editor(&shop, product).await.pictures.iter().map(|picture| picture.id).collect();
    assert_eq!(pictures.len(), 2);

    let act = format!("picture-up:{}", pictures[1]);
    let alt = format!("alt.{}", pictures[1]);
    let moved = staff.post(&path, &form(&shop, product, &[("act", &act), (&alt, "White settle")]).await).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    let now = editor(&shop, product).await;
    assert_eq!((now.pictures[0].id, now.pictures[0].alt.as_str()), (pictures[1], "White settle"));
    let published = staff.post(&path, &form(&shop, product, &[("act", "publish")]).await).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    assert_eq!(Browser::new(&shop).get("/p/settle").await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_who_save_are_told_and_lose_nothing() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let made = staff.post("/admin/products/new", "title=Stool&price=10&on_hand=1&weight=1").await;
    let (path, product) = (made.location().to_owned(), id(made.location()));
    let mine = form(&shop, product, &[("title", "My stool")]).await;
    let theirs = form(&shop, product, &[("title", "Their stool")]).await;
    assert_eq!(staff.post(&path, &theirs).await.status, StatusCode::SEE_OTHER);
    let late = staff.post(&path, &mine).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("value=\"My stool\"") && late.body.contains("title of this product"), "{}", late.body);
    let price = format!("price.{}", editor(&shop, product).await.variants[0].id);
    let wrong = staff.post(&path, &form(&shop, product, &[(&price, "free")]).await).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains(&format!("id=\"{price}-error\"")) && wrong.body.contains("value=\"free\""),
        "{}",
        wrong.body
    );
}

#[tokio::test]
async fn an_archived_product_comes_back_by_one_press() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let made = staff.post("/admin/products/new", "title=Bench&price=10&on_hand=1&weight=1").await;
    let path = made.location().to_owned();
    assert_eq!(staff.post(&format!("{path}/archive"), "").await.location(), "/admin/products");
    let list = staff.get("/admin/products").await.body;
    assert!(list.contains("“Bench” was archived.") && list.contains(&format!("action=\"{path}/restore\"")), "{list}");
    assert_eq!(staff.post(&format!("{path}/restore"), "").await.location(), path);
    assert!(staff.get(&path).await.body.contains("The product is back."));
    let copy = staff.post(&format!("{path}/duplicate"), "").await;
    assert_ne!(copy.location(), path);
    assert_eq!(staff.get(copy.location()).await.status, StatusCode::OK);
}
