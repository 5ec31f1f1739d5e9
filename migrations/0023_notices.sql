-- Who waits for what: one notice a person and variant, done with its letter.

CREATE TABLE IF NOT EXISTS stock_notices (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    variant_id      BINARY(16) NOT NULL,
    email           VARCHAR(320) NOT NULL,
    email_canonical VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- SHA-256 of the secret link by which its reader gets no more of them.
    access_hash     BINARY(32) NOT NULL,
    state           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    -- Raised when the same person asks once more: each round is one letter.
    round           INT UNSIGNED NOT NULL DEFAULT 1,
    created_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    sent_at         DATETIME(6) NULL,
    UNIQUE KEY uq_stock_notices_person (variant_id, email_canonical),
    UNIQUE KEY uq_stock_notices_access (access_hash),
    KEY ix_stock_notices_waiting (state, variant_id, created_at),
    KEY ix_stock_notices_email (email_canonical, state),
    CONSTRAINT fk_stock_notices_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE,
    CONSTRAINT ck_stock_notices_state CHECK (state IN ('waiting', 'sent')),
    CONSTRAINT ck_stock_notices_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
