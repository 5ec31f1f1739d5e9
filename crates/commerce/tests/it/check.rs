//! The checker finds what is broken by hand, and nothing else.

use crate::till::Till;
use commerce::{check, payments::local::Decision, text};
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

/// Somebody waits for what has been there for an hour.
const CALM: &str = "UPDATE products SET published_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR, updated_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
    ; UPDATE stock_movements SET at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
    ; UPDATE reservations SET settled_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR WHERE settled_at IS NOT NULL
    ; INSERT INTO stock_notices (id, variant_id, email, email_canonical, access_hash, created_at)
      SELECT UNHEX(MD5('n')), variant_id, 'a@example.com', 'a@example.com', UNHEX(SHA2('n', 256)),
             UTC_TIMESTAMP(6) - INTERVAL 1 HOUR FROM inventory WHERE on_hand > reserved LIMIT 1";

#[tokio::test]
async fn every_break_is_found() {
    let breaks: &[(&'static str, &str)] = &[
        ("check-stock-range", "SET check_constraint_checks = 0; UPDATE inventory SET reserved = on_hand + 1"),
        ("check-stock-movements", "UPDATE inventory SET on_hand = on_hand + 1"),
        ("check-stock-movements", "DELETE FROM stock_movements WHERE kind = 'sale' LIMIT 1"),
        ("check-stock-movements", "DELETE FROM inventory"),
        ("check-stock-reserved", "UPDATE inventory SET reserved = 0"),
        ("check-stock-reserved", "DELETE FROM inventory"),
        ("check-stock-stuck", "UPDATE reservations SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE WHERE state = 'held'"),
        ("check-stock-sold", "DELETE FROM reservations WHERE state = 'committed'"),
        ("check-stock-sold", "UPDATE reservations SET quantity = quantity + 1 WHERE state = 'committed'"),
        ("check-stock-of-cancelled", "UPDATE reservations SET state = 'committed' WHERE state = 'restocked'"),
        ("check-stock-too-early", "UPDATE reservations SET state = 'held' WHERE state = 'committed'"),
        ("check-totals", "UPDATE order_lines SET quantity = quantity + 1, line_total = line_total + unit_price"),
        ("check-ledger", "UPDATE ledger SET amount = amount * 2"),
        ("check-payment-status", "UPDATE orders SET payment_status = 'unpaid' WHERE payment_status = 'paid'"),
        ("check-payment-status", "UPDATE orders SET payment_status = 'paid' WHERE payment_status = 'refunded'"),
        ("check-refunds", "UPDATE refunds SET amount = amount + 1 WHERE state = 'done'"),
        ("check-paid-twice", "INSERT INTO payments (id, order_id, gateway, method, idem_key, state, currency, amount, captured)
                SELECT UNHEX(MD5('x')), order_id, gateway, method, 'again', 'captured', currency, amount, captured
                FROM payments WHERE state = 'captured'"),
        ("check-provider", "UPDATE local_gateway_payments SET state = 'paid', decided_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR"),
        ("check-money-for-nothing", "UPDATE orders SET state = 'cancelled' WHERE payment_status = 'paid'"),
        ("check-paid-without-payment", "UPDATE payments SET amount = amount + 1 , captured = captured + 1 WHERE state = 'captured'"),
        ("check-unpaid-and-confirmed", "UPDATE orders SET payment_method = 'card', payment_status = 'unpaid' WHERE state = 'confirmed'"),
        ("check-redirect-chain", "INSERT INTO redirects (from_path, to_path, kind) VALUES ('/a', '/b', 'hand'), ('/b', '/c', 'hand')"),
        ("check-price-lowest", "UPDATE prices SET lowest_before = amount"),
        ("check-events", "DELETE FROM outbox WHERE topic = 'order.placed' ORDER BY id DESC LIMIT 1"),
        ("check-webhook-stuck", "INSERT INTO webhook_inbox (id, provider, event_id, body, received_at)
                 VALUES (UNHEX(MD5('w')), 'local', 'e', '', UTC_TIMESTAMP(6) - INTERVAL 1 HOUR)"),
        ("check-mail-lost", "UPDATE mails SET sent_at = NULL, created_at = created_at - INTERVAL 1 HOUR"),
        ("check-mail-never-asked", "DELETE FROM mails WHERE kind = 'order_placed'"),
        ("check-job-stuck", "INSERT INTO jobs (id, kind, payload, state, lease_until)
                 VALUES (UNHEX(MD5('j')), 'x', '{}', 'running', UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE)"),
        ("check-refund-stuck", "UPDATE refunds SET state = 'created', created_at = created_at - INTERVAL 1 HOUR"),
        ("check-story", "UPDATE shipments SET state = 'packed' WHERE state = 'pending'"),
        ("check-story-gap", "DELETE FROM order_history WHERE to_state = 'pending_payment'"),
        ("check-story-missing", "DELETE FROM order_history WHERE machine = 'shipment'"),
        ("check-session", "INSERT INTO sessions (id_hash, realm, user_id, generation, data, expires_at)
                 SELECT UNHEX(SHA2('s', 256)), 'staff', id, generation + 1, '', UTC_TIMESTAMP(6) + INTERVAL 1 HOUR FROM users"),
        ("check-foreign-ledger", "UPDATE ledger SET order_id = (SELECT MAX(id) FROM orders)"),
        ("check-foreign-reservation", "UPDATE reservations SET order_id = (SELECT MAX(id) FROM orders)"),
        ("check-ledger-sums", "DELETE FROM ledger WHERE account = 'customer' LIMIT 1"),
        ("check-no-lines", "SET foreign_key_checks = 0; DELETE FROM order_lines"),
        ("check-foreign-cart", "SET foreign_key_checks = 0; UPDATE orders SET user_id = UNHEX(MD5('a')) LIMIT 1
             ; UPDATE carts SET user_id = UNHEX(MD5('b')) WHERE id = (SELECT cart_id FROM orders WHERE user_id IS NOT NULL)"),
        ("check-foreign-currency", "UPDATE payments SET currency = 'CHF'"),
        ("check-bundle-nested", "SET foreign_key_checks = 0; INSERT INTO bundle_parts (bundle_id, part_id, units)
             SELECT id, UNHEX(MD5('p')), 1 FROM variants LIMIT 1
             ; INSERT INTO bundle_parts (bundle_id, part_id, units) VALUES (UNHEX(MD5('p')), UNHEX(MD5('q')), 1)"),
        ("check-category-path", "INSERT INTO categories (id, handle, title, path, depth, parent_id) VALUES
             (UNHEX(MD5('a')), 'a', 'A', 'A', 1, NULL), (UNHEX(MD5('b')), 'b', 'B', 'Elsewhere > B', 2, UNHEX(MD5('a')))"),
        ("check-price-told", "INSERT INTO price_history (variant_id, price_list_id, amount, actor)
             SELECT variant_id, price_list_id, amount + 1, 'system' FROM prices"),
        ("check-import-stuck", "INSERT INTO import_batches (id, file_name, state, actor, created_at)
             VALUES (UNHEX(MD5('i')), 'goods.csv', 'queued', 'staff', UTC_TIMESTAMP(6) - INTERVAL 4 HOUR)"),
        ("check-session-disabled", "UPDATE users SET disabled_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
             ; INSERT INTO sessions (id_hash, realm, user_id, generation, data, expires_at)
             SELECT UNHEX(SHA2('s', 256)), 'shop', id, generation, '', UTC_TIMESTAMP(6) + INTERVAL 1 HOUR FROM users"),
        ("check-review-rating", "UPDATE products SET rating_sum = 5, rating_count = 1"),
        ("check-review-votes", "INSERT INTO reviews (id, product_id, rating, body, author)
             SELECT UNHEX(MD5('r')), id, 5, 'Fine', 'Ada' FROM products LIMIT 1
             ; INSERT INTO review_votes (review_id, voter, address) VALUES (UNHEX(MD5('r')), UNHEX(SHA2('v', 256)), UNHEX(SHA2('a', 256)))"),
        ("check-review-told", "INSERT INTO reviews (id, product_id, rating, body, author, email, email_canonical, access_hash, status, decided_at)
             SELECT UNHEX(MD5('r')), id, 5, 'Fine', 'Ada', 'ada@example.com', 'ada@example.com', UNHEX(SHA2('t', 256)),
                    'rejected', UTC_TIMESTAMP(6) - INTERVAL 2 HOUR FROM products LIMIT 1"),
        ("check-review-proof", "SET foreign_key_checks = 0
             ; INSERT INTO reviews (id, product_id, rating, body, author, verified, order_line_id)
             SELECT UNHEX(MD5('r')), UNHEX(MD5('p')), 5, 'Fine', 'Ada', TRUE, id FROM order_lines LIMIT 1"),
        ("check-notice-late", CALM),
        ("check-notice-letter", "INSERT INTO stock_notices (id, variant_id, email, email_canonical, access_hash, state, sent_at)
             SELECT UNHEX(MD5('n')), id, 'a@example.com', 'a@example.com', UNHEX(SHA2('n', 256)), 'sent', UTC_TIMESTAMP(6)
             FROM variants LIMIT 1"),
        ("check-message-letter", "INSERT INTO contact_messages (id, name, email, body, digest)
             VALUES (UNHEX(MD5('c')), 'Ada', 'a@example.com', 'Is it safe?', UNHEX(SHA2('c', 256)))"),
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
        let found: Vec<_> = check::run_on(&mut tx).await.unwrap().into_iter().map(|found| found.sentence).collect();
        tx.rollback().await.unwrap();
        sqlx::query("SET check_constraint_checks = 1, foreign_key_checks = 1").execute(&mut conn).await.unwrap();
        assert!(found.contains(&text::t(rule)), "{rule} is not found after: {sql}; found {found:?}");
    }
    let unbroken: Vec<_> = check::keys().filter(|key| !breaks.iter().any(|(rule, _)| rule == key)).collect();
    assert!(unbroken.is_empty(), "nothing shows that these rules find anything: {unbroken:?}");
}
