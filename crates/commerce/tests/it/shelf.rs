//! Goods on the shelf and people who buy them, for tests of cart, checkout and stock.

use commerce::{Actor, Shop, actor::Shopper, cart, checkout, secret::Token};
use model::{
    CartId, Currency, PriceListId, ProductId, Quantity, VariantId,
    cart::{AddLine, CartView},
    checkout::{CheckoutForm, PlaceOrder},
};
use sqlx::MySqlPool;
use testkit::TestShop;

/// What a variant is like; the default is counted stock that is on sale.
#[derive(Clone, Copy)]
pub struct Goods {
    pub price: i64,
    pub on_hand: i64,
    pub tracked: bool,
    pub continue_selling: bool,
    pub taxable: bool,
    pub status: &'static str,
}

impl Default for Goods {
    fn default() -> Self {
        Self { price: 1_650, on_hand: 10, tracked: true, continue_selling: false, taxable: true, status: "active" }
    }
}

/// A shop with zones, ways to ship and a price list, but no goods.
pub async fn open_shop() -> TestShop {
    let shop = TestShop::new().await;
    fit_out(&shop).await;
    shop
}

/// Gives a shop its price list, zones and ways to ship.
pub async fn fit_out(shop: &Shop) {
    let mut conn = shop.pool.acquire().await.unwrap();
    checkout::bootstrap(&mut conn, shop.settings.shop.currency).await.unwrap();
    sqlx::query(
        "INSERT INTO price_lists (id, code, name, currency, is_default) VALUES (?, 'retail', 'Retail', 'EUR', TRUE)",
    )
    .bind(PriceListId::new())
    .execute(&mut *conn)
    .await
    .unwrap();
}

/// A product with one variant.
pub async fn goods(shop: &Shop, goods: Goods) -> VariantId {
    let (product, variant) = (ProductId::new(), VariantId::new());
    let pool = &shop.pool;
    sqlx::query(
        "INSERT INTO products (id, handle, title, description_source, description, status, published_at)
         VALUES (?, ?, 'Dune mug', '', '', ?, UTC_TIMESTAMP(6))",
    )
    .bind(product)
    .bind(product.to_string())
    .bind(goods.status)
    .execute(pool)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO variants (id, product_id, position, sku, option1, taxable, tracked, continue_selling)
         VALUES (?, ?, 0, ?, 'Cream', ?, ?, ?)",
    )
    .bind(variant)
    .bind(product)
    .bind(variant.to_string())
    .bind(goods.taxable)
    .bind(goods.tracked)
    .bind(goods.continue_selling)
    .execute(pool)
    .await
    .unwrap();
    sqlx::query("INSERT INTO prices (variant_id, price_list_id, amount) SELECT ?, id, ? FROM price_lists")
        .bind(variant)
        .bind(goods.price)
        .execute(pool)
        .await
        .unwrap();
    if goods.tracked {
        stock(pool, variant, goods.on_hand).await;
    }
    variant
}

async fn stock(pool: &MySqlPool, variant: VariantId, on_hand: i64) {
    sqlx::query("INSERT INTO inventory (variant_id, on_hand) VALUES (?, ?)")
        .bind(variant)
        .bind(on_hand)
        .execute(pool)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor)
         SELECT variant_id, on_hand, on_hand, 'initial', 'system' FROM inventory WHERE variant_id = ? AND on_hand <> 0",
    )
    .bind(variant)
    .execute(pool)
    .await
    .unwrap();
}

/// A mug at 16.50 with so many on the shelf.
pub async fn mug(shop: &Shop, on_hand: i64) -> VariantId {
    goods(shop, Goods { on_hand, ..Goods::default() }).await
}

/// Somebody with a cart cookie of their own.
pub fn shopper() -> Actor {
    Actor::Shopper(Shopper { cart: Some(Token::random()), address: "192.0.2.7".into(), ..Shopper::default() })
}

/// Puts units into a cart.
pub async fn add(shop: &Shop, actor: &Actor, variant: VariantId, units: i64) -> CartView {
    cart::add_line(shop, actor, AddLine { variant, quantity: Quantity::new(units).unwrap() }).await.unwrap()
}

/// The checkout form as Mara fills it, for a way to pay.
pub fn form(payment: &str) -> CheckoutForm {
    CheckoutForm {
        email: "mara.lind@post.example".into(),
        name: "Mara Lind".into(),
        street: "Linden Lane 12".into(),
        postcode: "1050".into(),
        city: "Vienna".into(),
        country: "AT".into(),
        shipping: "standard".into(),
        payment: payment.into(),
        key: checkout::new_key(),
        ..CheckoutForm::default()
    }
}

/// The command behind the button: the total is the one on the page.
pub async fn command(shop: &Shop, actor: &Actor, form: &CheckoutForm) -> PlaceOrder {
    let seen = checkout::view(shop, actor, form).await.unwrap().cart.totals.total.minor;
    let form = CheckoutForm { expected_total: seen.to_string(), ..form.clone() };
    checkout::check_form(&form).unwrap()
}

/// One number of one query.
pub async fn number(shop: &Shop, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(&shop.pool).await.unwrap()
}

/// What is there and what is held of a variant.
pub async fn shelf(shop: &Shop, variant: VariantId) -> (i64, i64) {
    sqlx::query_as("SELECT on_hand, reserved FROM inventory WHERE variant_id = ?")
        .bind(variant)
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

/// Changes a price as if staff had done it.
pub async fn reprice(shop: &Shop, variant: VariantId, amount: i64) {
    sqlx::query("UPDATE prices SET amount = ? WHERE variant_id = ?")
        .bind(amount)
        .bind(variant)
        .execute(&shop.pool)
        .await
        .unwrap();
}

/// Sets the count as if staff had done it, with its movement.
pub async fn recount(shop: &Shop, variant: VariantId, on_hand: i64) {
    let (before, _) = shelf(shop, variant).await;
    sqlx::query("UPDATE inventory SET on_hand = ? WHERE variant_id = ?")
        .bind(on_hand)
        .bind(variant)
        .execute(&shop.pool)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor) VALUES (?, ?, ?, 'count', 'staff')",
    )
    .bind(variant)
    .bind(on_hand - before)
    .bind(on_hand)
    .execute(&shop.pool)
    .await
    .unwrap();
}

/// Every invariant of the shop holds.
pub async fn sound(shop: &Shop) {
    let broken = commerce::check::run(shop).await.unwrap();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Lets the time of every hold and unpaid order run out.
pub async fn time_passes(shop: &Shop) {
    for statement in [
        "UPDATE reservations SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE state = 'held'",
        "UPDATE orders SET placed_at = placed_at - INTERVAL 1 HOUR",
    ] {
        sqlx::query(statement).execute(&shop.pool).await.unwrap();
    }
}

/// The euro, as an amount.
pub fn eur(minor: i64) -> model::Money {
    model::Money::new(minor, Currency::EUR)
}

/// The row of a cart behind an actor.
pub async fn cart_id(shop: &Shop, actor: &Actor) -> CartId {
    sqlx::query_scalar("SELECT id FROM carts WHERE token_hash = ?")
        .bind(&actor.cart().unwrap().hash()[..])
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}
