-- Collections by rule, products that belong together, bundles, and the lowest price before a reduction.
-- Every statement may run again after a failure half way.

ALTER TABLE collections
    -- {"all": true, "conditions": [...]}: who is in it. NULL: made by hand.
    ADD COLUMN IF NOT EXISTS conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD CONSTRAINT IF NOT EXISTS ck_collections_conditions CHECK (conditions IS NULL OR JSON_VALID(conditions));
ALTER TABLE collection_products ADD KEY IF NOT EXISTS ix_collection_products_product (product_id);

CREATE TABLE IF NOT EXISTS product_links (
    product_id BINARY(16) NOT NULL,
    kind       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position   SMALLINT UNSIGNED NOT NULL,
    other_id   BINARY(16) NOT NULL,
    PRIMARY KEY (product_id, kind, other_id),
    KEY ix_product_links_other (other_id),
    CONSTRAINT fk_product_links_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT fk_product_links_other FOREIGN KEY (other_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT ck_product_links_kind CHECK (kind IN ('related', 'upsell', 'cross')),
    CONSTRAINT ck_product_links_other CHECK (other_id <> product_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A variant with parts is a bundle: its stock is that of the parts.
CREATE TABLE IF NOT EXISTS bundle_parts (
    bundle_id BINARY(16) NOT NULL,
    part_id   BINARY(16) NOT NULL,
    units     SMALLINT UNSIGNED NOT NULL,
    position  SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    PRIMARY KEY (bundle_id, part_id),
    KEY ix_bundle_parts_part (part_id),
    CONSTRAINT fk_bundle_parts_bundle FOREIGN KEY (bundle_id) REFERENCES variants (id) ON DELETE CASCADE,
    CONSTRAINT fk_bundle_parts_part FOREIGN KEY (part_id) REFERENCES variants (id),
    CONSTRAINT ck_bundle_parts_units CHECK (units BETWEEN 1 AND 99),
    CONSTRAINT ck_bundle_parts_self CHECK (part_id <> bundle_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What a bundle was made of on the day of the order.
CREATE TABLE IF NOT EXISTS order_line_parts (
    line_id       BINARY(16) NOT NULL,
    variant_id    BINARY(16) NOT NULL,
    position      SMALLINT UNSIGNED NOT NULL,
    -- In one unit of the line.
    units         SMALLINT UNSIGNED NOT NULL,
    sku           VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title         VARCHAR(255) NOT NULL,
    variant_title VARCHAR(800) NOT NULL DEFAULT '',
    PRIMARY KEY (line_id, variant_id),
    KEY ix_order_line_parts_variant (variant_id),
    CONSTRAINT fk_order_line_parts_line FOREIGN KEY (line_id) REFERENCES order_lines (id),
    CONSTRAINT fk_order_line_parts_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT ck_order_line_parts_units CHECK (units > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A line of an order holds or sells each of its variants once; a bundle holds several.
ALTER TABLE reservations
    ADD UNIQUE KEY IF NOT EXISTS uq_reservations_live_part (live_line, variant_id),
    DROP KEY IF EXISTS uq_reservations_live;

-- The lowest price of the 30 days before the present one, where that is a reduction.
ALTER TABLE prices ADD COLUMN IF NOT EXISTS lowest_before BIGINT NULL;
UPDATE prices p
JOIN (SELECT variant_id, price_list_id, MAX(id) AS id FROM price_history GROUP BY variant_id, price_list_id) now_row
    ON now_row.variant_id = p.variant_id AND now_row.price_list_id = p.price_list_id
JOIN price_history h ON h.id = now_row.id
SET p.lowest_before = (
    SELECT MIN(b.amount) FROM price_history b
    WHERE b.variant_id = p.variant_id AND b.price_list_id = p.price_list_id AND b.id < h.id
      AND (b.at >= h.at - INTERVAL 30 DAY
           OR b.id = (SELECT MAX(o.id) FROM price_history o
                      WHERE o.variant_id = p.variant_id AND o.price_list_id = p.price_list_id
                        AND o.at < h.at - INTERVAL 30 DAY)))
WHERE p.compare_at > p.amount;
