//! What the database itself refuses, whatever the program does.

use crate::till::Till;
use commerce::{db, payments::local::Decision};
use model::{order::OrderStep, payment::PaymentMethod};
use sqlx::{AssertSqlSafe, Connection, Row};

/// A shop with an order that was paid, one that was paid back, and one whose stock is held.
async fn lived_in() -> Till {
    let till = Till::open().await;
    let thing = till.goods(20).await;
    let (back, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    till.step(back.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    till.at_the_provider(thing).await;
    till
}

/// Fifty thousand products are read in the order of a key, not read as a whole and sorted.
#[tokio::test]
async fn lists_of_products_have_their_keys() {
    let till = lived_in().await;
    let reads = [
        ("ix_products_type", "SELECT COUNT(*) FROM products WHERE product_type = 'Chair'"),
        ("ix_products_updated", "SELECT id FROM products ORDER BY updated_at DESC, id DESC LIMIT 50"),
        (
            "ix_collection_products_place",
            "SELECT product_id FROM collection_products WHERE collection_id = UNHEX(MD5('c'))
             ORDER BY position, product_id DESC LIMIT 24",
        ),
    ];
    for (key, sql) in reads {
        let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN {sql}"))).fetch_one(&till.pool).await.unwrap();
        let (used, extra): (Option<String>, String) = (plan.get("key"), plan.get("Extra"));
        assert!(used.as_deref() == Some(key) && !extra.contains("filesort"), "{sql}: {used:?}, {extra}");
    }
}

#[tokio::test]
async fn every_refusal_has_its_name() {
    let refused: &[(&str, &str)] = &[
        ("ck_carts_currency", "UPDATE carts SET currency = 'eur'"),
        ("ck_shipping_methods_currency", "UPDATE shipping_methods SET currency = '1EU'"),
        ("ck_local_gateway_currency", "UPDATE local_gateway_payments SET currency = ''"),
        ("ck_local_gateway_refunds_amount", "UPDATE local_gateway_refunds SET amount = 0"),
        ("ck_payments_currency", "UPDATE payments SET currency = 'eu'"),
        ("ck_payments_method", "UPDATE payments SET method = 'cheque'"),
        ("ck_payments_gateway", "UPDATE payments SET gateway = 'nobody'"),
        ("ck_ledger_currency", "UPDATE ledger SET currency = 'Eur'"),
        ("ck_ledger_amount", "UPDATE ledger SET amount = 0"),
        ("ck_orders_payment_method", "UPDATE orders SET payment_method = 'cheque'"),
        ("ck_orders_discount", "UPDATE orders SET discount = subtotal + 1, total = total - subtotal - 1"),
        ("ck_order_lines_tax", "UPDATE order_lines SET tax = -1"),
        ("ck_order_history_actor", "UPDATE order_history SET actor = 'robot'"),
        ("ck_stock_movements_actor", "UPDATE stock_movements SET actor = 'robot'"),
        ("ck_stock_movements_delta", "UPDATE stock_movements SET delta = 0"),
        ("fk_stock_movements_order", "UPDATE stock_movements SET order_id = UNHEX(MD5('x'))"),
        ("fk_idempotency_keys_order", "UPDATE idempotency_keys SET order_id = UNHEX(MD5('x'))"),
        (
            "uq_reservations_live_part",
            "INSERT INTO reservations (id, order_id, line_id, variant_id, quantity, expires_at)
             SELECT UNHEX(MD5('x')), order_id, line_id, variant_id, 1, expires_at FROM reservations
             WHERE state = 'committed'",
        ),
    ];
    let till = lived_in().await;
    let mut conn = till.pool.acquire().await.unwrap().detach();
    for (name, sql) in refused {
        let mut tx = conn.begin().await.unwrap();
        let outcome = sqlx::query(AssertSqlSafe(*sql)).execute(&mut *tx).await;
        tx.rollback().await.unwrap();
        let error = outcome.expect_err(sql);
        assert_eq!(db::violated(&error), Some(*name), "{sql}: {error}");
    }
    till.sound().await;
}
