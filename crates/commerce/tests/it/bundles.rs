//! Bundles: sold as far as their parts go, and never further.

use crate::{
    editing::wrong,
    reviews::product_of,
    shelf::{Goods, add, cart_id, command, form, goods, mug, open_shop, shelf, shopper, sound, time_passes},
};
use commerce::{
    Actor, Shop,
    cart::CartError,
    catalog::{self, EditVariants, SetParts},
    checkout::{self, CheckoutError, place_order},
    orders,
};
use model::{Quantity, VariantId, cart::AddLine, catalog::Availability, event::Event};
use std::sync::Arc;
use tokio::sync::Barrier;

/// A set of two cups and a pot.
async fn set(shop: &Shop, cup: VariantId, pot: VariantId) -> VariantId {
    let bundle = goods(shop, Goods { on_hand: 0, ..Goods::default() }).await;
    let parts = vec![(cup, 2), (pot, 1)];
    catalog::set_parts(shop, &Actor::System, SetParts { bundle, parts }).await.unwrap();
    bundle
}

async fn availability(shop: &Shop, variant: VariantId) -> Availability {
    let handle: String =
        sqlx::query_scalar("SELECT p.handle FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = ?")
            .bind(variant)
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    let pricing = catalog::default_pricing(shop);
    let page = catalog::product_page(shop, &handle, pricing).await.unwrap();
    let card = catalog::cards(shop, &[page.id], pricing).await.unwrap().remove(0);
    assert_eq!(card.availability, page.variants[0].availability, "card and page agree");
    card.availability
}

#[tokio::test]
async fn a_bundle_is_there_as_often_as_its_scarcest_part_allows() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 7).await, mug(&shop, 40).await);
    let bundle = set(&shop, cup, pot).await;
    assert_eq!(availability(&shop, bundle).await, Availability::Low(3));
    let somebody = shopper();
    let many = AddLine { variant: bundle, quantity: Quantity::new(4).unwrap() };
    let short = commerce::cart::add_line(&shop, &somebody, many).await.unwrap_err();
    assert!(matches!(short, CartError::Short { left: 3 }), "{short:?}");
    let cart = add(&shop, &somebody, bundle, 3).await;
    assert_eq!((cart.lines[0].sellable, cart.lines[0].availability), (3, Availability::Low(3)));
    let card = command(&shop, &somebody, &form("card")).await;
    let placed = place_order(&shop, &somebody, card).await.unwrap();
    assert_eq!((shelf(&shop, cup).await, shelf(&shop, pot).await), ((7, 6), (40, 3)));
    assert_eq!(availability(&shop, bundle).await, Availability::SoldOut);
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!(order.lines.len(), 1);
    assert!(
        order.lines[0].variant_title.contains("2 × Dune mug (Cream), 1 × Dune mug (Cream)"),
        "{:?}",
        order.lines[0]
    );
    sound(&shop).await;
    time_passes(&shop).await;
    checkout::expire_due(&shop).await.unwrap();
    assert_eq!((shelf(&shop, cup).await, shelf(&shop, pot).await), ((7, 0), (40, 0)));
    sound(&shop).await;
}

#[tokio::test]
async fn parts_are_sold_and_come_back_with_the_order() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 5).await, goods(&shop, Goods { tracked: false, ..Goods::default() }).await);
    let bundle = set(&shop, cup, pot).await;
    let somebody = shopper();
    add(&shop, &somebody, bundle, 2).await;
    add(&shop, &somebody, cup, 1).await;
    let order = command(&shop, &somebody, &form("on_delivery")).await;
    let placed = place_order(&shop, &somebody, order).await.unwrap();
    assert_eq!(shelf(&shop, cup).await, (0, 0), "two sets and a single one");
    sound(&shop).await;
    // What it is made of changes; what was ordered does not.
    let other = SetParts { bundle, parts: vec![(pot, 1)] };
    catalog::set_parts(&shop, &Actor::System, other).await.unwrap();
    orders::cancel(&shop, &somebody, &placed.token.reveal()).await.unwrap();
    assert_eq!(shelf(&shop, cup).await, (5, 0));
    sound(&shop).await;
}

#[tokio::test]
async fn bundle_and_part_in_one_cart_do_not_sell_a_unit_twice() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 3).await, mug(&shop, 9).await);
    let bundle = set(&shop, cup, pot).await;
    let somebody = shopper();
    add(&shop, &somebody, bundle, 1).await;
    add(&shop, &somebody, cup, 2).await;
    let short = place_order(&shop, &somebody, command(&shop, &somebody, &form("card")).await).await.unwrap_err();
    assert!(matches!(short, CheckoutError::CartChanged), "{short:?}");
    assert_eq!((shelf(&shop, cup).await, shelf(&shop, pot).await), ((3, 0), (9, 0)), "all or nothing");
    assert!(cart_id(&shop, &somebody).await.to_string().len() == 32);
    sound(&shop).await;
}

#[tokio::test]
async fn what_becomes_a_bundle_owes_nothing_for_the_orders_before() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 5).await, mug(&shop, 5).await);
    let box_of_both = goods(&shop, Goods { tracked: false, ..Goods::default() }).await;
    let somebody = shopper();
    add(&shop, &somebody, box_of_both, 1).await;
    place_order(&shop, &somebody, command(&shop, &somebody, &form("on_delivery")).await).await.unwrap();
    sound(&shop).await;
    let command = SetParts { bundle: box_of_both, parts: vec![(cup, 1), (pot, 1)] };
    catalog::set_parts(&shop, &Actor::System, command).await.unwrap();
    sound(&shop).await;
}

#[tokio::test]
async fn how_a_part_is_counted_is_told_of_its_bundle() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 2).await, mug(&shop, 9).await);
    let bundle = set(&shop, cup, pot).await;
    let product = product_of(&shop, cup).await;
    let editor = catalog::product_editor(&shop, &Actor::System, product).await.unwrap();
    let mut details = editor.variants[0].details.clone();
    details.continue_selling = true;
    sqlx::query("DELETE FROM outbox").execute(&shop.pool).await.unwrap();
    let command =
        EditVariants { product, version: editor.version, variants: vec![(cup, details)], reason: String::new() };
    catalog::edit_variants(&shop, &Actor::System, command).await.unwrap();
    let told: Vec<String> =
        sqlx::query_scalar("SELECT payload FROM outbox ORDER BY id").fetch_all(&shop.pool).await.unwrap();
    let told: Vec<Event> = told.iter().map(|row| serde_json::from_str(row).unwrap()).collect();
    let of_bundle = Event::StockChanged { product: product_of(&shop, bundle).await, variant: bundle };
    assert!(told.contains(&of_bundle), "{told:?}");
}

#[tokio::test]
async fn bundles_are_made_of_plain_goods_alone() {
    let shop = open_shop().await;
    let (cup, pot) = (mug(&shop, 3).await, mug(&shop, 9).await);
    let bundle = set(&shop, cup, pot).await;
    let set = async |bundle, parts| {
        wrong(catalog::set_parts(&shop, &Actor::System, SetParts { bundle, parts }).await.unwrap_err()).remove(0).1
    };
    assert_eq!(set(bundle, vec![(bundle, 1)]).await, "part-bundle");
    let big = mug(&shop, 1).await;
    assert_eq!(set(big, vec![(bundle, 1)]).await, "part-bundle");
    assert_eq!(set(cup, vec![(pot, 1)]).await, "part-bundle", "a part cannot be made of others");
    assert_eq!(set(big, vec![(cup, 0)]).await, "part-units");
    assert_eq!(set(big, vec![(cup, 1), (cup, 2)]).await, "part-twice");
    assert_eq!(set(big, vec![(VariantId::new(), 1)]).await, "no-part");
    catalog::set_parts(&shop, &Actor::System, SetParts { bundle, parts: vec![] }).await.unwrap();
    assert_eq!(availability(&shop, bundle).await, Availability::SoldOut, "its own stock counts again");
}

/// Thirty who want sets and thirty who want cups, for units of which there are too few.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sets_and_single_cups_race_for_the_last_units() {
    let shop = open_shop().await;
    for round in 0..3 {
        let (cup, pot) = (mug(&shop, 11).await, mug(&shop, 50).await);
        let bundle = set(&shop, cup, pot).await;
        let payment = if round % 2 == 0 { "card" } else { "on_delivery" };
        let mut buyers = vec![];
        for at in 0..24 {
            let (somebody, variant) = (shopper(), if at % 2 == 0 { bundle } else { cup });
            add(&shop, &somebody, variant, 1).await;
            let order = command(&shop, &somebody, &form(payment)).await;
            buyers.push((somebody, order, if at % 2 == 0 { 2 } else { 1 }));
        }
        let barrier = Arc::new(Barrier::new(buyers.len()));
        let tasks: Vec<_> = buyers
            .into_iter()
            .map(|(somebody, order, units)| {
                let (shop, barrier): (Shop, _) = ((*shop).clone(), barrier.clone());
                tokio::spawn(async move {
                    barrier.wait().await;
                    loop {
                        match place_order(&shop, &somebody, order.clone()).await {
                            Ok(_) => return units,
                            Err(CheckoutError::CartChanged) => return 0,
                            Err(CheckoutError::Broken(broken)) if broken.database_away() => {}
                            Err(other) => panic!("{other:?}"),
                        }
                    }
                })
            })
            .collect();
        let mut sold = 0;
        for task in tasks {
            sold += task.await.unwrap();
        }
        // A set finds one cup too few when a single one was left.
        assert!((10..=11).contains(&sold), "round {round}: {sold}");
        let held = if payment == "card" { (11, sold) } else { (11 - sold, 0) };
        assert_eq!(shelf(&shop, cup).await, held, "round {round}");
        sound(&shop).await;
    }
}
