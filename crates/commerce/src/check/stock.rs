//! Stock: what is there, what is held, what was sold.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I1",
        key: "check-stock-range",
        // What is sold on below zero owes the difference.
        sql: "SELECT CONCAT('SKU ', v.sku, ': ', i.on_hand, ' there, ', i.reserved, ' reserved')
              FROM inventory i JOIN variants v ON v.id = i.variant_id
              WHERE i.reserved < 0 OR (NOT i.may_owe AND i.on_hand < i.reserved)",
    },
    Rule {
        name: "I2",
        key: "check-stock-movements",
        // From the variants: what was moved or is held of one whose count is gone would be seen by nobody.
        sql: "SELECT CONCAT('SKU ', v.sku, ': ', COALESCE(i.on_hand, 'nothing'), ' there, movements say ',
                            COALESCE(m.total, 0))
              FROM variants v LEFT JOIN inventory i ON i.variant_id = v.id
              LEFT JOIN (SELECT variant_id, SUM(delta) AS total FROM stock_movements GROUP BY variant_id) m
                ON m.variant_id = v.id
              WHERE COALESCE(i.on_hand, 0) <> COALESCE(m.total, 0)",
    },
    Rule {
        name: "I3",
        key: "check-stock-reserved",
        sql: "SELECT CONCAT('SKU ', v.sku, ': ', COALESCE(i.reserved, 'nothing'), ' reserved, holds say ',
                            COALESCE(h.total, 0))
              FROM variants v LEFT JOIN inventory i ON i.variant_id = v.id
              LEFT JOIN (SELECT variant_id, SUM(quantity) AS total FROM reservations WHERE state = 'held' GROUP BY variant_id) h
                ON h.variant_id = v.id
              WHERE COALESCE(i.reserved, 0) <> COALESCE(h.total, 0)",
    },
    Rule {
        name: "I3",
        key: "check-stock-stuck",
        sql: "SELECT CONCAT('order ', o.number, ': held until ', r.expires_at)
              FROM reservations r JOIN orders o ON o.id = r.order_id
              WHERE r.state = 'held' AND r.expires_at < UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE",
    },
    Rule {
        name: "I4",
        key: "check-stock-sold",
        // A line without any reservation is of a variant whose stock was not counted when it was ordered.
        sql: "SELECT CONCAT('order ', o.number, ', SKU ', l.sku, ': ', l.quantity, ' sold, ', COALESCE(r.committed, 0),
                            ' committed')
              FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN variants v ON v.id = l.variant_id
              LEFT JOIN (SELECT line_id, variant_id, SUM(IF(state = 'committed', quantity, 0)) AS committed
                         FROM reservations GROUP BY line_id, variant_id) r ON r.line_id = l.id
              LEFT JOIN order_line_parts p ON p.line_id = l.id AND p.variant_id = r.variant_id
              WHERE o.state IN ('confirmed', 'completed')
                AND COALESCE(r.committed, 0) <> l.quantity * COALESCE(p.units, 1)
                AND (r.line_id IS NOT NULL OR (v.tracked AND o.placed_at > v.tracked_since
                     AND NOT EXISTS (SELECT 1 FROM order_line_parts own WHERE own.line_id = l.id)))",
    },
    Rule {
        name: "I4",
        key: "check-stock-of-cancelled",
        sql: "SELECT CONCAT('order ', o.number, ': ', r.quantity, ' still ', r.state)
              FROM reservations r JOIN orders o ON o.id = r.order_id
              WHERE o.state = 'cancelled' AND r.state IN ('held', 'committed')",
    },
    Rule {
        name: "I4",
        key: "check-stock-too-early",
        sql: "SELECT CONCAT('order ', o.number, ': ', r.quantity, ' ', r.state)
              FROM reservations r JOIN orders o ON o.id = r.order_id
              WHERE (o.state = 'pending_payment' AND r.state IN ('committed', 'restocked'))
                 OR (o.state IN ('confirmed', 'completed') AND r.state = 'held')",
    },
];
