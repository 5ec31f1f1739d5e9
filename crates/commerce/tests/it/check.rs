//! The checker finds what is broken by hand, and nothing else.

use crate::till::Till;
use commerce::{check, payments::local::Decision};
use model::{order::OrderStep, payment::PaymentMethod};
use sqlx::{AssertSqlSafe, Connection};

/// A shop with orders in many states.
async fn lived_in() -> Till {
    let till = Till::open().await;
    let thing = till.goods(20).await;
    let (_, paid) = till.at_the_provider(thing).await;
    till.press(&paid, Decision::Approve).await;
    let (_, declined) = till.at_the_provider(thing).await;
    till.press(&declined, Decision::Decline).await;
    let by_transfer = till.buy(thing, 2, PaymentMethod::BankTransfer).await;
    let (by_card, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    till.step(by_transfer.order, OrderStep::MarkPaid).await.unwrap();
    for ended in [by_transfer.order, by_card.order] {
        till.step(ended, OrderStep::Cancel).await.unwrap();
    }
    till.work().await;
    till.step(by_transfer.order, OrderStep::RefundSent).await.unwrap();
    till.work().await;
    till
}

#[tokio::test]
async fn every_break_is_found() {
    let breaks: &[(&str, &str)] = &[
        ("I1", "SET check_constraint_checks = 0; UPDATE inventory SET reserved = on_hand + 1"),
        ("I2", "UPDATE inventory SET on_hand = on_hand + 1"),
        ("I2", "DELETE FROM stock_movements WHERE kind = 'sale' LIMIT 1"),
        ("I2", "DELETE FROM inventory"),
        ("I3", "UPDATE inventory SET reserved = 0"),
        ("I3", "DELETE FROM inventory"),
        ("I3", "UPDATE reservations SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE WHERE state = 'held'"),
        ("I4", "DELETE FROM reservations WHERE state = 'committed'"),
        ("I4", "UPDATE reservations SET quantity = quantity + 1 WHERE state = 'committed'"),
        ("I4", "UPDATE reservations SET state = 'committed' WHERE state = 'restocked'"),
        ("I4", "UPDATE reservations SET state = 'held' WHERE state = 'committed'"),
        ("I5", "UPDATE order_lines SET quantity = quantity + 1, line_total = line_total + unit_price"),
        ("I6", "UPDATE ledger SET amount = amount * 2"),
        ("I6", "UPDATE orders SET payment_status = 'unpaid' WHERE payment_status = 'paid'"),
        ("I6", "UPDATE orders SET payment_status = 'paid' WHERE payment_status = 'refunded'"),
        ("I6", "UPDATE refunds SET amount = amount + 1 WHERE state = 'done'"),
        ("I7", "INSERT INTO payments (id, order_id, gateway, method, idem_key, state, currency, amount, captured)
                SELECT UNHEX(MD5('x')), order_id, gateway, method, 'again', 'captured', currency, amount, captured
                FROM payments WHERE state = 'captured'"),
        ("I8", "UPDATE local_gateway_payments SET state = 'paid', decided_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR"),
        ("I8", "UPDATE orders SET state = 'cancelled' WHERE payment_status = 'paid'"),
        ("I9", "UPDATE payments SET amount = amount + 1 , captured = captured + 1 WHERE state = 'captured'"),
        ("I9", "UPDATE orders SET payment_method = 'card', payment_status = 'unpaid' WHERE state = 'confirmed'"),
        ("I19", "INSERT INTO redirects (from_path, to_path, kind) VALUES ('/a', '/b', 'hand'), ('/b', '/c', 'hand')"),
        ("I19", "UPDATE prices SET lowest_before = amount"),
        ("I12", "DELETE FROM outbox WHERE topic = 'order.placed' ORDER BY id DESC LIMIT 1"),
        ("I12", "INSERT INTO webhook_inbox (id, provider, event_id, body, received_at)
                 VALUES (UNHEX(MD5('w')), 'local', 'e', '', UTC_TIMESTAMP(6) - INTERVAL 1 HOUR)"),
        ("I13", "UPDATE mails SET sent_at = NULL, created_at = created_at - INTERVAL 1 HOUR"),
        ("I13", "DELETE FROM mails WHERE kind = 'order_placed'"),
        ("I14", "INSERT INTO jobs (id, kind, payload, state, lease_until)
                 VALUES (UNHEX(MD5('j')), 'x', '{}', 'running', UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE)"),
        ("I14", "UPDATE refunds SET state = 'created', created_at = created_at - INTERVAL 1 HOUR"),
        ("I15", "UPDATE shipments SET state = 'packed' WHERE state = 'pending'"),
        ("I15", "DELETE FROM order_history WHERE to_state = 'pending_payment'"),
        ("I15", "DELETE FROM order_history WHERE machine = 'shipment'"),
        ("I17", "INSERT INTO sessions (id_hash, realm, user_id, generation, data, expires_at)
                 SELECT UNHEX(SHA2('s', 256)), 'staff', id, generation + 1, '', UTC_TIMESTAMP(6) + INTERVAL 1 HOUR FROM users"),
        ("I19", "UPDATE ledger SET order_id = (SELECT MAX(id) FROM orders)"),
        ("I19", "UPDATE reservations SET order_id = (SELECT MAX(id) FROM orders)"),
        ("I20", "DELETE FROM ledger WHERE account = 'customer' LIMIT 1"),
    ];
    let till = lived_in().await;
    assert_eq!(check::run(&till).await.unwrap(), []);
    let mut conn = till.pool.acquire().await.unwrap().detach();
    for (rule, sql) in breaks {
        let mut tx = conn.begin().await.unwrap();
        for statement in sql.split("; ") {
            sqlx::query(AssertSqlSafe(statement.to_owned()))
                .execute(&mut *tx)
                .await
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
        let found: Vec<_> = check::run_on(&mut tx).await.unwrap().into_iter().map(|violation| violation.rule).collect();
        tx.rollback().await.unwrap();
        sqlx::query("SET check_constraint_checks = 1").execute(&mut conn).await.unwrap();
        assert!(found.contains(rule), "{rule} is not found after: {sql}; found {found:?}");
    }
}
