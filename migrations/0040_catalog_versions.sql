-- Categories and collections go by versions, as products and pages do; the keys that lists of fifty thousand products
-- are read by; and the lowest prices told anew, from the true beginning of each reduction.
-- Every statement may run again after a failure half way.

-- Goes along with every change that somebody writes: another version now is a conflict.
ALTER TABLE categories ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1;
ALTER TABLE collections ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1;

ALTER TABLE products
    ADD KEY IF NOT EXISTS ix_products_type (product_type),
    ADD KEY IF NOT EXISTS ix_products_updated (updated_at, id);
-- The order of a collection; in one by rule all have the same place.
ALTER TABLE collection_products
    ADD KEY IF NOT EXISTS ix_collection_products_place (collection_id, position, product_id DESC);

-- A reduction that was told anew, with the same amount, began when it began.
UPDATE prices p
JOIN (
    SELECT t.variant_id, t.price_list_id,
           MIN(IF(t.id < b.id AND t.until > b.at - INTERVAL 30 DAY AND t.until > t.at, t.amount, NULL)) AS lowest
    FROM (SELECT id, variant_id, price_list_id, at, amount,
                 LEAD(at) OVER (PARTITION BY variant_id, price_list_id ORDER BY id) AS until
          FROM price_history) t
    JOIN (SELECT h.id, h.variant_id, h.price_list_id, h.at
          FROM price_history h
          JOIN (SELECT variant_id, price_list_id, MAX(id) AS id
                FROM (SELECT id, variant_id, price_list_id,
                             COALESCE(amount = LAG(amount) OVER w AND compare_at > amount
                                      AND LAG(compare_at) OVER w > LAG(amount) OVER w, FALSE) AS again
                      FROM price_history
                      WINDOW w AS (PARTITION BY variant_id, price_list_id ORDER BY id)) told
                WHERE NOT again GROUP BY variant_id, price_list_id) began ON began.id = h.id) b
      ON b.variant_id = t.variant_id AND b.price_list_id = t.price_list_id
    GROUP BY t.variant_id, t.price_list_id) told
    ON told.variant_id = p.variant_id AND told.price_list_id = p.price_list_id
SET p.lowest_before = told.lowest
WHERE p.compare_at > p.amount AND NOT (p.lowest_before <=> told.lowest);
