-- Orders, their lines, parcels, held stock and story.

CREATE TABLE orders (
    id               BINARY(16) NOT NULL PRIMARY KEY,
    number           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Key of the checkout that made it: one key, one order.
    checkout_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256 of the guest's signed link, which opens this order only.
    access_hash      BINARY(32) NOT NULL,
    cart_id          BINARY(16) NULL,
    user_id          BINARY(16) NULL,
    email            VARCHAR(320) NOT NULL,
    state            VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payment_status   VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'unpaid',
    payment_method   VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subtotal         BIGINT NOT NULL,
    discount         BIGINT NOT NULL DEFAULT 0,
    shipping         BIGINT NOT NULL,
    fee              BIGINT NOT NULL DEFAULT 0,
    tax              BIGINT NOT NULL,
    tax_included     BOOLEAN NOT NULL,
    -- [[2000, 2700]]: basis points and amount.
    taxes            LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    total            BIGINT NOT NULL,
    shipping_code    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    shipping_name    VARCHAR(255) NOT NULL,
    arrives_from     DATETIME(6) NOT NULL,
    arrives_to       DATETIME(6) NOT NULL,
    ship_to          LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    bill_to          LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Name for lists and search in the back office.
    customer_name    VARCHAR(255) NOT NULL,
    cancel_reason    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    version          INT UNSIGNED NOT NULL DEFAULT 1,
    placed_at        DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at       DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_orders_number (number),
    UNIQUE KEY uq_orders_checkout_key (checkout_key),
    UNIQUE KEY uq_orders_access (access_hash),
    KEY ix_orders_placed (placed_at, id),
    KEY ix_orders_state (state, placed_at),
    KEY ix_orders_email (email, placed_at),
    KEY ix_orders_cart (cart_id),
    CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT ck_orders_state CHECK (state IN ('pending_payment', 'confirmed', 'completed', 'cancelled')),
    CONSTRAINT ck_orders_payment_status CHECK (payment_status IN ('unpaid', 'paid', 'partly_refunded', 'refunded')),
    CONSTRAINT ck_orders_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
    CONSTRAINT ck_orders_amounts CHECK (subtotal >= 0 AND discount >= 0 AND shipping >= 0 AND fee >= 0 AND tax >= 0
        AND total >= 0 AND total <= 100000000000),
    CONSTRAINT ck_orders_total CHECK
        (total = subtotal - discount + shipping + fee + IF(tax_included, 0, tax))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE order_lines (
    id            BINARY(16) NOT NULL PRIMARY KEY,
    order_id      BINARY(16) NOT NULL,
    position      SMALLINT UNSIGNED NOT NULL,
    variant_id    BINARY(16) NOT NULL,
    sku           VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    handle        VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title         VARCHAR(255) NOT NULL,
    variant_title VARCHAR(500) NOT NULL DEFAULT '',
    media_id      BINARY(16) NULL,
    quantity      INT UNSIGNED NOT NULL,
    unit_price    BIGINT NOT NULL,
    line_total    BIGINT NOT NULL,
    tax_rate      INT UNSIGNED NOT NULL,
    tax           BIGINT NOT NULL,
    UNIQUE KEY uq_order_lines_position (order_id, position),
    KEY ix_order_lines_variant (variant_id),
    CONSTRAINT fk_order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_order_lines_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT fk_order_lines_media FOREIGN KEY (media_id) REFERENCES media (id),
    CONSTRAINT ck_order_lines_quantity CHECK (quantity BETWEEN 1 AND 999),
    CONSTRAINT ck_order_lines_total CHECK (unit_price >= 0 AND line_total = unit_price * quantity)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE reservations (
    id          BINARY(16) NOT NULL PRIMARY KEY,
    order_id    BINARY(16) NOT NULL,
    line_id     BINARY(16) NOT NULL,
    variant_id  BINARY(16) NOT NULL,
    quantity    INT UNSIGNED NOT NULL,
    state       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'held',
    expires_at  DATETIME(6) NOT NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    settled_at  DATETIME(6) NULL,
    KEY ix_reservations_order (order_id),
    KEY ix_reservations_variant (variant_id, state),
    KEY ix_reservations_expiry (state, expires_at),
    CONSTRAINT fk_reservations_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_reservations_line FOREIGN KEY (line_id) REFERENCES order_lines (id),
    CONSTRAINT fk_reservations_variant FOREIGN KEY (variant_id) REFERENCES variants (id),
    CONSTRAINT ck_reservations_quantity CHECK (quantity > 0),
    CONSTRAINT ck_reservations_state CHECK (state IN ('held', 'committed', 'released', 'expired', 'restocked'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE shipments (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    order_id        BINARY(16) NOT NULL,
    state           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'pending',
    carrier         VARCHAR(64) NULL,
    tracking_number VARCHAR(128) NULL,
    updated_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_shipments_order (order_id),
    CONSTRAINT fk_shipments_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_shipments_state CHECK (state IN ('pending', 'packed', 'shipped', 'delivered', 'cancelled'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Append only: every move of every state, and what was said or sent.
CREATE TABLE order_history (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id   BINARY(16) NOT NULL,
    -- order, payment, shipment, mail, note
    machine    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    to_state   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id   BINARY(16) NULL,
    note       VARCHAR(1000) NULL,
    at         DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_order_history_order (order_id, id),
    CONSTRAINT fk_order_history_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_order_history_machine CHECK (machine IN ('order', 'payment', 'shipment', 'mail', 'note'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
