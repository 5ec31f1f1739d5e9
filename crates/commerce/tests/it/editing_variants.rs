//! Options, the matrix of variants, and what staff write of each.

use crate::{
    editing::{new, wish, wrong},
    shelf::{add, open_shop, shopper},
};
use commerce::{
    Actor, Shop, cart,
    catalog::{self, EditVariants, MoveProducts, RemoveVariant, SetOptions, Target},
};
use model::{
    ProductId, VariantId,
    catalog::Availability,
    payment::PaymentMethod,
    product::{OptionDetails, OptionValue, ProductEditor},
};

async fn editor(shop: &Shop, id: ProductId) -> ProductEditor {
    catalog::product_editor(shop, &Actor::System, id).await.unwrap()
}

async fn set(shop: &Shop, id: ProductId, options: Vec<OptionDetails>) -> u32 {
    let version = editor(shop, id).await.version;
    catalog::set_options(shop, &Actor::System, SetOptions { product: id, version, options }).await.unwrap()
}

/// The options as they are, to be changed.
fn same(editor: &ProductEditor) -> Vec<OptionDetails> {
    let value = |value: &String| OptionValue { was: Some(value.clone()), value: value.clone() };
    let option = |(name, values): &(String, Vec<String>)| OptionDetails {
        was: Some(name.clone()),
        name: name.clone(),
        values: values.iter().map(value).collect(),
    };
    editor.options.iter().map(option).collect()
}

fn titles(editor: &ProductEditor) -> Vec<String> {
    editor.variants.iter().map(|variant| variant.options.join("/")).collect()
}

#[tokio::test]
async fn options_make_the_matrix_and_take_it_back() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let only = editor(&shop, id).await.variants[0].id;
    let options = vec![OptionDetails::new("Colour", &["Spruce", "Clay"]), OptionDetails::new("Size", &["S", "L"])];
    assert_eq!(set(&shop, id, options).await, 2);
    let made = editor(&shop, id).await;
    assert_eq!(titles(&made), ["Spruce/S", "Spruce/L", "Clay/S", "Clay/L"]);
    assert_eq!((made.variants[0].id, made.variants[0].on_hand), (only, 4), "the first is the one that was there");
    assert_eq!(made.variants[3].details.sku, "DUNE-MUG-CLAY-L");
    assert!(made.variants.iter().all(|variant| variant.details.price == 1_650));
    assert_eq!(set(&shop, id, same(&made)).await, 2, "the same again changes nothing");
    let mut renamed = same(&made);
    renamed[0].values[0].value = "Forest".into();
    renamed[1].values.swap(0, 1);
    set(&shop, id, renamed).await;
    let renamed = editor(&shop, id).await;
    assert_eq!(titles(&renamed), ["Forest/L", "Forest/S", "Clay/L", "Clay/S"]);
    assert_eq!(renamed.variants[1].id, only);
    set(&shop, id, vec![]).await;
    let bare = editor(&shop, id).await;
    assert_eq!((bare.variants.len(), bare.options.len()), (1, 0));
    let many: Vec<String> = (0..18).map(|at| at.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let options = vec![OptionDetails::new("A", &many), OptionDetails::new("B", &many)];
    let command = SetOptions { product: id, version: bare.version, options };
    let refused = catalog::set_options(&shop, &Actor::System, command).await.unwrap_err();
    assert_eq!(wrong(refused), [("options".to_owned(), "combinations-many".to_owned())]);
    assert!(commerce::check::run(&shop).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_variant_that_was_ordered_is_archived_and_comes_back() {
    let shop = open_shop().await;
    let command = wish("Dune mug", vec![OptionDetails::new("Size", &["S", "L"])]);
    let id = catalog::create_product(&shop, &Actor::System, command).await.unwrap();
    let publish = MoveProducts { products: vec![id], to: Target::Published };
    catalog::move_products(&shop, &Actor::System, publish).await.unwrap();
    let before = editor(&shop, id).await;
    let [small, large] = [before.variants[0].id, before.variants[1].id];
    testkit::sale::buy(&shop, small, 1, PaymentMethod::OnDelivery).await;
    let buyer = shopper();
    add(&shop, &buyer, large, 1).await;
    let remove = async |variant| {
        let version = editor(&shop, id).await.version;
        catalog::remove_variant(&shop, &Actor::System, RemoveVariant { product: id, version, variant }).await
    };
    remove(small).await.unwrap();
    assert_eq!(wrong(remove(large).await.unwrap_err())[0].1, "last-variant");
    let archived: bool = sqlx::query_scalar("SELECT archived_at IS NOT NULL FROM variants WHERE id = ?")
        .bind(small)
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    assert!(archived);
    let mut again = same(&editor(&shop, id).await);
    again[0].values[0].was = None;
    let both = again.clone();
    set(&shop, id, again).await;
    let after = editor(&shop, id).await;
    assert_eq!((titles(&after), after.variants[0].id), (vec!["S".to_owned(), "L".to_owned()], small));
    // The other one lies in a cart, which can say that it is gone; without it, it goes with all that hangs on it.
    let archived = async || -> Option<bool> {
        sqlx::query_scalar("SELECT archived_at IS NOT NULL FROM variants WHERE id = ?")
            .bind(large)
            .fetch_optional(&shop.pool)
            .await
            .unwrap()
    };
    remove(large).await.unwrap();
    assert_eq!(archived().await, Some(true));
    let cart = cart::view(&shop, &buyer).await.unwrap();
    assert_eq!((cart.lines.len(), cart.lines[0].availability), (1, Availability::SoldOut));
    set(&shop, id, both).await;
    sqlx::query("DELETE FROM cart_lines").execute(&shop.pool).await.unwrap();
    remove(large).await.unwrap();
    assert_eq!(archived().await, None);
    assert!(commerce::check::run(&shop).await.unwrap().is_empty());
}

#[tokio::test]
async fn variants_are_written_together_and_may_swap_their_skus() {
    let shop = open_shop().await;
    let command = wish("Dune mug", vec![OptionDetails::new("Size", &["S", "L"])]);
    let id = catalog::create_product(&shop, &Actor::System, command).await.unwrap();
    new(&shop, "Cup").await;
    let before = editor(&shop, id).await;
    let mut variants: Vec<(VariantId, _)> =
        before.variants.iter().map(|variant| (variant.id, variant.details.clone())).collect();
    let [small, large] = [variants[0].0, variants[1].0];
    (variants[0].1.sku, variants[1].1.sku) = (variants[1].1.sku.clone(), variants[0].1.sku.clone());
    (variants[0].1.price, variants[0].1.compare_at, variants[0].1.weight_grams) = (1_500, Some(1_650), 300);
    let command = EditVariants { product: id, version: 1, variants: variants.clone(), reason: "Sale".into() };
    assert_eq!(catalog::edit_variants(&shop, &Actor::System, command.clone()).await.unwrap(), 2);
    let again = EditVariants { version: 2, ..command };
    assert_eq!(catalog::edit_variants(&shop, &Actor::System, again).await.unwrap(), 2, "nothing changed");
    let after = editor(&shop, id).await;
    assert_eq!((after.variants[0].details.sku.as_str(), after.variants[0].details.price), ("DUNE-MUG-L", 1_500));
    let history: Vec<(i64, Option<i64>, String)> =
        sqlx::query_as("SELECT amount, before_amount, reason FROM price_history WHERE variant_id = ? ORDER BY id")
            .bind(small)
            .fetch_all(&shop.pool)
            .await
            .unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(history[1], (1_500, Some(1_650), "Sale".to_owned()));
    (variants[0].1.sku, variants[1].1.sku) = ("CUP".into(), "CUP".into());
    (variants[1].1.price, variants[1].1.barcode) = (0, "12345".into());
    let command = EditVariants { product: id, version: 2, variants, reason: String::new() };
    let mut fields = wrong(catalog::edit_variants(&shop, &Actor::System, command).await.unwrap_err());
    fields.sort();
    let expected = [
        (format!("barcode.{large}"), "barcode-invalid"),
        (format!("price.{large}"), "price-range"),
        (format!("sku.{small}"), "sku-taken"),
        (format!("sku.{large}"), "sku-taken"),
    ];
    let mut expected: Vec<_> = expected.into_iter().map(|(field, code)| (field, code.to_owned())).collect();
    expected.sort();
    assert_eq!(fields, expected);
}
