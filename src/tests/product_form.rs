//! The product editor's one form over HTTP: saved whole or not at all, with parts, boxes and unit prices.

use super::{
    products::{editor, form, id},
    sale::shop,
    staff::signed_in,
};
use axum::http::StatusCode;
use model::account::Role;

#[tokio::test]
async fn a_form_with_a_wrong_field_saves_nothing_of_it() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let made = staff.post("/admin/products/new", "title=Stool&price=10&on_hand=1&weight=1").await;
    let (path, product) = (made.location().to_owned(), id(made.location()));
    let variant = editor(&shop, product).await.variants[0].id;
    let price = format!("price.{variant}");
    let fields = [("title", "High stool"), (price.as_str(), "0"), ("handle", "a/b")];
    let wrong = staff.post(&path, &form(&shop, product, &fields).await).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [format!("id=\"{price}-error\""), "id=\"handle-error\"".into(), "value=\"High stool\"".into()] {
        assert!(wrong.body.contains(&part), "{part} is not in {}", wrong.body);
    }
    let now = editor(&shop, product).await;
    assert_eq!((now.details.title.as_str(), now.version), ("Stool", 1));
    let wrong = staff.post(&path, &form(&shop, product, &[("title", "High stool"), (&price, "0")]).await).await;
    assert_eq!((wrong.status, editor(&shop, product).await.version), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[tokio::test]
async fn a_bundle_its_boxes_and_its_unit_price_are_set_without_scripts() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let sku: String = sqlx::query_scalar("SELECT sku FROM variants LIMIT 1").fetch_one(&shop.pool).await.unwrap();
    let made = staff.post("/admin/products/new", "title=Set&price=10&on_hand=0&weight=1").await;
    let (path, product) = (made.location().to_owned(), id(made.location()));
    let variant = editor(&shop, product).await.variants[0].id;
    let name = |field: &str| format!("{field}.{variant}");
    let page = staff.get(&path).await.body;
    for part in [format!("id=\"{}\"", name("parts")), format!("name=\"{}\" value=\"on\" checked", name("tracked"))] {
        assert!(page.contains(&part), "{part} is not in {page}");
    }
    let (sold, content, unit, reference) = (name("sold"), name("content"), name("unit"), name("reference"));
    let (taxable, going_on, parts) = (name("taxable"), name("continue_selling"), name("parts"));
    let (reference, parts) = (reference.as_str(), parts.as_str());
    let base: [(&str, &str); 5] =
        [(&sold, "on"), (&taxable, "on"), (&going_on, "on"), (&content, "0.75"), (&unit, "l")];
    let typed = [&base[..], &[(reference, "1kg"), (parts, "2 × NO-SUCH-SKU")]].concat();
    let wrong = staff.post(&path, &form(&shop, product, &typed).await).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [format!("id=\"{reference}-error\""), "2 × NO-SUCH-SKU".into(), "value=\"0.75\"".into()] {
        assert!(wrong.body.contains(&part), "{part} is not in {}", wrong.body);
    }
    let typed = [&base[..], &[(reference, "1l"), (parts, "2 × NO-SUCH-SKU")]].concat();
    let wrong = staff.post(&path, &form(&shop, product, &typed).await).await;
    assert!(wrong.body.contains(&format!("id=\"{parts}-error\"")), "{}", wrong.body);
    let typed = [&base[..], &[(reference, "1l")]].concat();
    let saved = staff.post(&path, &form(&shop, product, &typed).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let details = editor(&shop, product).await.variants[0].details.clone();
    let boxes = (details.tracked, details.continue_selling, details.requires_shipping, details.taxable);
    assert_eq!((boxes, details.content.unwrap().to_string().as_str()), ((false, true, false, true), "0.75 l"));
    let with_parts = format!("2 × {sku}");
    let typed = [&base[..], &[(reference, "1l"), (parts, with_parts.as_str())]].concat();
    let saved = staff.post(&path, &form(&shop, product, &typed).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = editor(&shop, product).await.variants.remove(0);
    assert_eq!(now.parts, [(sku, 2)]);
    assert!(now.details.tracked && !now.details.continue_selling, "sold as far as its parts go");
    assert!(staff.get(&path).await.body.contains(&with_parts));
    let again = staff.post(&path, &form(&shop, product, &typed).await).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let saved = staff.post(&path, &form(&shop, product, &[(parts, " ")]).await).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(editor(&shop, product).await.variants[0].parts.is_empty(), "it has stock of its own again");
}
