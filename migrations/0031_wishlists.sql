-- Things that shoppers keep in mind, behind a cookie; a list can be shown to others by a link.

CREATE TABLE wishlists (
    id            BINARY(16) NOT NULL PRIMARY KEY,
    -- SHA-256 of the cookie's value.
    token_hash    BINARY(32) NOT NULL,
    -- SHA-256 of the secret in the link, while there is one; the number makes each new link another.
    share_hash    BINARY(32) NULL,
    share_version INT UNSIGNED NOT NULL DEFAULT 0,
    created_at    DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at    DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_wishlists_token (token_hash),
    UNIQUE KEY uq_wishlists_share (share_hash),
    KEY ix_wishlists_updated (updated_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE wishlist_items (
    wishlist_id BINARY(16) NOT NULL,
    product_id  BINARY(16) NOT NULL,
    -- The lowest price of its variants when it was saved, so that a lower one can be said.
    seen_price  BIGINT NULL,
    currency    CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    added_at    DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (wishlist_id, product_id),
    KEY ix_wishlist_items_product (product_id),
    CONSTRAINT fk_wishlist_items_wishlist FOREIGN KEY (wishlist_id) REFERENCES wishlists (id) ON DELETE CASCADE,
    CONSTRAINT fk_wishlist_items_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
