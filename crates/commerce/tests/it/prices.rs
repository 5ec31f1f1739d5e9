//! Prices of a shop that has lists in several currencies.

use crate::shelf::{Goods, goods, open_shop};
use commerce::{
    Actor, Shop,
    catalog::{self, CatalogError, SetPrice},
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
    SetPrice { variant, amount, compare_at: None, expected, reason: "dearer wood".into() }
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
