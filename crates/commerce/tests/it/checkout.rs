//! What the checkout offers, and placing an order.

use crate::shelf::{
    Goods, add, command, eur, form, goods, mug, number, open_shop, recount, reprice, shelf, shopper, sound,
};
use commerce::{
    Actor, Shop,
    actor::Shopper,
    cart,
    checkout::{self, CheckoutError, place_order},
    orders,
};
use model::{
    FaultKind,
    cart::LineNotice,
    checkout::{CheckoutForm, Next, PlaceOrder},
    order::{OrderState, PaymentStatus},
    payment::{PaymentMethod, PaymentState},
};
use testkit::TestShop;

async fn cart_of(shop: &Shop, on_hand: i64, units: i64) -> (Actor, model::VariantId) {
    let (mara, mug) = (shopper(), mug(shop, on_hand).await);
    add(shop, &mara, mug, units).await;
    (mara, mug)
}

async fn nothing_happened(shop: &Shop) {
    assert_eq!(number(shop, "SELECT COUNT(*) FROM orders").await, 0);
    assert_eq!(number(shop, "SELECT COUNT(*) FROM idempotency_keys").await, 0);
    assert_eq!(number(shop, "SELECT COUNT(*) FROM outbox").await, 0);
    assert_eq!(number(shop, "SELECT CAST(SUM(reserved) AS SIGNED) FROM inventory").await, 0);
    assert_eq!(number(shop, "SELECT CAST(next AS SIGNED) FROM series WHERE name = 'order'").await, 1001);
}

#[tokio::test]
async fn offers_what_can_be_chosen_with_its_price() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 1).await;
    let view = checkout::view(&shop, &mara, &CheckoutForm::default()).await.unwrap();
    let prices: Vec<_> = view.shipping.iter().map(|choice| (choice.code.as_str(), choice.price)).collect();
    assert_eq!(prices, [("standard", eur(490)), ("express", eur(1_190))]);
    assert!(view.shipping.iter().all(|choice| choice.arrives.0 <= choice.arrives.1));
    let payments: Vec<_> = view.payment.iter().map(|choice| (choice.method, choice.fee.minor)).collect();
    assert_eq!(
        payments,
        [(PaymentMethod::Card, 0), (PaymentMethod::OnDelivery, 300), (PaymentMethod::BankTransfer, 0)]
    );
    assert_eq!(view.chosen_shipping.as_deref(), Some("standard"));
    assert_eq!(view.chosen_payment, Some(PaymentMethod::Card));
    assert_eq!(view.cart.totals.total, eur(2_140));
    assert_eq!(view.countries.first().map(|(code, name)| (code.as_str(), name.as_str())), Some(("AT", "Austria")));
    assert_eq!(view.countries.len(), 31);

    let chosen = CheckoutForm { shipping: "express".into(), payment: "on_delivery".into(), ..CheckoutForm::default() };
    let view = checkout::view(&shop, &mara, &chosen).await.unwrap();
    assert_eq!((view.cart.totals.total, view.cart.totals.fee), (eur(1_650 + 1_190 + 300), eur(300)));
    let odd = CheckoutForm { country: "AQ".into(), shipping: "<x>".into(), ..CheckoutForm::default() };
    assert_eq!(checkout::view(&shop, &mara, &odd).await.unwrap().chosen_shipping.as_deref(), Some("standard"));

    add(&shop, &mara, mug, 4).await;
    let view = checkout::view(&shop, &mara, &CheckoutForm::default()).await.unwrap();
    assert_eq!((view.shipping[0].price, view.cart.totals.total), (eur(0), eur(8_250)));
}

#[tokio::test]
async fn taxes_by_the_country_of_delivery() {
    let shop = open_shop().await;
    let (mara, _) = cart_of(&shop, 10, 1).await;
    sqlx::query("UPDATE zone_countries SET tax_mode = 'net' WHERE country = 'IE'").execute(&shop.pool).await.unwrap();
    let cases = [("AT", 357, 2_140), ("DE", 342, 2_140), ("CH", 0, 3_140), ("IE", 492, 2_632)];
    for (country, tax, total) in cases {
        let form = CheckoutForm { country: country.into(), ..CheckoutForm::default() };
        let totals = checkout::view(&shop, &mara, &form).await.unwrap().cart.totals;
        assert_eq!((totals.tax, totals.total), (eur(tax), eur(total)), "{country}");
        assert_eq!(totals.tax_included, country != "IE");
    }
    let net = CheckoutForm { country: "IE".into(), postcode: "D02 AF30".into(), ..form("on_delivery") };
    let command = command(&shop, &mara, &net).await;
    place_order(&shop, &mara, command).await.unwrap();
    sound(&shop).await;
}

#[tokio::test]
async fn an_order_at_the_door_is_confirmed_at_once() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let command = command(&shop, &mara, &form("on_delivery")).await;
    let placed = place_order(&shop, &mara, command).await.unwrap();
    assert_eq!(placed.next, Next::Order { token: placed.token.reveal() });
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!((order.id, order.number.as_str()), (placed.order, "1001"));
    assert_eq!((order.state, order.payment_status), (OrderState::Confirmed, PaymentStatus::Unpaid));
    assert_eq!((order.totals.total, order.totals.fee, order.totals.tax), (eur(4_090), eur(300), eur(682)));
    assert_eq!(order.payments[0].state, PaymentState::Pending);
    assert_eq!((order.lines[0].title.as_str(), order.lines[0].variant_title.as_str()), ("Dune mug", "Cream"));
    assert_eq!(shelf(&shop, mug).await, (8, 0));
    assert!(cart::view(&shop, &mara).await.unwrap().lines.is_empty());
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM jobs WHERE kind = 'mail'").await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM outbox WHERE topic = 'order.placed'").await, 1);
    sound(&shop).await;
}

#[tokio::test]
async fn the_bill_may_go_where_no_parcel_does() {
    let shop = open_shop().await;
    let (mara, _) = cart_of(&shop, 10, 1).await;
    let elsewhere = CheckoutForm {
        bill_elsewhere: "1".into(),
        bill_name: "Lind Trading".into(),
        bill_street: "Harbour Road 3".into(),
        bill_postcode: "6011".into(),
        bill_city: "Wellington".into(),
        bill_country: "NZ".into(),
        ..form("on_delivery")
    };
    let command = command(&shop, &mara, &elsewhere).await;
    let placed = place_order(&shop, &mara, command).await.unwrap();
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!((order.ship_to.country.as_str(), order.bill_to.country.as_str()), ("AT", "NZ"));
    let unknown = CheckoutForm { bill_country: "XX".into(), ..elsewhere };
    let refused = checkout::check_form(&unknown).unwrap_err();
    assert!(refused.at("bill_country").is_some(), "{refused:?}");
}

#[tokio::test]
async fn an_order_by_card_waits_at_the_provider_with_its_stock_held() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let command = command(&shop, &mara, &form("card")).await;
    let placed = place_order(&shop, &mara, command).await.unwrap();
    assert!(matches!(&placed.next, Next::Provider { url } if url.contains("/pay/local/")), "{:?}", placed.next);
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!((order.state, order.payments[0].state), (OrderState::PendingPayment, PaymentState::Pending));
    assert_eq!(shelf(&shop, mug).await, (10, 2));
    let minutes = "SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) FROM reservations";
    assert_eq!(number(&shop, minutes).await, 900);
    sound(&shop).await;
}

#[tokio::test]
async fn the_same_form_twice_is_one_order() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let command = command(&shop, &mara, &form("card")).await;
    let first = place_order(&shop, &mara, command.clone()).await.unwrap();
    // Back, something new into the cart, and the old form once more.
    add(&shop, &mara, mug, 1).await;
    let again = place_order(&shop, &mara, command).await.unwrap();
    assert_eq!((first.order, first.token, first.next), (again.order, again.token, again.next));
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders").await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM payments").await, 1);
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_many_times_at_once_is_one_order() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let command = command(&shop, &mara, &form("card")).await;
    let presses: Vec<_> = (0..8)
        .map(|_| {
            let (shop, mara, command) = (Shop::clone(&shop), mara.clone(), command.clone());
            tokio::spawn(async move { place_order(&shop, &mara, command).await.unwrap() })
        })
        .collect();
    let mut placed = vec![];
    for press in presses {
        placed.push(press.await.unwrap());
    }
    assert!(placed.iter().all(|one| one.order == placed[0].order && one.token == placed[0].token));
    assert!(placed.iter().all(|one| one.next == placed[0].next), "{placed:#?}");
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders").await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM local_gateway_payments").await, 1);
    assert_eq!(shelf(&shop, mug).await, (10, 2));
    sound(&shop).await;
}

#[tokio::test]
async fn one_key_never_stands_for_two_contents() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let first = command(&shop, &mara, &form("card")).await;
    place_order(&shop, &mara, first.clone()).await.unwrap();
    let other = PlaceOrder { payment: PaymentMethod::OnDelivery, ..first.clone() };
    assert!(matches!(place_order(&shop, &mara, other).await, Err(CheckoutError::KeyReused)));
    // Somebody else with the same key is nobody's business but their own.
    let stranger = shopper();
    add(&shop, &stranger, mug, 2).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders").await, 1);
    place_order(&shop, &stranger, first.clone()).await.unwrap();
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM orders").await, 2);
    // After its two days the key's row is gone, and still it makes no second order.
    sqlx::query("DELETE FROM idempotency_keys").execute(&shop.pool).await.unwrap();
    add(&shop, &mara, mug, 2).await;
    assert!(matches!(place_order(&shop, &mara, first).await, Err(CheckoutError::KeyReused)));
}

#[tokio::test]
async fn a_tampered_total_is_refused() {
    let shop = open_shop().await;
    let (mara, _) = cart_of(&shop, 10, 2).await;
    let honest = command(&shop, &mara, &form("card")).await;
    for total in [0, 1, honest.expected_total - 1, honest.expected_total + 1] {
        let tampered = PlaceOrder { expected_total: total, ..honest.clone() };
        let refused = place_order(&shop, &mara, tampered).await;
        assert!(matches!(refused, Err(CheckoutError::TotalChanged { now }) if now == eur(3_790)), "{refused:?}");
    }
    nothing_happened(&shop).await;
    assert_eq!(cart::count(&shop, &mara).await.unwrap(), 2);
    place_order(&shop, &mara, honest).await.unwrap();
}

#[tokio::test]
async fn a_changed_price_is_shown_before_it_is_paid() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 2).await;
    let form = form("card");
    let old = command(&shop, &mara, &form).await;
    reprice(&shop, mug, 1_700).await;
    assert!(matches!(place_order(&shop, &mara, old).await, Err(CheckoutError::CartChanged)));
    nothing_happened(&shop).await;
    let view = checkout::view(&shop, &mara, &form).await.unwrap();
    assert!(matches!(view.cart.lines[0].notice, Some(LineNotice::Price { .. })));
    // The same form, the same key, with the total that the page shows now.
    let seen = command(&shop, &mara, &form).await;
    let placed = place_order(&shop, &mara, seen).await.unwrap();
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!(order.lines[0].unit_price, eur(1_700));
}

#[tokio::test]
async fn fewer_than_asked_are_ordered_only_when_seen() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 3).await;
    let form = form("on_delivery");
    let old = command(&shop, &mara, &form).await;
    recount(&shop, mug, 2).await;
    assert!(matches!(place_order(&shop, &mara, old.clone()).await, Err(CheckoutError::CartChanged)));
    let seen = command(&shop, &mara, &form).await;
    let placed = place_order(&shop, &mara, seen).await.unwrap();
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!((order.lines[0].quantity, shelf(&shop, mug).await), (2, (0, 0)));
    sound(&shop).await;
}

#[tokio::test]
async fn a_cart_of_which_nothing_is_left_is_not_ordered() {
    let shop = open_shop().await;
    let (mara, mug) = cart_of(&shop, 10, 3).await;
    let old = command(&shop, &mara, &form("card")).await;
    recount(&shop, mug, 0).await;
    for expected_total in [old.expected_total, 490, 0] {
        let refused = place_order(&shop, &mara, PlaceOrder { expected_total, ..old.clone() }).await;
        assert!(matches!(refused, Err(CheckoutError::CartChanged)), "{refused:?}");
    }
}

#[tokio::test]
async fn an_empty_or_missing_cart_is_not_ordered() {
    let shop = open_shop().await;
    let (mara, _) = cart_of(&shop, 10, 1).await;
    let command = command(&shop, &mara, &form("card")).await;
    cart::clear(&shop, &mara).await.unwrap();
    for actor in [mara, shopper(), Actor::Shopper(Shopper::default())] {
        let refused = place_order(&shop, &actor, command.clone()).await;
        assert!(matches!(refused, Err(CheckoutError::EmptyCart)), "{refused:?}");
        assert!(matches!(checkout::view(&shop, &actor, &form("card")).await, Err(CheckoutError::EmptyCart)));
    }
}

#[tokio::test]
async fn what_the_shop_does_not_offer_is_refused_at_its_field() {
    let shop = TestShop::with(|settings| settings.payments.bank_transfer = false).await;
    crate::shelf::fit_out(&shop).await;
    let (mara, _) = cart_of(&shop, 10, 1).await;
    let good = command(&shop, &mara, &form("card")).await;
    let mut abroad = good.clone();
    abroad.ship_to.country = "US".into();
    let cases = [
        (abroad, "country"),
        (PlaceOrder { shipping: "rocket".into(), ..good.clone() }, "shipping"),
        (PlaceOrder { payment: PaymentMethod::BankTransfer, ..good }, "payment"),
    ];
    for (command, field) in cases {
        let Err(CheckoutError::Refused(fault)) = place_order(&shop, &mara, command).await else {
            panic!("{field} was taken")
        };
        assert_eq!(fault.kind, FaultKind::Invalid);
        assert!(fault.at(field).is_some(), "{fault:?}");
    }
    nothing_happened(&shop).await;
}

#[tokio::test]
async fn three_orders_of_one_cart_may_wait_for_money_however_it_comes() {
    let shop = open_shop().await;
    let (mara, mug) = (shopper(), mug(&shop, 10).await);
    for payment in ["card", "bank_transfer", "on_delivery"] {
        add(&shop, &mara, mug, 1).await;
        let command = command(&shop, &mara, &form(payment)).await;
        place_order(&shop, &mara, command).await.unwrap();
    }
    add(&shop, &mara, mug, 1).await;
    let fourth = command(&shop, &mara, &form("on_delivery")).await;
    assert!(matches!(place_order(&shop, &mara, fourth.clone()).await, Err(CheckoutError::TooManyOpen)));
    assert_eq!(shelf(&shop, mug).await, (8, 1));
    // What has arrived keeps nothing from others, even where the driver's cash is not counted yet.
    sqlx::query("UPDATE orders SET state = 'completed' WHERE payment_method = 'on_delivery'")
        .execute(&shop.pool)
        .await
        .unwrap();
    place_order(&shop, &mara, fourth).await.unwrap();
}

#[tokio::test]
async fn an_order_that_costs_nothing_needs_no_payment() {
    let shop = open_shop().await;
    sqlx::query("UPDATE shipping_methods SET amount = 0").execute(&shop.pool).await.unwrap();
    let (mara, sample) = (shopper(), goods(&shop, Goods { price: 0, ..Goods::default() }).await);
    add(&shop, &mara, sample, 1).await;
    let command = command(&shop, &mara, &form("card")).await;
    let placed = place_order(&shop, &mara, command).await.unwrap();
    assert!(matches!(placed.next, Next::Order { .. }));
    let order = orders::by_token(&shop, &placed.token.reveal()).await.unwrap();
    assert_eq!((order.state, order.payment_status), (OrderState::Confirmed, PaymentStatus::Paid));
    assert_eq!(shelf(&shop, sample).await, (9, 0));
    sound(&shop).await;
}

#[tokio::test]
async fn beginning_twice_keeps_what_the_owner_changed() {
    let shop = open_shop().await;
    sqlx::query("UPDATE shipping_methods SET amount = 555 WHERE code = 'standard'").execute(&shop.pool).await.unwrap();
    let mut conn = shop.pool.acquire().await.unwrap();
    checkout::bootstrap(&mut conn, shop.settings.shop.currency).await.unwrap();
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM shipping_methods").await, 4);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM shipping_methods WHERE amount = 555").await, 2);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM zone_countries").await, 31);
}

/// The sums in the database are the sums on the page, line by line.
#[tokio::test]
async fn the_order_keeps_its_sums_and_taxes() {
    let shop = open_shop().await;
    let mara = shopper();
    let book = goods(&shop, Goods { price: 999, taxable: false, ..Goods::default() }).await;
    let (kettle, mug) = (goods(&shop, Goods { price: 7_933, ..Goods::default() }).await, mug(&shop, 10).await);
    for variant in [book, kettle, mug] {
        add(&shop, &mara, variant, 3).await;
    }
    let express = CheckoutForm { shipping: "express".into(), ..form("on_delivery") };
    let command = command(&shop, &mara, &express).await;
    place_order(&shop, &mara, command.clone()).await.unwrap();
    let sums: (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT o.total, o.tax, CAST(SUM(l.line_total) AS SIGNED), CAST(SUM(l.tax) AS SIGNED)
         FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id",
    )
    .fetch_one(&shop.pool)
    .await
    .unwrap();
    let goods = 3 * (999 + 7_933 + 1_650);
    assert_eq!((sums.0, sums.2), (goods + 1_190 + 300, goods));
    assert_eq!(sums.0, command.expected_total);
    // (28749 + 1490) / 6 rounded is 5040, of which shipping and fee bear 248.
    assert_eq!((sums.1, sums.3), (5_040, 4_792));
    assert_eq!(number(&shop, "SELECT CAST(tax AS SIGNED) FROM order_lines WHERE unit_price = 999").await, 0);
    sound(&shop).await;
}
