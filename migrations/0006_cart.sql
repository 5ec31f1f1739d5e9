-- The server cart behind a cookie.

CREATE TABLE carts (
    id         BINARY(16) NOT NULL PRIMARY KEY,
    -- SHA-256 of the cookie's value.
    token_hash BINARY(32) NOT NULL,
    user_id    BINARY(16) NULL,
    currency   CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Raised with every change.
    version    INT UNSIGNED NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_carts_token (token_hash),
    UNIQUE KEY uq_carts_user (user_id),
    KEY ix_carts_updated (updated_at),
    CONSTRAINT fk_carts_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE cart_lines (
    cart_id    BINARY(16) NOT NULL,
    variant_id BINARY(16) NOT NULL,
    quantity   INT UNSIGNED NOT NULL,
    -- The price the shopper last saw, so that a change is said and not slipped in.
    seen_price BIGINT NOT NULL,
    added_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (cart_id, variant_id),
    KEY ix_cart_lines_variant (variant_id),
    CONSTRAINT fk_cart_lines_cart FOREIGN KEY (cart_id) REFERENCES carts (id) ON DELETE CASCADE,
    CONSTRAINT fk_cart_lines_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT ck_cart_lines_quantity CHECK (quantity BETWEEN 1 AND 999)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
