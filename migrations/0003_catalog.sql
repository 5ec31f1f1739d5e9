-- Products, variants, prices, categories, pictures, reviews and pages.

CREATE TABLE media (
    id          BINARY(16) NOT NULL PRIMARY KEY,
    -- SHA-256 of the bytes as they came: the same picture is stored once.
    hash        BINARY(32) NOT NULL,
    width       INT UNSIGNED NOT NULL,
    height      INT UNSIGNED NOT NULL,
    color       CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    thumbhash   VARBINARY(64) NOT NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_media_hash (hash),
    CONSTRAINT ck_media_size CHECK (width > 0 AND height > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE products (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    handle          VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title           VARCHAR(255) NOT NULL,
    -- The text as it was given, and the same cleaned for pages.
    description_source MEDIUMTEXT NOT NULL,
    description     MEDIUMTEXT NOT NULL,
    vendor          VARCHAR(255) NOT NULL DEFAULT '',
    product_type    VARCHAR(255) NOT NULL DEFAULT '',
    tags            TEXT NOT NULL DEFAULT '',
    -- [["Material", ["Oak", "Linen"]], ...] in the order of the table on the page.
    attributes      LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '[]',
    status          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'active',
    published_at    DATETIME(6) NULL,
    seo_title       VARCHAR(255) NULL,
    seo_description TEXT NULL,
    -- Units sold, the prior of every ranking.
    popularity      INT UNSIGNED NOT NULL DEFAULT 0,
    rating_sum      INT UNSIGNED NOT NULL DEFAULT 0,
    rating_count    INT UNSIGNED NOT NULL DEFAULT 0,
    -- Digest of the import row group that made it: an equal one changes nothing.
    source_digest   BINARY(32) NULL,
    version         INT UNSIGNED NOT NULL DEFAULT 1,
    created_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_products_handle (handle),
    KEY ix_products_status (status, published_at),
    CONSTRAINT ck_products_status CHECK (status IN ('draft', 'active', 'archived')),
    CONSTRAINT ck_products_attributes CHECK (JSON_VALID(attributes))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE product_media (
    product_id BINARY(16) NOT NULL,
    position   SMALLINT UNSIGNED NOT NULL,
    media_id   BINARY(16) NOT NULL,
    alt        VARCHAR(512) NOT NULL DEFAULT '',
    PRIMARY KEY (product_id, position),
    KEY ix_product_media_media (media_id),
    CONSTRAINT fk_product_media_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT fk_product_media_media FOREIGN KEY (media_id) REFERENCES media (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE product_options (
    product_id BINARY(16) NOT NULL,
    -- 1 to 3; names the column of `variants` that holds the value.
    position   TINYINT UNSIGNED NOT NULL,
    name       VARCHAR(255) NOT NULL,
    -- ["Spruce", "Clay"] in the order of the buttons.
    option_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (product_id, position),
    CONSTRAINT fk_product_options_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT ck_product_options_position CHECK (position BETWEEN 1 AND 3),
    CONSTRAINT ck_product_options_values CHECK (JSON_VALID(option_values))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE variants (
    id                BINARY(16) NOT NULL PRIMARY KEY,
    product_id        BINARY(16) NOT NULL,
    position          SMALLINT UNSIGNED NOT NULL,
    sku               VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    barcode           VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    option1           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    option2           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    option3           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    -- Place of its picture in product_media.
    media_position    SMALLINT UNSIGNED NULL,
    weight_grams      INT UNSIGNED NOT NULL DEFAULT 0,
    requires_shipping BOOLEAN NOT NULL DEFAULT TRUE,
    taxable           BOOLEAN NOT NULL DEFAULT TRUE,
    -- Whether stock is counted, and whether it is sold on below zero available.
    tracked           BOOLEAN NOT NULL DEFAULT TRUE,
    continue_selling  BOOLEAN NOT NULL DEFAULT FALSE,
    cost              BIGINT NULL,
    archived_at       DATETIME(6) NULL,
    UNIQUE KEY uq_variants_sku (sku),
    UNIQUE KEY uq_variants_options (product_id, option1, option2, option3),
    KEY ix_variants_product (product_id, position),
    -- All that a grid asks of the variants of its products.
    KEY ix_variants_card (product_id, archived_at, tracked, continue_selling),
    KEY ix_variants_barcode (barcode),
    CONSTRAINT fk_variants_product FOREIGN KEY (product_id) REFERENCES products (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE price_lists (
    id         BINARY(16) NOT NULL PRIMARY KEY,
    code       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name       VARCHAR(255) NOT NULL,
    currency   CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE KEY uq_price_lists_code (code),
    CONSTRAINT ck_price_lists_currency CHECK (currency REGEXP '^[A-Z]{3}$')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE prices (
    variant_id    BINARY(16) NOT NULL,
    price_list_id BINARY(16) NOT NULL,
    amount        BIGINT NOT NULL,
    compare_at    BIGINT NULL,
    updated_at    DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (variant_id, price_list_id),
    KEY ix_prices_list (price_list_id, amount),
    CONSTRAINT fk_prices_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE,
    CONSTRAINT fk_prices_list FOREIGN KEY (price_list_id) REFERENCES price_lists (id),
    CONSTRAINT ck_prices_amount CHECK (amount >= 0 AND amount <= 1000000000),
    CONSTRAINT ck_prices_compare CHECK (compare_at IS NULL OR compare_at BETWEEN 0 AND 1000000000)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE price_history (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    variant_id    BINARY(16) NOT NULL,
    price_list_id BINARY(16) NOT NULL,
    amount        BIGINT NOT NULL,
    compare_at    BIGINT NULL,
    before_amount BIGINT NULL,
    reason        VARCHAR(500) NOT NULL DEFAULT '',
    actor         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id      BINARY(16) NULL,
    at            DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_price_history_variant (variant_id, price_list_id, at),
    CONSTRAINT fk_price_history_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT fk_price_history_list FOREIGN KEY (price_list_id) REFERENCES price_lists (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE categories (
    id        BINARY(16) NOT NULL PRIMARY KEY,
    parent_id BINARY(16) NULL,
    handle    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- "Home > Lighting": names it in imports.
    path      VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title     VARCHAR(255) NOT NULL,
    intro     TEXT NOT NULL DEFAULT '',
    seo_text  TEXT NOT NULL DEFAULT '',
    depth     TINYINT UNSIGNED NOT NULL,
    position  SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    media_id  BINARY(16) NULL,
    UNIQUE KEY uq_categories_handle (handle),
    UNIQUE KEY uq_categories_path (path),
    KEY ix_categories_parent (parent_id, position),
    CONSTRAINT fk_categories_parent FOREIGN KEY (parent_id) REFERENCES categories (id),
    CONSTRAINT fk_categories_media FOREIGN KEY (media_id) REFERENCES media (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE product_categories (
    product_id  BINARY(16) NOT NULL,
    category_id BINARY(16) NOT NULL,
    -- 0 is the main one, which gives the breadcrumb.
    position    SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (product_id, category_id),
    KEY ix_product_categories_category (category_id),
    CONSTRAINT fk_product_categories_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT fk_product_categories_category FOREIGN KEY (category_id) REFERENCES categories (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE collections (
    id       BINARY(16) NOT NULL PRIMARY KEY,
    handle   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title    VARCHAR(255) NOT NULL,
    intro    TEXT NOT NULL DEFAULT '',
    seo_text TEXT NOT NULL DEFAULT '',
    -- NULL: made by hand.
    rule     TEXT NULL,
    position SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY uq_collections_handle (handle)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE collection_products (
    collection_id BINARY(16) NOT NULL,
    product_id    BINARY(16) NOT NULL,
    position      SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (collection_id, product_id),
    CONSTRAINT fk_collection_products_collection FOREIGN KEY (collection_id) REFERENCES collections (id) ON DELETE CASCADE,
    CONSTRAINT fk_collection_products_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE reviews (
    id          BINARY(16) NOT NULL PRIMARY KEY,
    product_id  BINARY(16) NOT NULL,
    variant_id  BINARY(16) NULL,
    user_id     BINARY(16) NULL,
    -- Names it in imports, so that a second one changes nothing.
    source_key  VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    rating      TINYINT UNSIGNED NOT NULL,
    title       VARCHAR(255) NOT NULL DEFAULT '',
    body        TEXT NOT NULL,
    author      VARCHAR(255) NOT NULL,
    verified    BOOLEAN NOT NULL DEFAULT FALSE,
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'pending',
    helpful     INT UNSIGNED NOT NULL DEFAULT 0,
    not_helpful INT UNSIGNED NOT NULL DEFAULT 0,
    reply       TEXT NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_reviews_source (source_key),
    UNIQUE KEY uq_reviews_user_product (user_id, product_id),
    KEY ix_reviews_product (product_id, status, created_at),
    KEY ix_reviews_stars (product_id, status, rating),
    CONSTRAINT fk_reviews_product FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT fk_reviews_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT fk_reviews_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT ck_reviews_rating CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT ck_reviews_status CHECK (status IN ('pending', 'approved', 'rejected', 'flagged'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE pages (
    id         BINARY(16) NOT NULL PRIMARY KEY,
    handle     VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title      VARCHAR(255) NOT NULL,
    summary    TEXT NOT NULL DEFAULT '',
    source     MEDIUMTEXT NOT NULL,
    body       MEDIUMTEXT NOT NULL,
    updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_pages_handle (handle)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Pictures that pages ask for by name: "hero-wide".
CREATE TABLE site_pictures (
    name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    media_id BINARY(16) NOT NULL,
    alt      VARCHAR(512) NOT NULL DEFAULT '',
    CONSTRAINT fk_site_pictures_media FOREIGN KEY (media_id) REFERENCES media (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE synonyms (
    id          BINARY(16) NOT NULL PRIMARY KEY,
    terms       VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    replacement VARCHAR(500) NOT NULL DEFAULT '',
    UNIQUE KEY uq_synonyms_terms (terms, kind),
    CONSTRAINT ck_synonyms_kind CHECK (kind IN ('equal', 'one_way', 'correction', 'unit', 'page'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
