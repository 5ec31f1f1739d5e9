//! Stories that replay to where things stand, and rows that belong to each other.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I15",
        key: "check-story",
        sql: "SELECT CONCAT('order ', o.number, ': the story of the ', h.machine, ' ends with ', h.to_state)
              FROM order_history h
              JOIN (SELECT order_id, machine, MAX(id) AS last FROM order_history
                    WHERE machine IN ('order', 'payment', 'shipment') GROUP BY order_id, machine) l ON l.last = h.id
              JOIN orders o ON o.id = h.order_id JOIN shipments s ON s.order_id = o.id
              WHERE h.to_state <> CASE h.machine WHEN 'order' THEN o.state WHEN 'payment' THEN o.payment_status ELSE s.state END",
    },
    Rule {
        name: "I15",
        key: "check-story-gap",
        sql: "SELECT CONCAT('order ', o.number, ': ', g.machine, ' from ', COALESCE(g.from_state, 'nothing'), ' after ',
                            COALESCE(g.before_state, 'nothing'))
              FROM (SELECT order_id, machine, from_state,
                           LAG(to_state) OVER (PARTITION BY order_id, machine ORDER BY id) AS before_state
                    FROM order_history WHERE machine IN ('order', 'payment', 'shipment')) g
              JOIN orders o ON o.id = g.order_id
              WHERE NOT (g.from_state <=> g.before_state)",
    },
    Rule {
        name: "I15",
        key: "check-story-missing",
        sql: "SELECT CONCAT('order ', o.number) FROM orders o
              WHERE 3 <> (SELECT COUNT(DISTINCT h.machine) FROM order_history h
                          WHERE h.order_id = o.id AND h.machine IN ('order', 'payment', 'shipment'))
                 OR NOT EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.id)",
    },
    Rule {
        name: "I19",
        key: "check-foreign-reservation",
        sql: "SELECT CONCAT('reservation ', LOWER(HEX(r.id))) FROM reservations r JOIN order_lines l ON l.id = r.line_id
              WHERE l.order_id <> r.order_id OR (l.variant_id <> r.variant_id AND NOT EXISTS (
                  SELECT 1 FROM order_line_parts p WHERE p.line_id = l.id AND p.variant_id = r.variant_id))",
    },
    Rule {
        name: "I19",
        key: "check-foreign-ledger",
        sql: "SELECT CONCAT('ledger row ', g.id) FROM ledger g JOIN payments p ON p.id = g.payment_id
              LEFT JOIN refunds r ON r.id = g.refund_id
              WHERE g.order_id <> p.order_id OR g.currency <> p.currency OR r.payment_id <> g.payment_id",
    },
    Rule {
        name: "I19",
        key: "check-foreign-cart",
        sql: "SELECT CONCAT('order ', o.number) FROM orders o JOIN carts c ON c.id = o.cart_id
              WHERE o.user_id <> c.user_id",
    },
    Rule {
        name: "I19",
        key: "check-foreign-currency",
        sql: "SELECT CONCAT('order ', o.number, ', payment ', LOWER(HEX(p.id))) FROM payments p
              JOIN orders o ON o.id = p.order_id WHERE p.currency <> o.currency",
    },
];
