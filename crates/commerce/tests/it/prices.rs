//! Prices of a shop that has lists in several currencies.

use crate::shelf::{Goods, goods, open_shop};
use commerce::{
    Actor, Shop,
    catalog::{self, CatalogError, EditVariants, SetPrice},
    db,
};
use model::{PriceListId, ProductId, VariantId};

/// Adds a default list, with every variant at an amount.
async fn list(shop: &Shop, code: &str, currency: &str, amount: i64) -> Result<(), sqlx::Error> {
    let id = PriceListId::new();
    sqlx::query("INSERT INTO price_lists (id, code, name, currency, is_default) VALUES (?, ?, ?, ?, TRUE)")
        .bind(id)
        .bind(code)
        .bind(code)
        .bind(currency)
        .execute(&shop.pool)
        .await?;
    sqlx::query("INSERT INTO prices (variant_id, price_list_id, amount) SELECT id, ?, ? FROM variants")
        .bind(id)
        .bind(amount)
        .execute(&shop.pool)
        .await
        .map(drop)
}

fn to(variant: VariantId, expected: i64, amount: i64) -> SetPrice {
    SetPrice { variant, amount, compare_at: None, expected, expected_compare_at: None, reason: "dearer wood".into() }
}

#[tokio::test]
async fn a_currency_has_one_default_list() {
    let shop = open_shop().await;
    let second = list(&shop, "second", "EUR", 1).await.unwrap_err();
    assert_eq!(db::violated(&second), Some("uq_price_lists_default"));
    list(&shop, "francs", "CHF", 1).await.unwrap();
}

#[tokio::test]
async fn staff_sees_and_changes_the_price_in_the_currency_of_the_shop() {
    let shop = open_shop().await;
    let mug = goods(&shop, Goods::default()).await;
    list(&shop, "francs", "CHF", 900).await.unwrap();
    let product: ProductId = sqlx::query_scalar("SELECT product_id FROM variants").fetch_one(&shop.pool).await.unwrap();
    let seen = catalog::product_for_staff(&shop, &Actor::System, product).await.unwrap();
    let prices: Vec<_> = seen.variants.iter().map(|variant| variant.price.to_string()).collect();
    assert_eq!(prices, ["€16.50"]);
    let moved = catalog::set_price(&shop, &Actor::System, to(mug, 900, 1_800)).await;
    assert!(matches!(moved, Err(CatalogError::PriceMoved)), "{moved:?}");
    catalog::set_price(&shop, &Actor::System, to(mug, 1_650, 1_800)).await.unwrap();
    let amounts: Vec<i64> =
        sqlx::query_scalar("SELECT amount FROM prices ORDER BY amount").fetch_all(&shop.pool).await.unwrap();
    assert_eq!(amounts, [900, 1_800]);
}

#[tokio::test]
async fn a_price_of_the_stock_page_is_a_version_of_its_product() {
    let shop = open_shop().await;
    let mug = goods(&shop, Goods::default()).await;
    let product: ProductId = sqlx::query_scalar("SELECT product_id FROM variants").fetch_one(&shop.pool).await.unwrap();
    let open = catalog::product_editor(&shop, &Actor::System, product).await.unwrap();
    catalog::set_price(&shop, &Actor::System, to(mug, 1_650, 1_800)).await.unwrap();
    let variants = vec![(mug, open.variants[0].details.clone())];
    let late = EditVariants { product, version: open.version, variants, reason: String::new() };
    let conflict = catalog::edit_variants(&shop, &Actor::System, late).await.unwrap_err();
    assert!(matches!(conflict, CatalogError::ProductMoved { .. }), "{conflict:?}");
    let was = SetPrice { compare_at: Some(2_000), ..to(mug, 1_800, 1_800) };
    catalog::set_price(&shop, &Actor::System, was.clone()).await.unwrap();
    let unseen = catalog::set_price(&shop, &Actor::System, to(mug, 1_800, 1_700)).await.unwrap_err();
    assert!(matches!(unseen, CatalogError::PriceMoved), "the old price beside it is another: {unseen:?}");
    // The same again is no change: no version, no row, no event.
    let version = catalog::product_editor(&shop, &Actor::System, product).await.unwrap().version;
    catalog::set_price(&shop, &Actor::System, SetPrice { expected_compare_at: Some(2_000), ..was }).await.unwrap();
    assert_eq!(catalog::product_editor(&shop, &Actor::System, product).await.unwrap().version, version);
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM price_history").fetch_one(&shop.pool).await.unwrap();
    assert_eq!((version, rows), (open.version + 2, 2));
}

#[tokio::test]
async fn the_lowest_price_of_thirty_days_stands_beside_a_reduction() {
    let shop = open_shop().await;
    let mug = goods(&shop, Goods::default()).await;
    let sell = async |expected, amount, compare_at| {
        let was = sqlx::query_scalar("SELECT compare_at FROM prices").fetch_one(&shop.pool).await.unwrap();
        let reason = "season".to_owned();
        let command = SetPrice { variant: mug, amount, compare_at, expected, expected_compare_at: was, reason };
        catalog::set_price(&shop, &Actor::System, command).await.unwrap();
    };
    let days_pass = async |days: u32| {
        let sql = "UPDATE price_history SET at = at - INTERVAL ? DAY";
        sqlx::query(sql).bind(days).execute(&shop.pool).await.unwrap();
    };
    let shown = async || {
        let handle: String = sqlx::query_scalar("SELECT handle FROM products").fetch_one(&shop.pool).await.unwrap();
        let pricing = catalog::default_pricing(&shop);
        let page = catalog::product_page(&shop, &handle, pricing).await.unwrap();
        let card = catalog::cards(&shop, &[page.id], pricing).await.unwrap().remove(0);
        assert_eq!(card.price, page.variants[0].price, "card and page agree");
        card.price.lowest.map(|money| money.minor)
    };
    sell(1_650, 1_700, None).await;
    assert_eq!(shown().await, None, "nothing is reduced");
    days_pass(5).await;
    sell(1_700, 1_500, Some(1_700)).await;
    assert_eq!(shown().await, Some(1_700));
    days_pass(10).await;
    sell(1_500, 1_700, None).await;
    days_pass(10).await;
    sell(1_700, 1_600, Some(1_700)).await;
    assert_eq!(shown().await, Some(1_500), "the short sale of two weeks ago counts");
    days_pass(40).await;
    sell(1_600, 1_400, Some(1_700)).await;
    assert_eq!(shown().await, Some(1_600), "all older ones are forgotten");
    // Only the price beside it is corrected: the reduction goes on.
    days_pass(3).await;
    sell(1_400, 1_400, Some(1_750)).await;
    assert_eq!(shown().await, Some(1_600), "it began three days ago");
    // What was noted wrongly before is put right when the database is brought up to date.
    sqlx::query("UPDATE prices SET lowest_before = 1400").execute(&shop.pool).await.unwrap();
    let again = include_str!("../../../../migrations/0040_catalog_versions.sql");
    sqlx::raw_sql(again).execute(&shop.pool).await.unwrap();
    assert_eq!(shown().await, Some(1_600));
}
