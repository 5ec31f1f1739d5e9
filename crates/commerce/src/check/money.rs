//! Money: totals, payments, the ledger.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I5",
        key: "check-totals",
        sql: "SELECT CONCAT('order ', o.number, ': lines come to ', l.total, ', subtotal says ', o.subtotal)
              FROM orders o JOIN (SELECT order_id, SUM(line_total) AS total FROM order_lines GROUP BY order_id) l
                ON l.order_id = o.id
              WHERE l.total <> o.subtotal OR o.discount > o.subtotal
                 OR o.total <> o.subtotal - o.discount + o.shipping + o.fee + IF(o.tax_included, 0, o.tax)",
    },
    Rule {
        name: "I5",
        key: "check-no-lines",
        sql: "SELECT CONCAT('order ', o.number) FROM orders o
              WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)",
    },
    Rule {
        name: "I6",
        key: "check-ledger",
        sql: "SELECT CONCAT('order ', o.number, ', payment ', LOWER(HEX(p.id)), ': kept ', p.captured - p.refunded,
                            ', the till says ', COALESCE(g.total, 0))
              FROM payments p JOIN orders o ON o.id = p.order_id
              LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM ledger WHERE account = 'till' GROUP BY payment_id) g
                ON g.payment_id = p.id
              WHERE p.captured - p.refunded <> COALESCE(g.total, 0)",
    },
    Rule {
        name: "I6",
        key: "check-payment-status",
        sql: "SELECT CONCAT('order ', o.number, ': ', o.payment_status, ', kept ', COALESCE(p.kept, 0), ' of ', o.total)
              FROM orders o
              LEFT JOIN (SELECT q.order_id, SUM(q.captured - q.refunded) AS kept,
                                SUM(q.captured - COALESCE(r.total, 0)) AS stays
                         FROM payments q
                         LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM refunds WHERE state <> 'failed'
                                    GROUP BY payment_id) r
                           ON r.payment_id = q.id
                         GROUP BY q.order_id) p ON p.order_id = o.id
              WHERE CASE o.payment_status
                WHEN 'unpaid' THEN COALESCE(p.stays, 0) <> 0
                WHEN 'paid' THEN COALESCE(p.kept, 0) < o.total
                WHEN 'partly_refunded' THEN p.kept <= 0 OR p.kept >= o.total
                ELSE COALESCE(p.kept, 0) <> 0 END",
    },
    Rule {
        name: "I6",
        key: "check-refunds",
        sql: "SELECT CONCAT('payment ', LOWER(HEX(p.id)), ': refunded ', p.refunded, ', refunds say ', COALESCE(r.total, 0))
              FROM payments p
              LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM refunds WHERE state = 'done' GROUP BY payment_id) r
                ON r.payment_id = p.id
              WHERE p.refunded <> COALESCE(r.total, 0)",
    },
    Rule {
        name: "I7",
        key: "check-paid-twice",
        sql: "SELECT CONCAT('order ', o.number, ': ', COUNT(*), ' payments kept')
              FROM payments p JOIN orders o ON o.id = p.order_id
              LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM refunds WHERE state <> 'failed' GROUP BY payment_id) r
                ON r.payment_id = p.id
              WHERE p.captured > COALESCE(r.total, 0)
              GROUP BY o.id, o.number HAVING COUNT(*) > 1",
    },
    Rule {
        name: "I8",
        key: "check-provider",
        sql: "SELECT CONCAT('provider payment ', g.reference)
              FROM local_gateway_payments g
              LEFT JOIN payments p ON p.idem_key = g.idem_key AND p.state IN ('captured', 'refunded')
              WHERE g.state = 'paid' AND g.decided_at < UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE AND p.id IS NULL",
    },
    Rule {
        name: "I8",
        key: "check-money-for-nothing",
        // Money of an order that will not be fulfilled is on its way back.
        sql: "SELECT CONCAT('order ', o.number, ': ', o.state, ', kept ', p.captured, ', going back ', COALESCE(r.total, 0))
              FROM payments p JOIN orders o ON o.id = p.order_id
              LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM refunds WHERE state <> 'failed' GROUP BY payment_id) r
                ON r.payment_id = p.id
              WHERE o.state IN ('cancelled', 'pending_payment') AND p.captured > COALESCE(r.total, 0)",
    },
    Rule {
        name: "I9",
        key: "check-paid-without-payment",
        sql: "SELECT CONCAT('order ', o.number)
              FROM orders o
              WHERE o.payment_status <> 'unpaid' AND o.total > 0 AND NOT EXISTS
                (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.state IN ('captured', 'refunded')
                   AND p.captured = o.total AND p.currency = o.currency)",
    },
    Rule {
        name: "I9",
        key: "check-unpaid-and-confirmed",
        sql: "SELECT CONCAT('order ', number) FROM orders
              WHERE state IN ('confirmed', 'completed') AND payment_status = 'unpaid' AND payment_method = 'card'",
    },
    Rule {
        name: "I20",
        key: "check-ledger-sums",
        sql: "SELECT CONCAT(currency, ', payment ', LOWER(HEX(payment_id)), ': ', SUM(amount)) FROM ledger
              GROUP BY currency, payment_id, refund_id HAVING SUM(amount) <> 0",
    },
];
