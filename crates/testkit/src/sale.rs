//! Goods on the shelf and people who buy them, through the shop's own operations.

use commerce::{Actor, Shop, actor::Shopper, cart, checkout, checkout::Placed, secret::Token};
use model::{
    PriceListId, ProductId, Quantity, VariantId,
    cart::AddLine,
    checkout::{Address, CheckoutForm, PlaceOrder},
    payment::PaymentMethod,
};
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// Zones, ways to ship and a price list; the shop can sell from now on.
pub async fn open_for_sale(shop: &Shop) {
    let currency = shop.settings.shop.currency;
    let mut conn = shop.pool.acquire().await.expect("a connection");
    checkout::bootstrap(&mut conn, currency).await.expect("zones");
    sqlx::query(
        "INSERT IGNORE INTO price_lists (id, code, name, currency, is_default) VALUES (?, 'default', 'Default', ?, 1)",
    )
    .bind(PriceListId::new())
    .bind(currency.code())
    .execute(&mut *conn)
    .await
    .expect("a price list");
}

/// A product with one variant, its price in minor units and its stock.
pub async fn goods(shop: &Shop, price: i64, stock: i64) -> VariantId {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let (product, variant) = (ProductId::new(), VariantId::new());
    let mut tx = shop.pool.begin().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO products (id, handle, title, description_source, description, published_at)
         VALUES (?, ?, ?, '', '', UTC_TIMESTAMP(6))",
    )
    .bind(product)
    .bind(format!("thing-{number}"))
    .bind(format!("Thing {number}"))
    .execute(&mut *tx)
    .await
    .expect("a product");
    sqlx::query("INSERT INTO variants (id, product_id, position, sku) VALUES (?, ?, 1, ?)")
        .bind(variant)
        .bind(product)
        .bind(format!("T-{number}"))
        .execute(&mut *tx)
        .await
        .expect("a variant");
    sqlx::query(
        "INSERT INTO prices (variant_id, price_list_id, amount) SELECT ?, id, ? FROM price_lists WHERE is_default",
    )
    .bind(variant)
    .bind(price)
    .execute(&mut *tx)
    .await
    .expect("a price");
    sqlx::query("INSERT INTO inventory (variant_id, on_hand) VALUES (?, ?)")
        .bind(variant)
        .bind(stock)
        .execute(&mut *tx)
        .await
        .expect("stock");
    sqlx::query(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor)
         SELECT variant_id, on_hand, on_hand, 'initial', 'system' FROM inventory WHERE variant_id = ? AND on_hand <> 0",
    )
    .bind(variant)
    .execute(&mut *tx)
    .await
    .expect("a movement");
    tx.commit().await.expect("goods");
    variant
}

/// Somebody with an empty cart.
pub fn somebody() -> Actor {
    Actor::Shopper(Shopper { cart: Some(Token::random()), address: "127.0.0.1".into(), ..Shopper::default() })
}

/// Puts units into a cart and gives the order that the checkout page would send.
pub async fn ready_to_pay(
    shop: &Shop,
    shopper: &Actor,
    variant: VariantId,
    units: u32,
    method: PaymentMethod,
) -> PlaceOrder {
    let quantity = Quantity::new(units.into()).expect("units");
    cart::add_line(shop, shopper, AddLine { variant, quantity }).await.expect("a line in the cart");
    let form = CheckoutForm { country: "AT".into(), payment: method.as_str().into(), ..CheckoutForm::default() };
    let page = checkout::view(shop, shopper, &form).await.expect("the checkout page");
    let address = Address {
        name: "Ada Example".into(),
        company: String::new(),
        street: "Long Street 1".into(),
        postcode: "1010".into(),
        city: "Vienna".into(),
        country: "AT".into(),
        phone: String::new(),
    };
    PlaceOrder {
        currency: None,
        email: "ada@example.com".parse().expect("an address"),
        ship_to: address.clone(),
        bill_to: address,
        shipping: page.chosen_shipping.expect("a way to ship"),
        payment: method,
        key: checkout::new_key(),
        expected_total: page.cart.totals.total.minor,
    }
}

/// Somebody new buys units of a variant.
pub async fn buy(shop: &Shop, variant: VariantId, units: u32, method: PaymentMethod) -> Placed {
    let shopper = somebody();
    let order = ready_to_pay(shop, &shopper, variant, units, method).await;
    checkout::place_order(shop, &shopper, order).await.expect("an order")
}
