//! Collections at their edges: too many products for a form, changes in the middle of a look, products without a price.

use crate::{
    editing::{new, wrong},
    shelf::open_shop,
    shelves::{by_rule, collection, members, variant},
};
use commerce::{
    Actor, Shop,
    catalog::{
        self, CatalogError, CategoryDetails, FitCollections, Members, MoveProducts, SaveCategory, SaveCollection,
        Target,
    },
};
use model::collection::Condition;

#[tokio::test]
async fn a_collection_that_is_too_large_for_a_form_keeps_its_products() {
    let shop = open_shop().await;
    let first = new(&shop, "First").await;
    let command = collection("Everything", Members::ByHand(vec![first]));
    let id = catalog::save_collection(&shop, &Actor::System, command.clone()).await.unwrap();
    let sql = "INSERT INTO products (id, handle, title, description_source, description)
               SELECT UNHEX(MD5(seq)), CONCAT('p-', seq), 'P', '', '' FROM seq_1_to_2000";
    sqlx::query(sql).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO collection_products (collection_id, product_id, position)
               SELECT ?, UNHEX(MD5(seq)), seq FROM seq_1_to_2000";
    sqlx::query(sql).bind(id).execute(&shop.pool).await.unwrap();
    let editor = catalog::collection_editor(&shop, &Actor::System, id).await.unwrap();
    assert!(editor.beyond_a_form() && editor.products.len() == 2_000 && editor.total == 2_001);
    let shown = Members::ByHand(editor.products.into_iter().map(|(id, _)| id).collect());
    let cut = SaveCollection { id: Some(id), version: 1, members: shown, ..command.clone() };
    assert_eq!(wrong(catalog::save_collection(&shop, &Actor::System, cut).await.unwrap_err())[0].1, "collection-full");
    let whole =
        SaveCollection { id: Some(id), version: 1, title: "All".into(), members: Members::AsTheyAre, ..command };
    catalog::save_collection(&shop, &Actor::System, whole).await.unwrap();
    let editor = catalog::collection_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!((editor.title.as_str(), editor.total, editor.rule), ("All", 2_001, None));
}

/// Somebody puts a product into a category while a look at all of them reads the members before, and the products after.
#[tokio::test]
async fn a_look_at_all_products_never_undoes_what_was_changed_meanwhile() {
    let shop = open_shop().await;
    let details = CategoryDetails { title: "Gifts".into(), ..CategoryDetails::default() };
    let command = SaveCategory { id: None, version: 0, parent: None, details };
    let category = catalog::save_category(&shop, &Actor::System, command).await.unwrap();
    let gifts = by_rule(&shop, "Gifts", true, vec![Condition::Category(category)]).await;
    let mug = new(&shop, "Mug").await;
    let mut editor = shop.pool.acquire().await.unwrap().detach();
    sqlx::query("LOCK TABLES collection_products WRITE").execute(&mut editor).await.unwrap();
    let look = tokio::spawn({
        let shop: Shop = (*shop).clone();
        async move { catalog::fit_collections(&shop, FitCollections { product: None }).await.unwrap() }
    });
    let waits =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE 'Waiting for table%'";
    while sqlx::query_scalar::<_, i64>(waits).fetch_one(&shop.pool).await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
    let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(mug).bind(category).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO collection_products (collection_id, product_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(gifts).bind(mug).execute(&mut editor).await.unwrap();
    sqlx::query("UNLOCK TABLES").execute(&mut editor).await.unwrap();
    look.await.unwrap();
    assert_eq!(members(&shop, gifts).await, [mug]);
}

#[tokio::test]
async fn what_has_no_price_in_a_currency_is_counted_nowhere() {
    let shop = open_shop().await;
    let publish = async |title: &str| {
        let id = new(&shop, title).await;
        let publish = MoveProducts { products: vec![id], to: Target::Published };
        catalog::move_products(&shop, &Actor::System, publish).await.unwrap();
        id
    };
    let (mug, cup) = (publish("Mug").await, publish("Cup").await);
    catalog::save_collection(&shop, &Actor::System, collection("Both", Members::ByHand(vec![mug, cup]))).await.unwrap();
    sqlx::query("DELETE FROM prices WHERE variant_id = ?")
        .bind(variant(&shop, mug).await)
        .execute(&shop.pool)
        .await
        .unwrap();
    let pricing = catalog::default_pricing(&shop);
    let page = async |page| catalog::collection(&shop, "both", pricing, page, 1).await;
    let first = page(1).await.unwrap().products;
    assert_eq!((first.total, first.items.iter().map(|card| card.id).collect::<Vec<_>>()), (1, vec![cup]));
    assert!(matches!(page(2).await, Err(CatalogError::PastEnd)));
}
