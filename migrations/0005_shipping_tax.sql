-- Where the shop ships to, for how much, and which tax is due there.

CREATE TABLE shipping_zones (
    id       BINARY(16) NOT NULL PRIMARY KEY,
    code     VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name     VARCHAR(255) NOT NULL,
    UNIQUE KEY uq_shipping_zones_code (code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A country lies in at most one zone. Its standard rate of tax, in basis points, stands here too.
CREATE TABLE zone_countries (
    country  CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    zone_id  BINARY(16) NOT NULL,
    tax_rate INT UNSIGNED NOT NULL,
    -- Gross: prices contain the tax. Net: it is added at the end.
    tax_mode VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'gross',
    KEY ix_zone_countries_zone (zone_id),
    CONSTRAINT fk_zone_countries_zone FOREIGN KEY (zone_id) REFERENCES shipping_zones (id),
    CONSTRAINT ck_zone_countries_rate CHECK (tax_rate <= 10000),
    CONSTRAINT ck_zone_countries_mode CHECK (tax_mode IN ('gross', 'net'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE shipping_methods (
    id        BINARY(16) NOT NULL PRIMARY KEY,
    zone_id   BINARY(16) NOT NULL,
    code      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name      VARCHAR(255) NOT NULL,
    hint      VARCHAR(255) NOT NULL DEFAULT '',
    currency  CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount    BIGINT NOT NULL,
    -- Free from this subtotal on.
    free_from BIGINT NULL,
    min_days  TINYINT UNSIGNED NOT NULL,
    max_days  TINYINT UNSIGNED NOT NULL,
    position  SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY uq_shipping_methods_code (zone_id, currency, code),
    CONSTRAINT fk_shipping_methods_zone FOREIGN KEY (zone_id) REFERENCES shipping_zones (id),
    CONSTRAINT ck_shipping_methods_amount CHECK (amount >= 0),
    CONSTRAINT ck_shipping_methods_days CHECK (min_days <= max_days)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
