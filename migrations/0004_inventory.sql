-- Stock: what is there, what is set aside, and why it changed.

CREATE TABLE inventory (
    variant_id BINARY(16) NOT NULL PRIMARY KEY,
    on_hand    BIGINT NOT NULL,
    reserved   BIGINT NOT NULL DEFAULT 0,
    -- Sold on although none is there (variants.continue_selling): on_hand below zero counts the units owed.
    -- Nobody but the hold of such a variant sets it, so that nothing else can sell more than there is.
    may_owe    BOOLEAN NOT NULL DEFAULT FALSE,
    -- The count that the last import gave: the same again says nothing new, whatever was sold since.
    imported   BIGINT NULL,
    CONSTRAINT fk_inventory_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT ck_inventory_on_hand CHECK (may_owe OR on_hand >= 0),
    CONSTRAINT ck_inventory_reserved CHECK (reserved >= 0 AND (may_owe OR reserved <= on_hand))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Append only. The sum of delta is on_hand, always.
CREATE TABLE stock_movements (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    variant_id    BINARY(16) NOT NULL,
    delta         BIGINT NOT NULL,
    on_hand_after BIGINT NOT NULL,
    kind          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason        VARCHAR(500) NOT NULL DEFAULT '',
    order_id      BINARY(16) NULL,
    actor         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id      BINARY(16) NULL,
    at            DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_stock_movements_variant (variant_id, id),
    CONSTRAINT fk_stock_movements_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT ck_stock_movements_kind CHECK
        (kind IN ('initial', 'sale', 'restock', 'receipt', 'count', 'damage', 'correction', 'import'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
