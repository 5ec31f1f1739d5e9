//! Carts, orders and lists in a further currency.

use crate::{
    currencies::{currency, sell_in},
    shelf::{Goods, add, command, form, goods, mug, number, open_shop, reprice, shopper, sound, time_passes},
    till::Till,
};
use commerce::{
    Actor, Shop, cart,
    catalog::{self, SetPrice},
    checkout::{self, CheckoutError, place_order},
    orders,
    payments::local::Decision,
    search,
};
use model::{
    Money, VariantId,
    cart::LineNotice,
    catalog::Pricing,
    checkout::{CheckoutForm, Next, PlaceOrder},
    event::Event,
    order::OrderStep,
    payment::PaymentMethod,
    search::{ListQuery, Sort},
};
use testkit::sale;

/// The same shopper, who chose pounds.
fn in_pounds(actor: &Actor) -> Actor {
    let Actor::Shopper(shopper) = actor else { panic!("no shopper") };
    let mut shopper = shopper.clone();
    shopper.currency = Some(currency("GBP"));
    Actor::Shopper(shopper)
}

fn pounds(minor: i64) -> Money {
    Money::new(minor, currency("GBP"))
}

#[tokio::test]
async fn a_cart_keeps_its_lines_when_the_currency_changes() {
    let shop = open_shop().await;
    let kettle = mug(&shop, 10).await;
    sell_in(&shop, "GBP", "0.8", "0.05").await;
    let mara = shopper();
    add(&shop, &mara, kettle, 2).await;
    let turned = cart::turn(&shop, &in_pounds(&mara)).await.unwrap();
    assert_eq!((turned.lines[0].unit_price, turned.totals.subtotal), (pounds(1_320), pounds(2_640)));
    assert_eq!((turned.lines[0].notice.clone(), turned.lines[0].price_before), (None, None));
    assert_eq!(turned.to_free_shipping, Some(pounds(6_000 - 2_640)));
    assert_eq!(cart::count(&shop, &in_pounds(&mara)).await.unwrap(), 2);
    // The same again changes nothing; a look in another currency tells of no changed price either.
    assert_eq!(cart::turn(&shop, &in_pounds(&mara)).await.unwrap().version, turned.version);
    assert_eq!(cart::view(&shop, &mara).await.unwrap().lines[0].notice, None);
    // From now on a change of the price in pounds is said.
    sqlx::query("UPDATE prices SET amount = 1400 WHERE derived").execute(&shop.pool).await.unwrap();
    let changed = cart::view(&shop, &in_pounds(&mara)).await.unwrap();
    let told = LineNotice::Price { before: pounds(1_320), now: pounds(1_400) };
    assert_eq!(changed.lines[0].notice, Some(told));
    // Back again, nothing is left of it.
    let back = cart::turn(&shop, &mara).await.unwrap();
    assert_eq!((back.lines[0].notice.clone(), back.totals.subtotal.to_string()), (None, "€33.00".to_owned()));
}

#[tokio::test]
async fn what_has_no_price_in_a_currency_is_named_and_blocks_nothing() {
    let shop = open_shop().await;
    let (kettle, house) = (mug(&shop, 10).await, goods(&shop, Goods { price: 900_000_000, ..Goods::default() }).await);
    sell_in(&shop, "GBP", "2", "0.05").await;
    let mara = shopper();
    add(&shop, &mara, kettle, 1).await;
    add(&shop, &mara, house, 1).await;
    let turned = cart::turn(&shop, &in_pounds(&mara)).await.unwrap();
    let line = |variant: VariantId| turned.lines.iter().find(|line| line.variant == variant).unwrap();
    assert_eq!(line(house).notice, Some(LineNotice::NoPrice { currency: currency("GBP") }));
    assert_eq!((line(kettle).notice.clone(), turned.totals.subtotal), (None, pounds(3_300)));
    assert!(!turned.ready() && turned.count() == 1);
    // It is still there for whoever chooses the other currency again.
    assert_eq!(cart::view(&shop, &mara).await.unwrap().count(), 2);
    let accepted = cart::accept(&shop, &in_pounds(&mara)).await.unwrap();
    assert!(accepted.ready() && accepted.lines.len() == 1);
}

#[tokio::test]
async fn an_order_is_in_the_currency_of_its_cart_from_end_to_end() {
    let till = Till::with(|settings| {
        settings.payments.on_delivery = true;
        settings.payments.on_delivery_fee = 250;
    })
    .await;
    let thing = till.goods(20).await;
    sell_in(&till, "GBP", "0.8", "0.05").await;
    let ada = in_pounds(&sale::somebody());
    let order = sale::ready_to_pay(&till, &ada, thing, 2, PaymentMethod::OnDelivery).await;
    // 2 x 20.00, 3.90 for shipping, 2.00 at the door.
    assert_eq!(order.expected_total, 4_590);
    let placed = place_order(&till, &ada, PlaceOrder { currency: Some(currency("GBP")), ..order }).await.unwrap();
    let view = orders::by_token(&till, &placed.token.reveal()).await.unwrap();
    assert_eq!((view.totals.total, view.totals.fee), (pounds(4_590), pounds(200)));
    assert!(view.payments.iter().all(|payment| payment.amount.currency == currency("GBP")));
    // By card, and back.
    let by_card = sale::ready_to_pay(&till, &ada, thing, 1, PaymentMethod::Card).await;
    let card = place_order(&till, &ada, by_card).await.unwrap();
    let Next::Provider { url } = &card.next else { panic!("no provider") };
    let reference = url.rsplit('/').next().unwrap();
    till.press(reference, Decision::Approve).await;
    till.work().await;
    till.step(card.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    let refunded: (i64, String) = sqlx::query_as("SELECT refunded, currency FROM payments WHERE order_id = ?")
        .bind(card.order)
        .fetch_one(&till.pool)
        .await
        .unwrap();
    assert_eq!(refunded, (2_390, "GBP".into()));
    sound(&till).await;
}

#[tokio::test]
async fn a_checkout_that_is_open_in_another_currency_orders_nothing() {
    let shop = open_shop().await;
    let kettle = mug(&shop, 10).await;
    sell_in(&shop, "GBP", "1", "0.01").await;
    let mara = shopper();
    add(&shop, &mara, kettle, 1).await;
    // The sums are the same number in both currencies, and still not the same money.
    let seen = CheckoutForm { currency: "EUR".into(), ..form("card") };
    let stale = command(&shop, &mara, &seen).await;
    cart::turn(&shop, &in_pounds(&mara)).await.unwrap();
    let refused = place_order(&shop, &in_pounds(&mara), stale.clone()).await;
    assert!(matches!(refused, Err(CheckoutError::CurrencyChanged { .. })), "{refused:?}");
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders").await, 0);
    // The form as it is shown then, with the same key, makes the order.
    let shown = PlaceOrder { currency: Some(currency("GBP")), ..stale };
    place_order(&shop, &in_pounds(&mara), shown).await.unwrap();
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders WHERE currency = 'GBP'").await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM payments WHERE currency <> 'GBP'").await, 0);
    sound(&shop).await;
}

#[tokio::test]
async fn an_unpaid_order_stays_in_its_currency_while_the_shopper_goes_on_in_another() {
    let till = Till::with(|settings| {
        settings.payments.on_delivery = true;
        settings.payments.on_delivery_fee = 250;
    })
    .await;
    let thing = till.goods(20).await;
    sell_in(&till, "GBP", "0.8", "0.05").await;
    let ada = sale::somebody();
    let order = sale::ready_to_pay(&till, &in_pounds(&ada), thing, 1, PaymentMethod::Card).await;
    let placed = place_order(&till, &in_pounds(&ada), order).await.unwrap();
    // In euros by now: the order is paid at the door, with the fee in its own currency.
    let token = placed.token.reveal();
    let before = orders::by_token(&till, &token).await.unwrap();
    let ways = orders::ways_to_pay(&till, &before).await.unwrap();
    assert!(ways.iter().all(|way| way.fee.currency == currency("GBP")));
    orders::pay_again(&till, &ada, &token, PaymentMethod::OnDelivery).await.unwrap();
    let after = orders::by_token(&till, &token).await.unwrap();
    assert_eq!((after.totals.fee, after.totals.total), (pounds(200), pounds(2_000 + 390 + 200)));
    till.work().await;
    sound(&till).await;
}

#[tokio::test]
async fn lines_that_come_back_from_an_order_in_another_currency_tell_of_no_price() {
    let shop = open_shop().await;
    let kettle = mug(&shop, 10).await;
    sell_in(&shop, "GBP", "0.8", "0.05").await;
    let mara = shopper();
    add(&shop, &in_pounds(&mara), kettle, 1).await;
    let order = command(&shop, &in_pounds(&mara), &form("card")).await;
    place_order(&shop, &in_pounds(&mara), order).await.unwrap();
    cart::turn(&shop, &mara).await.unwrap();
    time_passes(&shop).await;
    checkout::expire_due(&shop).await.unwrap();
    let view = cart::view(&shop, &mara).await.unwrap();
    assert_eq!((view.lines.len(), view.lines[0].notice.clone()), (1, None));
    reprice(&shop, kettle, 1_700).await;
    assert_eq!(cart::view(&shop, &mara).await.unwrap().lines[0].notice, None, "nobody has seen another price");
}

async fn listed(shop: &Shop, code: &str, query: &ListQuery) -> (Vec<i64>, Option<(i64, i64)>) {
    let list = search::list(shop, query, Pricing { currency: currency(code) }).await.unwrap();
    let prices = list.products.items.iter().map(|card| card.price.now.minor).collect();
    (prices, list.price_range.map(|(low, high)| (low.minor, high.minor)))
}

#[tokio::test]
async fn lists_are_ordered_filtered_and_bounded_in_their_currency() {
    let shop = open_shop().await;
    let mut things = vec![];
    for price in [1_000, 2_000, 3_000] {
        things.push(goods(&shop, Goods { price, ..Goods::default() }).await);
    }
    let list = sell_in(&shop, "GBP", "0.5", "0.01").await;
    // The dearest by far in pounds alone, and one that is not sold in them.
    let by_hand = |variant, amount: i64| {
        sqlx::query("UPDATE prices SET amount = ?, derived = FALSE WHERE variant_id = ? AND price_list_id = ?")
            .bind(amount)
            .bind(variant)
            .bind(list)
            .execute(&shop.pool)
    };
    by_hand(things[0], 9_900).await.unwrap();
    let all = ListQuery { sort: Sort::PriceDesc, ..ListQuery::default() };
    assert_eq!(listed(&shop, "GBP", &all).await, (vec![9_900, 1_500, 1_000], Some((1_000, 9_900))));
    assert_eq!(listed(&shop, "EUR", &all).await, (vec![3_000, 2_000, 1_000], Some((1_000, 3_000))));
    let dear = ListQuery { price_min: Some(1_200), sort: Sort::PriceAsc, ..ListQuery::default() };
    assert_eq!(listed(&shop, "GBP", &dear).await.0, [1_500, 9_900]);
    // A change of a price is taken in for each currency.
    let change = SetPrice {
        variant: things[1],
        amount: 500,
        compare_at: None,
        expected: 2_000,
        expected_compare_at: None,
        reason: "sale".into(),
    };
    catalog::set_price(&shop, &Actor::System, change).await.unwrap();
    let product = sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?")
        .bind(things[1])
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    assert!(shop.search.apply(&shop, &Event::PriceChanged { product, variant: things[1] }).await);
    assert_eq!(listed(&shop, "GBP", &all).await, (vec![9_900, 1_500, 250], Some((250, 9_900))));
    assert_eq!(listed(&shop, "EUR", &all).await, (vec![3_000, 1_000, 500], Some((500, 3_000))));
    assert!(!shop.search.apply(&shop, &Event::PriceChanged { product, variant: things[1] }).await, "nothing new");
    sqlx::query("DELETE FROM prices WHERE variant_id = ? AND price_list_id = ?")
        .bind(things[1])
        .bind(list)
        .execute(&shop.pool)
        .await
        .unwrap();
    shop.search.apply(&shop, &Event::ProductChanged { product }).await;
    assert_eq!(listed(&shop, "GBP", &all).await.0, [9_900, 1_500]);
    assert_eq!(listed(&shop, "EUR", &all).await.0.len(), 3);
}
