//! The server cart.

use crate::shelf::{Goods, add, eur, fit_out, form, goods, mug, open_shop, recount, reprice, shopper};
use commerce::{
    Actor, Shop,
    actor::Shopper,
    cart::{self, CartError},
    checkout,
};
use model::{
    Quantity, VariantId,
    cart::{AddLine, CartView, LineNotice, SetLine},
    catalog::Availability,
};
use testkit::TestShop;

async fn try_add(shop: &Shop, actor: &Actor, variant: VariantId, units: i64) -> Result<CartView, CartError> {
    cart::add_line(shop, actor, AddLine { variant, quantity: Quantity::new(units).unwrap() }).await
}

async fn try_set(shop: &Shop, actor: &Actor, variant: VariantId, units: i64) -> Result<CartView, CartError> {
    cart::set_line(shop, actor, SetLine { variant, quantity: Quantity::new(units).ok() }).await
}

#[tokio::test]
async fn adds_on_top_sets_removes_and_empties() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 10).await);
    assert_eq!(add(&shop, &mara, mug, 2).await.lines[0].quantity, 2);
    let two_and_three = add(&shop, &mara, mug, 3).await;
    assert_eq!((two_and_three.lines[0].quantity, two_and_three.count()), (5, 5));
    assert_eq!(two_and_three.lines[0].line_total, eur(8_250));
    let set = try_set(&shop, &mara, mug, 1).await.unwrap();
    assert_eq!(set.lines[0].quantity, 1);
    assert!(set.version > two_and_three.version);
    assert!(try_set(&shop, &mara, mug, 0).await.unwrap().lines.is_empty());
    add(&shop, &mara, mug, 1).await;
    assert!(cart::clear(&shop, &mara).await.unwrap().lines.is_empty());
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 0);
}

#[tokio::test]
async fn refuses_more_than_there_is_and_keeps_the_cart() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 3).await);
    add(&shop, &mara, mug, 2).await;
    assert!(matches!(try_add(&shop, &mara, mug, 2).await, Err(CartError::Short { left: 3 })));
    assert!(matches!(try_set(&shop, &mara, mug, 4).await, Err(CartError::Short { left: 3 })));
    let kept = cart::view(&shop, &mara).await.unwrap();
    assert_eq!((kept.lines[0].quantity, kept.lines[0].sellable), (2, 3));
    assert!(try_set(&shop, &mara, mug, 3).await.is_ok());
    let gone = goods(&shop, Goods { on_hand: 0, ..Goods::default() }).await;
    assert!(matches!(try_add(&shop, &mara, gone, 1).await, Err(CartError::Short { left: 0 })));
}

#[tokio::test]
async fn keeps_to_the_limits_of_a_line_and_of_the_cart() {
    let shop = open_shop().await;
    let mara = shopper();
    let leaflet = goods(&shop, Goods { tracked: false, ..Goods::default() }).await;
    assert_eq!(add(&shop, &mara, leaflet, 999).await.lines[0].sellable, 999);
    assert!(matches!(try_add(&shop, &mara, leaflet, 1).await, Err(CartError::LineFull)));
    let yacht = goods(&shop, Goods { price: 1_000_000_000, tracked: false, ..Goods::default() }).await;
    assert!(matches!(try_add(&shop, &mara, yacht, 100).await, Err(CartError::TooDear)));
    assert_eq!(cart::view(&shop, &mara).await.unwrap().lines.len(), 1);
    assert!(try_add(&shop, &mara, yacht, 99).await.is_ok());

    let many = shopper();
    for _ in 0..100 {
        let one = goods(&shop, Goods { tracked: false, ..Goods::default() }).await;
        add(&shop, &many, one, 1).await;
    }
    assert!(matches!(try_add(&shop, &many, leaflet, 1).await, Err(CartError::CartFull)));
}

#[tokio::test]
async fn takes_only_what_is_sold() {
    let shop = open_shop().await;
    let mara = shopper();
    let draft = goods(&shop, Goods { status: "draft", ..Goods::default() }).await;
    for unsold in [VariantId::new(), draft] {
        assert!(matches!(try_add(&shop, &mara, unsold, 1).await, Err(CartError::NotSold)));
        assert!(matches!(try_set(&shop, &mara, unsold, 1).await, Err(CartError::NotSold)));
    }
    let nobody = Actor::Shopper(Shopper::default());
    assert!(matches!(try_add(&shop, &nobody, draft, 1).await, Err(CartError::NoCart)));
    assert!(cart::view(&shop, &nobody).await.unwrap().lines.is_empty());
}

#[tokio::test]
async fn nobody_sees_or_changes_a_foreign_cart() {
    let shop = open_shop().await;
    let (mara, other, mug) = (shopper(), shopper(), mug(&shop, 10).await);
    add(&shop, &mara, mug, 2).await;
    assert!(cart::view(&shop, &other).await.unwrap().lines.is_empty());
    try_set(&shop, &other, mug, 0).await.unwrap();
    cart::clear(&shop, &other).await.unwrap();
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 2);
}

#[tokio::test]
async fn says_what_changed_by_itself() {
    let shop = open_shop().await;
    let (mara, kettle, throw) = (shopper(), mug(&shop, 10).await, mug(&shop, 3).await);
    add(&shop, &mara, kettle, 1).await;
    add(&shop, &mara, throw, 2).await;
    reprice(&shop, kettle, 1_400).await;
    reprice(&shop, throw, 2_000).await;
    recount(&shop, throw, 1).await;

    let view = cart::view(&shop, &mara).await.unwrap();
    let line = |variant| view.lines.iter().find(|line| line.variant == variant).unwrap();
    assert_eq!(line(kettle).notice, Some(LineNotice::Price { before: eur(1_650), now: eur(1_400) }));
    assert_eq!(line(throw).notice, Some(LineNotice::Fewer { asked: 2, left: 1 }));
    assert_eq!(line(throw).price_before, Some(eur(1_650)));
    assert_eq!((line(throw).quantity, line(throw).availability), (1, Availability::Low(1)));
    assert_eq!((view.totals.subtotal, view.count(), view.ready()), (eur(3_400), 2, false));
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 2);

    let acted = try_set(&shop, &mara, throw, 1).await.unwrap();
    assert!(acted.lines.iter().all(|line| line.notice.is_none() && line.price_before.is_none()), "{acted:#?}");
    assert!(acted.ready());

    recount(&shop, throw, 0).await;
    let gone = cart::view(&shop, &mara).await.unwrap();
    assert_eq!(gone.lines[0].notice, Some(LineNotice::Gone));
    assert_eq!((gone.totals.subtotal, gone.count()), (eur(1_400), 1));
}

#[tokio::test]
async fn is_taken_as_it_is_shown() {
    let shop = open_shop().await;
    let (mara, kettle, throw) = (shopper(), mug(&shop, 10).await, mug(&shop, 3).await);
    let lamp = mug(&shop, 1).await;
    for (variant, units) in [(kettle, 1), (throw, 3), (lamp, 1)] {
        add(&shop, &mara, variant, units).await;
    }
    reprice(&shop, kettle, 1_400).await;
    recount(&shop, throw, 2).await;
    recount(&shop, lamp, 0).await;
    let shown = cart::view(&shop, &mara).await.unwrap();
    let taken = cart::accept(&shop, &mara).await.unwrap();
    assert_eq!((taken.totals.total, taken.count()), (shown.totals.total, 3));
    assert!(taken.ready() && taken.lines.iter().all(|line| line.notice.is_none()), "{taken:#?}");
    assert!(taken.lines.iter().all(|line| line.variant != lamp));
}

#[tokio::test]
async fn adding_another_thing_keeps_the_notices_of_the_rest() {
    let shop = open_shop().await;
    let (mara, kettle, throw) = (shopper(), mug(&shop, 10).await, mug(&shop, 3).await);
    add(&shop, &mara, kettle, 1).await;
    reprice(&shop, kettle, 1_400).await;
    let view = add(&shop, &mara, throw, 1).await;
    assert!(matches!(view.lines[1].notice, Some(LineNotice::Price { .. })));
}

#[tokio::test]
async fn a_product_taken_off_sale_leaves_the_sums() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 10).await);
    add(&shop, &mara, mug, 2).await;
    sqlx::query("UPDATE products SET status = 'archived'").execute(&shop.pool).await.unwrap();
    let view = cart::view(&shop, &mara).await.unwrap();
    assert_eq!((view.lines[0].notice.clone(), view.totals.total), (Some(LineNotice::Gone), eur(0)));
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 0);
    assert!(try_set(&shop, &mara, mug, 0).await.unwrap().lines.is_empty());
}

#[tokio::test]
async fn tells_tax_and_what_is_missing_for_free_shipping() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 10).await);
    let one = add(&shop, &mara, mug, 1).await;
    assert_eq!(one.to_free_shipping, Some(eur(5_850)));
    assert_eq!((one.totals.shipping, one.totals.tax, one.totals.tax_included), (None, eur(275), true));
    assert_eq!(one.totals.taxes, [(2000, eur(275))]);
    let five = add(&shop, &mara, mug, 4).await;
    assert_eq!(five.to_free_shipping, Some(eur(0)));
    let book = goods(&shop, Goods { taxable: false, ..Goods::default() }).await;
    assert_eq!(add(&shop, &mara, book, 1).await.totals.tax, five.totals.tax);
}

#[tokio::test]
async fn what_is_sold_on_below_zero_is_never_short() {
    let shop = open_shop().await;
    let mara = shopper();
    let sofa = goods(&shop, Goods { on_hand: 0, continue_selling: true, ..Goods::default() }).await;
    let view = add(&shop, &mara, sofa, 4).await;
    assert_eq!((view.lines[0].availability, view.lines[0].notice.clone()), (Availability::BackOrder, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_at_once_lose_nothing() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 100).await);
    let tabs = (0..8).map(|_| {
        let (shop, mara) = (Shop::clone(&shop), mara.clone());
        tokio::spawn(async move { add(&shop, &mara, mug, 1).await })
    });
    for tab in tabs.collect::<Vec<_>>() {
        tab.await.unwrap();
    }
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 8);
    assert_eq!(crate::shelf::number(&shop, "SELECT COUNT(*) FROM carts").await, 1);
}

#[tokio::test]
async fn forgets_a_cart_after_thirty_days() {
    let shop = open_shop().await;
    let (mara, late, mug) = (shopper(), shopper(), mug(&shop, 10).await);
    add(&shop, &mara, mug, 1).await;
    add(&shop, &late, mug, 1).await;
    sqlx::query("UPDATE carts SET updated_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE token_hash = ?")
        .bind(&late.cart().unwrap().hash()[..])
        .execute(&shop.pool)
        .await
        .unwrap();
    assert_eq!(cart::delete_stale(&shop).await.unwrap(), 1);
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 1);
    assert!(cart::view(&shop, &late).await.unwrap().lines.is_empty());
}

#[tokio::test]
async fn a_shop_in_another_currency_shows_its_own_prices() {
    let shop = TestShop::with(|settings| settings.shop.currency = "CHF".parse().unwrap()).await;
    fit_out(&shop).await;
    let (mara, mug) = (shopper(), mug(&shop, 10).await);
    // The price list is in euro, so nothing is on sale in francs.
    assert!(matches!(try_add(&shop, &mara, mug, 1).await, Err(CartError::NotSold)));
    sqlx::query("UPDATE price_lists SET currency = 'CHF'").execute(&shop.pool).await.unwrap();
    assert_eq!(add(&shop, &mara, mug, 1).await.totals.total.to_string(), "CHF\u{a0}16.50");
    assert!(checkout::view(&shop, &mara, &form("card")).await.is_ok());
}
