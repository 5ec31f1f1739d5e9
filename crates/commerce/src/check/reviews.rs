//! Reviews: what cards, pages and filters say of a product is what its published reviews say.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I21",
        key: "check-review-rating",
        sql: "SELECT CONCAT(p.handle, ': ', p.rating_sum, ' stars in ', p.rating_count, ', its reviews say ',
                            COALESCE(r.stars, 0), ' in ', COALESCE(r.many, 0))
              FROM products p
              LEFT JOIN (SELECT product_id, SUM(rating) AS stars, COUNT(*) AS many FROM reviews WHERE status = 'approved'
                         GROUP BY product_id) r ON r.product_id = p.id
              WHERE p.rating_sum <> COALESCE(r.stars, 0) OR p.rating_count <> COALESCE(r.many, 0)",
    },
    Rule {
        name: "I21",
        key: "check-review-votes",
        // Imported reviews bring votes that nobody here has cast.
        sql: "SELECT CONCAT('review ', LOWER(HEX(r.id)), ': ', r.helpful, ' votes, ', v.many, ' voters') FROM reviews r
              JOIN (SELECT review_id, COUNT(*) AS many FROM review_votes GROUP BY review_id) v ON v.review_id = r.id
              WHERE r.helpful < v.many OR (r.source_key IS NULL AND r.helpful <> v.many)",
    },
    Rule {
        name: "I13",
        key: "check-review-told",
        // A letter that waits has a job; one that no server took is in the list of mails.
        sql: "SELECT CONCAT('review ', LOWER(HEX(r.id)), ': ', r.status, ', told ', COALESCE(r.told, 'nothing'))
              FROM reviews r
              WHERE r.email IS NOT NULL AND r.status IN ('approved', 'rejected') AND NOT (r.told <=> r.status)
                AND r.decided_at < UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'mail.review' AND j.state IN ('ready', 'running', 'dead')
                  AND REPLACE(JSON_VALUE(j.payload, '$.review'), '-', '') = LOWER(HEX(r.id)))",
    },
    Rule {
        name: "I21",
        key: "check-review-proof",
        sql: "SELECT CONCAT('review ', LOWER(HEX(r.id)), ': the line is of another product') FROM reviews r
              JOIN order_lines l ON l.id = r.order_line_id JOIN variants v ON v.id = l.variant_id
              WHERE v.product_id <> r.product_id",
    },
];
