//! Stock notices: nobody waits for what is there, and whoever was called has a letter.

use super::Rule;
use crate::catalog::sellable;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I22",
        key: "check-notice-late",
        // A quarter of an hour is for the sweep, which comes every five minutes.
        sql: concat!(
            "SELECT CONCAT('SKU ', v.sku, ': ', COUNT(*), ' waiting') FROM stock_notices n
              JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
              LEFT JOIN inventory i ON i.variant_id = v.id
              WHERE n.state = 'waiting' AND n.created_at < UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE
                AND v.archived_at IS NULL AND p.status = 'active' AND (NOT v.tracked OR v.continue_selling OR ",
            sellable!(),
            " > 0)
                AND UTC_TIMESTAMP(6) BETWEEN p.published_at + INTERVAL 15 MINUTE AND p.unpublish_at
                AND p.updated_at < UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE
                AND NOT EXISTS (SELECT 1 FROM stock_movements m
                  WHERE (m.variant_id = v.id OR m.variant_id IN (SELECT part_id FROM bundle_parts WHERE bundle_id = v.id))
                    AND m.at > UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE)
                AND NOT EXISTS (SELECT 1 FROM reservations r
                  WHERE (r.variant_id = v.id OR r.variant_id IN (SELECT part_id FROM bundle_parts WHERE bundle_id = v.id))
                    AND r.settled_at > UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE)
                AND NOT EXISTS (SELECT 1 FROM bundle_parts o JOIN variants ov ON ov.id = o.part_id
                  JOIN products op ON op.id = ov.product_id
                  WHERE o.bundle_id = v.id AND op.updated_at > UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE)
              GROUP BY v.sku"
        ),
    },
    Rule {
        name: "I22",
        key: "check-notice-letter",
        // A letter is done, or its job is there: ready, dead, or done without one, since the product was taken down.
        sql: "SELECT CONCAT('notice ', LOWER(HEX(n.id)), ', round ', n.round) FROM stock_notices n
              WHERE n.state = 'sent' AND n.sent_at > UTC_TIMESTAMP(6) - INTERVAL 2 DAY
                AND NOT EXISTS (SELECT 1 FROM mails m
                  WHERE m.effect_key = CONCAT('back_in_stock:', LOWER(HEX(n.id)), ':', n.round))
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'mail.notice'
                  AND REPLACE(JSON_VALUE(j.payload, '$.notice'), '-', '') = LOWER(HEX(n.id))
                  AND JSON_VALUE(j.payload, '$.round') = n.round)",
    },
];
