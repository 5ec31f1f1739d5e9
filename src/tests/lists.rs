//! Categories and collections over HTTP, as staff write them.

use super::{sale::shop, staff::signed_in};
use axum::http::StatusCode;
use commerce::{
    Actor,
    catalog::{self, CategoryEditor},
};
use model::account::Role;

fn titles(all: &[CategoryEditor]) -> Vec<&str> {
    let mut all: Vec<_> = all.iter().collect();
    all.sort_by_key(|one| one.details.position);
    all.into_iter().map(|one| one.details.title.as_str()).collect()
}

#[tokio::test]
async fn a_category_is_made_moved_and_deleted() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let wrong = staff.post("/admin/categories/new", "title=&parent=&handle=a%2Fb&intro=Kept&seo_text=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"title-error\"") && wrong.body.contains("Kept"), "{}", wrong.body);
    for title in ["Attic", "Barn"] {
        let made =
            staff.post("/admin/categories/new", &format!("title={title}&parent=&handle=&intro=&seo_text=")).await;
        assert_eq!(made.location(), "/admin/categories", "{}", made.body);
    }
    let all = catalog::categories_for_staff(&shop, &Actor::System).await.unwrap();
    let barn = all.iter().find(|one| one.details.title == "Barn").unwrap().id;
    staff.post(&format!("/admin/categories/{barn}/move"), "way=up").await;
    let all = catalog::categories_for_staff(&shop, &Actor::System).await.unwrap();
    let order = titles(&all);
    assert!(
        order.iter().position(|title| *title == "Barn") < order.iter().position(|title| *title == "Attic"),
        "{order:?}"
    );
    let path = format!("/admin/categories/{barn}");
    assert!(staff.get(&path).await.body.contains("name=\"version\" value=\"1\""), "moving is not writing");
    let form = "title=Big+barn&parent=&handle=&intro=Mine&seo_text=&version=1";
    assert_eq!(staff.post(&path, form).await.status, StatusCode::SEE_OTHER);
    let late = staff.post(&path, form).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(
        late.body.contains("Somebody else saved this category") && late.body.contains("name=\"version\" value=\"2\"")
    );
    let gone = staff.post(&format!("/admin/categories/{barn}/delete"), "").await;
    assert_eq!(gone.location(), "/admin/categories");
    assert_eq!(staff.get(&format!("/admin/categories/{barn}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_collection_is_filled_by_hand_or_by_rule_without_scripts() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let title: String = sqlx::query_scalar("SELECT title FROM products LIMIT 1").fetch_one(&shop.pool).await.unwrap();
    let base = "title=Picked&handle=&intro=&seo_text=&match=all";
    let word = model::percent::encoded(&title);
    let added = staff
        .post("/admin/collections/new", &format!("{base}&members=hand&act=products-add&products-add={word}"))
        .await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let (_, rest) = added.body.split_once("name=\"products\" value=\"").expect("the product is in the form");
    let product = model::percent::encoded(rest.split('"').next().unwrap());
    let none =
        staff.post("/admin/collections/new", &format!("{base}&members=hand&act=products-add&products-add=zwirn")).await;
    assert!(
        none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("id=\"products-add-error\""),
        "{}",
        none.body
    );
    let made = staff.post("/admin/collections/new", &format!("{base}&members=hand&act=save&products={product}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.location().to_owned();
    assert!(staff.get(&path).await.body.contains("1 product"));

    let base = &format!("{base}&version=1");
    let more = staff.post(&path, &format!("{base}&members=rule&act=add-row&field.0=price_at_least&value.0=0.01")).await;
    assert!(more.status == StatusCode::OK && more.body.contains("name=\"field.1\""), "{}", more.body);
    let wrong = staff.post(&path, &format!("{base}&members=rule&act=save&field.0=price_at_least&value.0=cheap")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"value.0-error\"") && wrong.body.contains("value=\"cheap\""), "{}", wrong.body);
    let saved = staff.post(&path, &format!("{base}&members=rule&act=save&field.0=price_at_least&value.0=0.01")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let late = staff.post(&path, &format!("{base}&members=hand&act=save&products={product}")).await;
    assert!(
        late.status == StatusCode::CONFLICT && late.body.contains("Somebody else saved this collection"),
        "{}",
        late.body
    );
    let page = staff.get(&path).await.body;
    assert!(page.contains(&title) && page.contains("as it was saved:"), "{page}");
    staff.post(&format!("{path}/delete"), "").await;
    assert_eq!(staff.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_type_asks_for_facts_and_says_what_is_wrong_at_the_row() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let wrong = staff
        .post("/admin/types/new", "act=save&title=Chair&name.0=&choices.0=&name.2=Wood&kind.2=choice&choices.2=")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"choices.0-error\"") && wrong.body.contains("value=\"Wood\""), "{}", wrong.body);
    let more = staff.post("/admin/types/new", "act=add-row&title=Chair&name.0=Wood&kind.0=text&choices.0=").await;
    assert!(more.status == StatusCode::OK && more.body.contains("name=\"name.1\""), "{}", more.body);
    let form = "act=save&title=Chair&name.0=Wood&kind.0=choice&choices.0=Oak%2C+Ash&facet.0=on&name.1=Width&kind.1=number&unit.1=cm&choices.1=&required.1=on";
    let made = staff.post("/admin/types/new", form).await;
    assert_eq!(made.location(), "/admin/types", "{}", made.body);
    let types = catalog::product_types(&shop, &Actor::System).await.unwrap();
    let chair = types.iter().find(|one| one.name == "Chair").unwrap();
    assert_eq!(chair.definitions.len(), 2);
    assert_eq!((chair.definitions[0].choices.len(), chair.definitions[1].required), (2, true));
    let path = format!("/admin/types/{}", chair.id);
    assert!(staff.get(&path).await.body.contains("Oak\nAsh</textarea>"));
    assert_eq!(staff.post(&format!("{path}/delete"), "").await.location(), "/admin/types");
}
