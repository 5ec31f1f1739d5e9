//! Setting units aside, selling them, giving them back.

use crate::shelf::{
    Goods, add, cart_id, command, form, goods, mug, number, open_shop, shelf, shopper, sound, time_passes,
};
use commerce::{
    Actor, Shop, cart,
    checkout::{self, place_order},
    inventory::{self, AdjustStock, StockError, Wanted},
};
use model::{Fault, OrderId, OrderLineId, VariantId, stock::MovementKind};
use sqlx::MySqlConnection;

/// An order on the door for units of a variant; its stock is sold.
async fn sold(shop: &Shop, actor: &Actor, variant: VariantId, units: i64) -> OrderId {
    order(shop, actor, variant, units, "on_delivery").await
}

/// An order by card for units of a variant; its stock is held.
async fn held(shop: &Shop, actor: &Actor, variant: VariantId, units: i64) -> OrderId {
    order(shop, actor, variant, units, "card").await
}

async fn order(shop: &Shop, actor: &Actor, variant: VariantId, units: i64, payment: &str) -> OrderId {
    add(shop, actor, variant, units).await;
    let command = command(shop, actor, &form(payment)).await;
    place_order(shop, actor, command).await.unwrap().order
}

type Step = for<'c> fn(&'c mut MySqlConnection, OrderId) -> futures::future::BoxFuture<'c, Result<bool, StockError>>;

/// Takes a step with an order's stock in a transaction.
async fn step(shop: &Shop, order: OrderId, step: Step) -> Result<bool, StockError> {
    shop.transaction((order, step), |tx, (order, step)| step(tx, order)).await
}

fn commit(tx: &mut MySqlConnection, order: OrderId) -> futures::future::BoxFuture<'_, Result<bool, StockError>> {
    Box::pin(inventory::commit(tx, order))
}

fn release(tx: &mut MySqlConnection, order: OrderId) -> futures::future::BoxFuture<'_, Result<bool, StockError>> {
    Box::pin(async move { inventory::release(tx, order).await.map(|()| true) })
}

fn restock(tx: &mut MySqlConnection, order: OrderId) -> futures::future::BoxFuture<'_, Result<bool, StockError>> {
    Box::pin(async move { inventory::restock(tx, order).await.map(|()| true) })
}

fn expire(tx: &mut MySqlConnection, order: OrderId) -> futures::future::BoxFuture<'_, Result<bool, StockError>> {
    Box::pin(async move { inventory::expire(tx, order).await.map(|()| true) })
}

#[tokio::test]
async fn held_units_stay_on_the_shelf_until_they_are_sold() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    let order = held(&shop, &mara, mug, 2).await;
    assert_eq!(shelf(&shop, mug).await, (5, 2));
    assert!(step(&shop, order, commit).await.unwrap());
    assert_eq!(shelf(&shop, mug).await, (3, 0));
    // Again, and nothing happens twice.
    assert!(step(&shop, order, commit).await.unwrap());
    assert!(step(&shop, order, release).await.unwrap());
    assert_eq!(shelf(&shop, mug).await, (3, 0));
    assert_eq!(number(&shop, "SELECT CAST(SUM(delta) AS SIGNED) FROM stock_movements WHERE kind = 'sale'").await, -2);
}

#[tokio::test]
async fn a_hold_that_ran_out_is_not_sold() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    let order = held(&shop, &mara, mug, 2).await;
    step(&shop, order, expire).await.unwrap();
    assert_eq!(shelf(&shop, mug).await, (5, 0));
    assert!(!step(&shop, order, commit).await.unwrap());
    assert_eq!(shelf(&shop, mug).await, (5, 0));
}

#[tokio::test]
async fn sold_units_go_back_once() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    let order = sold(&shop, &mara, mug, 2).await;
    assert_eq!(shelf(&shop, mug).await, (3, 0));
    step(&shop, order, restock).await.unwrap();
    step(&shop, order, restock).await.unwrap();
    assert_eq!(shelf(&shop, mug).await, (5, 0));
}

#[tokio::test]
async fn a_short_line_takes_nothing_of_the_others() {
    let shop = open_shop().await;
    let (plenty, few) = (mug(&shop, 5).await, mug(&shop, 1).await);
    let wish = |variant, quantity| Wanted { line: OrderLineId::new(), variant, quantity };
    let wishes = [wish(plenty, 2), wish(few, 1), wish(few, 1)];
    let taken: Result<(), StockError> = shop
        .transaction(wishes, |tx, wishes| Box::pin(async move { inventory::take(tx, &wishes).await.map(|_| ()) }))
        .await;
    assert!(matches!(taken, Err(StockError::Short { variant, left: 1 }) if variant == few), "{taken:?}");
    assert_eq!((shelf(&shop, plenty).await, shelf(&shop, few).await), ((5, 0), (1, 0)));
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM outbox").await, 0);
}

#[tokio::test]
async fn what_is_not_counted_is_not_held() {
    let shop = open_shop().await;
    let mara = shopper();
    let leaflet = goods(&shop, Goods { tracked: false, ..Goods::default() }).await;
    let order = held(&shop, &mara, leaflet, 9).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM reservations").await, 0);
    assert!(step(&shop, order, commit).await.unwrap());
    sound_but_unpaid(&shop).await;
}

#[tokio::test]
async fn what_is_sold_on_below_zero_owes_the_difference() {
    let shop = open_shop().await;
    let (mara, other) = (shopper(), shopper());
    let sofa = goods(&shop, Goods { on_hand: 1, continue_selling: true, ..Goods::default() }).await;
    let first = held(&shop, &mara, sofa, 3).await;
    assert_eq!(shelf(&shop, sofa).await, (1, 3));
    let owed = sold(&shop, &other, sofa, 4).await;
    assert_eq!(shelf(&shop, sofa).await, (-3, 3));
    sound(&shop).await;
    step(&shop, first, release).await.unwrap();
    assert_eq!(shelf(&shop, sofa).await, (-3, 0));
    let small = sold(&shop, &other, sofa, 1).await;
    // Regression: what was owed could not be put back while more was owed than that.
    step(&shop, small, restock).await.unwrap();
    assert_eq!(shelf(&shop, sofa).await, (-3, 0));
    step(&shop, owed, restock).await.unwrap();
    assert_eq!(shelf(&shop, sofa).await, (1, 0));
}

/// Counts a variant as staff does.
async fn count(shop: &Shop, variant: VariantId, on_hand: i64) -> Result<(), Fault> {
    let expected = shelf(shop, variant).await.0;
    let command = AdjustStock { variant, on_hand, expected, kind: MovementKind::Count, reason: "yearly count".into() };
    inventory::adjust(shop, &Actor::System, command).await.map_err(Fault::from)
}

#[tokio::test]
async fn what_is_owed_can_be_counted() {
    let shop = open_shop().await;
    let sofa = goods(&shop, Goods { on_hand: 1, continue_selling: true, ..Goods::default() }).await;
    held(&shop, &shopper(), sofa, 3).await;
    // Fewer than are reserved, and fewer than none.
    for there in [2, -1, 0] {
        count(&shop, sofa, there).await.unwrap();
        assert_eq!(shelf(&shop, sofa).await, (there, 3));
    }
    assert_eq!(count(&shop, sofa, -10_000_001).await.unwrap_err().at("on_hand").unwrap().code, "stock-range-owed");
    sound(&shop).await;
}

#[tokio::test]
async fn what_is_not_owed_is_never_counted_below_what_is_held() {
    let shop = open_shop().await;
    let mug = mug(&shop, 5).await;
    held(&shop, &shopper(), mug, 2).await;
    for (there, code) in [(-1, "stock-range"), (1, "stock-below-reserved"), (10_000_001, "stock-range")] {
        assert_eq!(count(&shop, mug, there).await.unwrap_err().at("on_hand").unwrap().code, code);
    }
    count(&shop, mug, 2).await.unwrap();
    assert_eq!(shelf(&shop, mug).await, (2, 2));
    sound(&shop).await;
}

#[tokio::test]
async fn the_database_itself_refuses_to_hold_more_than_there_is() {
    let shop = open_shop().await;
    mug(&shop, 5).await;
    for (statement, constraint) in [
        ("UPDATE inventory SET reserved = 6", "ck_inventory_reserved"),
        ("UPDATE inventory SET reserved = -1", "ck_inventory_reserved"),
        ("UPDATE inventory SET on_hand = -1", "ck_inventory_on_hand"),
    ] {
        let refused = sqlx::query(statement).execute(&shop.pool).await.unwrap_err();
        assert_eq!(commerce::db::violated(&refused), Some(constraint), "{statement}");
    }
}

#[tokio::test]
async fn unpaid_orders_end_when_their_time_is_over() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    held(&shop, &mara, mug, 2).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 0);
    time_passes(&shop).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 1);
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 0);
    assert_eq!(shelf(&shop, mug).await, (5, 0));
    let ended = "SELECT COUNT(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'expired'";
    assert_eq!(number(&shop, ended).await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM reservations WHERE state = 'expired'").await, 1);
    // The lines are back in the cart, as they were ordered.
    assert_eq!(cart::view(&shop, &mara).await.unwrap().lines[0].quantity, 2);
    sound(&shop).await;
}

#[tokio::test]
async fn an_order_that_cannot_end_stands_in_nobodys_way() {
    let shop = open_shop().await;
    let (broken, mug) = (mug(&shop, 5).await, mug(&shop, 5).await);
    held(&shop, &shopper(), broken, 2).await;
    for _ in 0..2 {
        held(&shop, &shopper(), mug, 2).await;
    }
    // Units that the hold wants to give back are not held any more.
    sqlx::query("UPDATE inventory SET reserved = 0 WHERE variant_id = ?")
        .bind(broken)
        .execute(&shop.pool)
        .await
        .unwrap();
    time_passes(&shop).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 2);
    assert_eq!(shelf(&shop, mug).await, (5, 0));
    // Alone, it is a failure that the job tells.
    assert!(checkout::expire_due(&shop).await.is_err());
}

#[tokio::test]
async fn an_order_of_uncounted_goods_ends_as_well() {
    let shop = open_shop().await;
    let mara = shopper();
    let leaflet = goods(&shop, Goods { tracked: false, ..Goods::default() }).await;
    held(&shop, &mara, leaflet, 1).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 0);
    time_passes(&shop).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 1);
    sound(&shop).await;
}

#[tokio::test]
async fn the_cart_gets_nothing_back_that_was_bought_since() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    held(&shop, &mara, mug, 2).await;
    sqlx::query("UPDATE orders SET placed_at = placed_at - INTERVAL 1 MINUTE").execute(&shop.pool).await.unwrap();
    sold(&shop, &mara, mug, 2).await;
    time_passes(&shop).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 1);
    assert!(cart::view(&shop, &mara).await.unwrap().lines.is_empty());
    assert_eq!(shelf(&shop, mug).await, (3, 0));
    sound(&shop).await;
}

#[tokio::test]
async fn lines_that_come_back_meet_those_that_are_there() {
    let shop = open_shop().await;
    let (mara, kettle, throw) = (shopper(), mug(&shop, 9).await, mug(&shop, 9).await);
    add(&shop, &mara, throw, 1).await;
    held(&shop, &mara, kettle, 3).await;
    add(&shop, &mara, kettle, 1).await;
    time_passes(&shop).await;
    checkout::expire_due(&shop).await.unwrap();
    let cart = cart::view(&shop, &mara).await.unwrap();
    let units = |variant| cart.lines.iter().find(|line| line.variant == variant).map(|line| line.quantity);
    assert_eq!((units(kettle), units(throw)), (Some(3), Some(1)));
}

#[tokio::test]
async fn an_order_ends_without_its_cart() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 5).await);
    held(&shop, &mara, mug, 2).await;
    sqlx::query("DELETE FROM carts WHERE id = ?").bind(cart_id(&shop, &mara).await).execute(&shop.pool).await.unwrap();
    time_passes(&shop).await;
    assert_eq!(checkout::expire_due(&shop).await.unwrap(), 1);
    sound(&shop).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_sweepers_end_each_order_once() {
    let shop = open_shop().await;
    let mug = mug(&shop, 100).await;
    for _ in 0..12 {
        held(&shop, &shopper(), mug, 2).await;
    }
    time_passes(&shop).await;
    let sweepers: Vec<_> = (0..4)
        .map(|_| {
            let shop = Shop::clone(&shop);
            tokio::spawn(async move { checkout::expire_due(&shop).await.unwrap() })
        })
        .collect();
    let mut ended = 0;
    for sweeper in sweepers {
        ended += sweeper.await.unwrap();
    }
    assert_eq!((ended, shelf(&shop, mug).await), (12, (100, 0)));
    sound(&shop).await;
}

/// The stock of an order was sold without its state having moved: only that may be told.
async fn sound_but_unpaid(shop: &Shop) {
    let broken = commerce::check::run(shop).await.unwrap();
    assert!(broken.iter().all(|violation| violation.rule == "I4"), "{broken:#?}");
}
