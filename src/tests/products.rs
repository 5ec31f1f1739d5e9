//! Products over HTTP, as staff write them: made, pictured, changed, archived and brought back.

use super::{http::Browser, sale::shop, staff::signed_in};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use commerce::{
    Actor, Shop,
    catalog::{self, EditProduct, SaveType},
};
use model::{
    ProductId,
    account::Role,
    product::{AttributeDefinition, AttributeKind, ProductEditor, ProductState},
};

pub const RED: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
pub const WHITE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

pub fn id(location: &str) -> ProductId {
    location.rsplit('/').next().unwrap().split('#').next().unwrap().parse().unwrap()
}

pub async fn editor(shop: &Shop, product: ProductId) -> ProductEditor {
    catalog::product_editor(shop, &Actor::System, product).await.unwrap()
}

/// Every field of the editor as the page holds it, but for those that are given.
pub async fn form(shop: &Shop, product: ProductId, changed: &[(&str, &str)]) -> String {
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

/// A product of a type that asks for a wood and a seat height, with facts that the type does not take as they are.
async fn of_a_type(shop: &Shop, path: &str) -> ProductId {
    let product = id(path);
    let definition = |name: &str, kind, choices: &[&str]| AttributeDefinition {
        name: name.into(),
        kind,
        unit: String::new(),
        choices: choices.iter().map(|one| (*one).to_owned()).collect(),
        required: false,
        facet: false,
    };
    let mut now = editor(shop, product).await;
    let fact = |name: &str, values: &[&str]| (name.to_owned(), values.iter().map(|one| (*one).to_owned()).collect());
    now.details.product_type = "Chair".into();
    now.details.attributes =
        vec![fact("Wood", &["Elm"]), fact("Seat height", &["38", "42"]), fact("Size (EU: US)", &["A | B", "C"])];
    let command = EditProduct { product, version: now.version, details: now.details };
    catalog::update_product(shop, &Actor::System, command).await.unwrap();
    let definitions = vec![
        definition("Wood", AttributeKind::Choice, &["Oak, oiled", "Ash"]),
        definition("Seat height", AttributeKind::Text, &[]),
    ];
    let command = SaveType { id: None, name: "Chair".into(), definitions };
    catalog::save_type(shop, &Actor::System, command).await.unwrap();
    product
}

#[tokio::test]
async fn saving_loses_no_value_that_its_field_cannot_hold() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let path = staff.post("/admin/products/new", "title=Chair&price=10&on_hand=1&weight=1").await.location().to_owned();
    let product = of_a_type(&shop, &path).await;
    let stood = editor(&shop, product).await.details.attributes;
    let page = staff.get(&path).await.body;
    for part in [
        "<option value=\"Elm\" selected",
        "id=\"attribute.Seat_height\"",
        "38\n42</textarea>",
        "Size (EU: US): A | B | C",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let sent = [
        ("product_type", "Chair"),
        ("attribute.Wood", "Elm"),
        ("attribute.Seat height", "38\r\n42"),
        ("attributes", "Size (EU: US): A | B | C"),
    ];
    let refused = staff.post(&path, &form(&shop, product, &sent).await).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"attribute.Wood-error\"", "href=\"#attribute.Seat_height\"", "id=\"attribute.Seat_height-error\""]
    {
        assert!(refused.body.contains(part), "{part} is not in {}", refused.body);
    }
    assert_eq!(editor(&shop, product).await.details.attributes, stood);
    let fitting = [sent[0], ("attribute.Wood", "Oak, oiled"), ("attribute.Seat height", "38"), sent[3]];
    let saved = staff.post(&path, &form(&shop, product, &fitting).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = editor(&shop, product).await.details.attributes;
    let values = |name: &str| now.iter().find(|(known, _)| known == name).map(|(_, values)| values.clone());
    assert_eq!(values("Wood"), Some(vec!["Oak, oiled".to_owned()]));
    assert_eq!(values("Size (EU: US)"), Some(vec!["A | B".to_owned(), "C".to_owned()]), "a line that was not touched");
    let line = [sent[0], fitting[1], fitting[2], ("attributes", "Care: dry flat\r\nno name at all")];
    let refused = staff.post(&path, &form(&shop, product, &line).await).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("id=\"attributes-error\"") && refused.body.contains("no name at all"),
        "{}",
        refused.body
    );
    let id = catalog::product_types(&shop, &Actor::System).await.unwrap()[0].id;
    let page = staff.get(&format!("/admin/types/{id}")).await.body;
    assert!(page.contains("Oak, oiled\nAsh</textarea>"), "{page}");
    let typed = "title=Chair&name.0=Wood&kind.0=choice&unit.0=&choices.0=Oak%2C+oiled%0D%0AAsh";
    assert_eq!(staff.post(&format!("/admin/types/{id}"), typed).await.status, StatusCode::SEE_OTHER);
    let choices = catalog::product_types(&shop, &Actor::System).await.unwrap()[0].definitions[0].choices.clone();
    assert_eq!(choices, ["Oak, oiled", "Ash"]);
}

#[tokio::test]
async fn every_button_saves_options_and_schedule_too() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let typed = "title=Cup&price=10&on_hand=1&weight=1&option.0=Size&value.0=10%2C5+cm%0D%0A12+cm";
    let path = staff.post("/admin/products/new", typed).await.location().to_owned();
    let product = id(&path);
    let stood = editor(&shop, product).await;
    assert_eq!(stood.options, [("Size".to_owned(), vec!["10,5 cm".to_owned(), "12 cm".to_owned()])]);
    assert!(staff.get(&path).await.body.contains("10,5 cm\n12 cm</textarea>"));
    let more = [("act", "save"), ("option.0", "Size"), ("value.0", "10,5 cm\r\n12 cm\r\n14 cm")];
    let saved = staff.post(&path, &form(&shop, product, &more).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = editor(&shop, product).await;
    assert_eq!(now.variants.len(), 3);
    assert!(stood.variants.iter().all(|old| now.variants.iter().any(|new| new.id == old.id)), "none was thrown away");
    let twice = [("act", "save"), ("option.2", "Size"), ("value.2", "S, S")];
    let wrong = staff.post(&path, &form(&shop, product, &[twice[0], ("option.0", ""), twice[1], twice[2]]).await).await;
    assert!(wrong.body.contains("id=\"value.2-error\"") && wrong.body.contains("href=\"#value.2\""), "{}", wrong.body);

    let end = [("act", "save"), ("publish_at", ""), ("unpublish_at", "2031-05-01T10:00")];
    let when = staff.post(&path, &form(&shop, product, &end).await).await;
    assert_eq!(when.status, StatusCode::UNPROCESSABLE_ENTITY, "it would be shown at once");
    assert!(when.body.contains("id=\"publish_at-error\""), "{}", when.body);
    let fold = when.body.split("<details").find(|part| part.contains("name=\"publish_at\"")).unwrap_or_default();
    assert!(fold.split('>').next().is_some_and(|tag| tag.contains(" open")), "it is not hidden: {fold}");
    let both = [end[0], ("publish_at", "2030-05-01T10:00"), end[2]];
    let saved = staff.post(&path, &form(&shop, product, &both).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = editor(&shop, product).await;
    assert!(now.state == ProductState::Scheduled && now.publish_at.is_some() && now.unpublish_at.is_some());
    let published = [("act", "publish"), both[1], ("unpublish_at", "2032-05-01T10:00")];
    let saved = staff.post(&path, &form(&shop, product, &published).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = editor(&shop, product).await;
    assert!(now.state == ProductState::Published && now.unpublish_at.is_some(), "shown now, until then");
}

#[tokio::test]
async fn a_product_is_linked_collected_counted_and_looked_at_before_it_is_shown() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let mut ids = vec![];
    for title in ["Settle", "Cushion"] {
        let made = staff.post("/admin/products/new", &format!("title={title}&price=129&on_hand=4&weight=1")).await;
        ids.push(id(made.location()));
    }
    let (product, cushion, path) = (ids[0], ids[1], format!("/admin/products/{}", ids[0]));
    let command = catalog::SaveCollection {
        id: None,
        version: 0,
        title: "Loved".into(),
        handle: String::new(),
        intro: String::new(),
        seo_text: String::new(),
        position: 0,
        members: catalog::Members::ByHand(vec![]),
    };
    let loved = catalog::save_collection(&shop, &Actor::System, command).await.unwrap();
    let links = async || catalog::links_for_staff(&shop, &Actor::System, product).await.unwrap();

    // A search that finds nothing keeps what was typed and writes nothing.
    let nobody = [("place", "1"), ("title", "Bench"), ("act", "related-add"), ("related-add", "zzzyx")];
    let wrong = staff.post(&path, &form(&shop, product, &nobody).await).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("id=\"related-add-error\"") && wrong.body.contains("value=\"zzzyx\""),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("value=\"Bench\"") && editor(&shop, product).await.details.title == "Settle");

    let stock = format!("stock.{}", editor(&shop, product).await.variants[0].id);
    let shown = stock.replace("stock.", "shown.");
    let loved_id = loved.to_string();
    let all = [
        ("place", "1"),
        ("collections", loved_id.as_str()),
        ("cross-add", "Cushion"),
        (stock.as_str(), "9"),
        (shown.as_str(), "4"),
        ("act", "save"),
    ];
    let saved = staff.post(&path, &form(&shop, product, &all).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(links().await, [(catalog::LinkKind::Cross, cushion, "Cushion".to_owned())]);
    assert_eq!(editor(&shop, product).await.variants[0].on_hand, 9);
    let members = catalog::collection_editor(&shop, &Actor::System, loved).await.unwrap().products;
    assert_eq!(members, [(product, "Settle".to_owned())]);
    let page = staff.get(&path).await.body;
    assert!(page.contains(&format!("value=\"{cushion} Cushion\"")) && page.contains("value=\"9\""), "{page}");

    // A count that another changed meanwhile, and one that is none.
    let stale = [("place", "1"), (stock.as_str(), "7"), (shown.as_str(), "4")];
    assert_eq!(staff.post(&path, &form(&shop, product, &stale).await).await.status, StatusCode::CONFLICT);
    let none = [(stock.as_str(), "many"), (shown.as_str(), "9")];
    let wrong = staff.post(&path, &form(&shop, product, &none).await).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(&format!("id=\"{stock}-error\"")), "{}", wrong.body);

    // The draft has no page, but one to look at.
    assert_eq!(Browser::new(&shop).get("/p/settle").await.status, StatusCode::NOT_FOUND);
    let look = staff.get(&format!("{path}/preview")).await;
    assert_eq!(look.status, StatusCode::SEE_OTHER);
    let preview = Browser::new(&shop).get(look.location()).await;
    assert!(preview.status == StatusCode::OK && preview.body.contains("Settle"), "{}", preview.body);
}

#[tokio::test]
async fn a_price_and_a_count_that_cannot_be_are_told_at_their_fields() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let made = staff.post("/admin/products/new", "title=Stool&price=10&on_hand=1&weight=1").await;
    let (path, product) = (made.location().to_owned(), id(made.location()));
    let variant = editor(&shop, product).await.variants[0].id;
    let price = |amount: &str, reason: &str| {
        format!("variant={variant}&expected=10.00&amount={amount}&compare_at=&reason={reason}")
    };
    let wrong = staff.post(&format!("{path}/price"), &price("free", "")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"free\""), "{}", wrong.body);
    assert!(wrong.body.contains(&format!("id=\"price-{variant}-amount-error\"")), "{}", wrong.body);
    let count = format!("variant={variant}&expected=1&on_hand=-1&kind=count&reason=Counted");
    let wrong = staff.post(&format!("{path}/stock"), &count).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"-1\"") && wrong.body.contains("value=\"Counted\""), "{}", wrong.body);
    let done = staff.post(&format!("{path}/price"), &price("12", "Dearer+wood")).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("{path}/stock").as_str()));
    let stale = staff.post(&format!("{path}/price"), &price("13", "Dearer+still")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
}
