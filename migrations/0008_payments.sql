-- Payments, refunds, the ledger, what providers tell us, and the local gateway's own books.

CREATE TABLE payments (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    order_id        BINARY(16) NOT NULL,
    gateway         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Stored before the provider is asked; a crash asks again with the same key.
    idem_key        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_ref    VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    -- The provider's page for the shopper.
    redirect_url    VARCHAR(1000) NULL,
    state           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'created',
    currency        CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount          BIGINT NOT NULL,
    captured        BIGINT NOT NULL DEFAULT 0,
    refunded        BIGINT NOT NULL DEFAULT 0,
    failure         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_payments_idem_key (idem_key),
    UNIQUE KEY uq_payments_provider_ref (gateway, provider_ref),
    KEY ix_payments_order (order_id),
    KEY ix_payments_state (state, updated_at),
    CONSTRAINT fk_payments_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_payments_amounts CHECK (amount >= 0 AND captured BETWEEN 0 AND amount AND refunded BETWEEN 0 AND captured),
    CONSTRAINT ck_payments_state CHECK
        (state IN ('created', 'pending', 'unknown', 'captured', 'failed', 'cancelled', 'refunded'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE refunds (
    id           BINARY(16) NOT NULL PRIMARY KEY,
    payment_id   BINARY(16) NOT NULL,
    idem_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    amount       BIGINT NOT NULL,
    reason       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'created',
    created_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_refunds_idem_key (idem_key),
    UNIQUE KEY uq_refunds_provider_ref (provider_ref),
    KEY ix_refunds_payment (payment_id),
    CONSTRAINT fk_refunds_payment FOREIGN KEY (payment_id) REFERENCES payments (id),
    CONSTRAINT ck_refunds_amount CHECK (amount > 0),
    CONSTRAINT ck_refunds_state CHECK (state IN ('created', 'done', 'failed'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Append only, double entry: the rows of one movement sum to zero.
CREATE TABLE ledger (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id   BINARY(16) NOT NULL,
    payment_id BINARY(16) NOT NULL,
    refund_id  BINARY(16) NULL,
    -- customer or till
    account    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency   CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount     BIGINT NOT NULL,
    at         DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_ledger_order (order_id),
    CONSTRAINT fk_ledger_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT fk_ledger_payment FOREIGN KEY (payment_id) REFERENCES payments (id),
    CONSTRAINT fk_ledger_refund FOREIGN KEY (refund_id) REFERENCES refunds (id),
    CONSTRAINT ck_ledger_account CHECK (account IN ('customer', 'till')),
    CONSTRAINT ck_ledger_kind CHECK (kind IN ('capture', 'refund'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE webhook_inbox (
    id           BINARY(16) NOT NULL PRIMARY KEY,
    provider     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id     VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    body         MEDIUMBLOB NOT NULL,
    state        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'new',
    note         VARCHAR(500) NULL,
    received_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    processed_at DATETIME(6) NULL,
    UNIQUE KEY uq_webhook_inbox_event (provider, event_id),
    KEY ix_webhook_inbox_state (state, received_at),
    CONSTRAINT ck_webhook_inbox_state CHECK (state IN ('new', 'done', 'ignored', 'quarantined'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The local gateway plays a provider: these tables are its own, the shop reads them only through the gateway.
CREATE TABLE local_gateway_payments (
    reference   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    idem_key    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    label       VARCHAR(255) NOT NULL,
    currency    CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount      BIGINT NOT NULL,
    refunded    BIGINT NOT NULL DEFAULT 0,
    -- Silent: gives no answer. Processing: will be paid in a while.
    state       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'open',
    failure     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    return_url  VARCHAR(1000) NOT NULL,
    decided_at  DATETIME(6) NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_local_gateway_idem_key (idem_key),
    CONSTRAINT ck_local_gateway_state CHECK (state IN 
        ('open', 'challenged', 'silent', 'processing', 'paid', 'declined', 'cancelled')),
    CONSTRAINT ck_local_gateway_amount CHECK (amount >= 0 AND refunded BETWEEN 0 AND amount)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE local_gateway_refunds (
    reference         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    payment_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    idem_key          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount            BIGINT NOT NULL,
    created_at        DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_local_gateway_refunds_key (idem_key),
    CONSTRAINT fk_local_gateway_refunds_payment FOREIGN KEY (payment_reference) REFERENCES local_gateway_payments (reference)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
