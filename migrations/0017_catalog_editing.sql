-- Products as staff write them: when they are shown, who answers for them, what is in them, typed attributes, what was
-- changed by whom, and ways from old addresses to new ones. Every statement may run again after a failure half way.

ALTER TABLE products
    -- The end of being shown; far away where there is none.
    ADD COLUMN IF NOT EXISTS unpublish_at DATETIME(6) NOT NULL DEFAULT '9999-12-31 23:59:59' AFTER published_at,
    -- Who made it, and who answers for it in this market: name, post and web address.
    ADD COLUMN IF NOT EXISTS manufacturer VARCHAR(1000) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS responsible_person VARCHAR(1000) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS warnings TEXT NOT NULL DEFAULT '',
    ADD CONSTRAINT IF NOT EXISTS ck_products_unpublish CHECK (published_at IS NULL OR unpublish_at > published_at);

ALTER TABLE variants
    -- Thousandths of the unit: 750 with 'l' is 0.75 l. Together with the reference it gives the unit price.
    ADD COLUMN IF NOT EXISTS content_milli BIGINT NULL,
    ADD COLUMN IF NOT EXISTS content_unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN IF NOT EXISTS content_reference VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD CONSTRAINT IF NOT EXISTS ck_variants_content CHECK (
        (content_milli IS NULL AND content_unit IS NULL AND content_reference IS NULL)
        OR (content_milli > 0 AND content_unit IN ('ml', 'l', 'g', 'kg', 'm', 'piece')
            AND content_reference IN ('100ml', '1l', '100g', '1kg', '1m', '1piece')));

-- Which fields each version of a product changed, so that a conflict can name them.
CREATE TABLE IF NOT EXISTS product_changes (
    product_id BINARY(16) NOT NULL,
    version    INT UNSIGNED NOT NULL,
    -- Names of fields with commas: "title,price".
    fields     VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id   BINARY(16) NULL,
    at         DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (product_id, version),
    CONSTRAINT fk_product_changes_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT ck_product_changes_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A product has a type by its name (products.product_type); a type that is described here checks its attributes.
CREATE TABLE IF NOT EXISTS product_types (
    id   BINARY(16) NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    UNIQUE KEY uq_product_types_name (name),
    CONSTRAINT ck_product_types_name CHECK (name <> '')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS attribute_definitions (
    product_type_id BINARY(16) NOT NULL,
    position        SMALLINT UNSIGNED NOT NULL,
    name            VARCHAR(255) NOT NULL,
    kind            VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Of numbers: "cm".
    unit            VARCHAR(32) NOT NULL DEFAULT '',
    -- ["Oak", "Ash"]: what a choice or a list takes.
    choices         LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '[]',
    required        BOOLEAN NOT NULL DEFAULT FALSE,
    -- Whether lists offer it as a filter.
    facet           BOOLEAN NOT NULL DEFAULT TRUE,
    PRIMARY KEY (product_type_id, position),
    UNIQUE KEY uq_attribute_definitions_name (product_type_id, name),
    CONSTRAINT fk_attribute_definitions_type FOREIGN KEY (product_type_id) REFERENCES product_types (id) ON DELETE CASCADE,
    CONSTRAINT ck_attribute_definitions_kind CHECK (kind IN ('text', 'number', 'boolean', 'choice', 'list')),
    CONSTRAINT ck_attribute_definitions_choices CHECK (JSON_VALID(choices))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Old addresses of the shop and where they lead. Chains are collapsed when a row is written.
CREATE TABLE IF NOT EXISTS redirects (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    from_path  VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    to_path    VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hits       BIGINT UNSIGNED NOT NULL DEFAULT 0,
    created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_redirects_from (from_path),
    KEY ix_redirects_to (to_path),
    CONSTRAINT ck_redirects_kind CHECK (kind IN ('product', 'category', 'collection', 'page', 'hand')),
    CONSTRAINT ck_redirects_paths CHECK (from_path LIKE '/%' AND to_path LIKE '/%' AND from_path <> to_path)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
