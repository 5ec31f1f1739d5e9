//! The catalog: addresses that lead somewhere, bundles of plain goods, paths that tell where a category lies.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I19",
        key: "check-redirect-chain",
        sql: "SELECT CONCAT(r.from_path, ' to ', r.to_path) FROM redirects r JOIN redirects n ON n.from_path = r.to_path",
    },
    Rule {
        name: "I19",
        key: "check-bundle-nested",
        sql: "SELECT CONCAT('SKU ', v.sku) FROM bundle_parts b JOIN bundle_parts inner_one ON inner_one.bundle_id = b.part_id
              JOIN variants v ON v.id = b.bundle_id",
    },
    Rule {
        name: "I19",
        key: "check-category-path",
        sql: "SELECT c.path FROM categories c JOIN categories p ON p.id = c.parent_id
              WHERE LEFT(c.path, CHAR_LENGTH(p.path) + 3) <> CONCAT(p.path, ' > ') OR c.depth <> p.depth + 1",
    },
    Rule {
        name: "I19",
        key: "check-price-lowest",
        sql: "SELECT CONCAT('SKU ', v.sku) FROM prices p JOIN variants v ON v.id = p.variant_id
              WHERE p.lowest_before IS NOT NULL AND COALESCE(p.compare_at, 0) <= p.amount",
    },
    Rule {
        name: "I19",
        key: "check-price-told",
        // A price that was never told is that of goods from before the history.
        sql: "SELECT CONCAT('SKU ', v.sku, ': ', p.amount, ', the history ends with ', h.amount)
              FROM (SELECT variant_id, price_list_id, MAX(id) AS id FROM price_history GROUP BY variant_id, price_list_id) l
              JOIN price_history h ON h.id = l.id
              JOIN prices p ON p.variant_id = h.variant_id AND p.price_list_id = h.price_list_id
              JOIN variants v ON v.id = p.variant_id
              WHERE p.amount <> h.amount OR NOT (p.compare_at <=> h.compare_at)",
    },
];
