-- What people write to the shop by its form. The letter to the shop may be lost on its way; the message is not.

CREATE TABLE IF NOT EXISTS contact_messages (
    id           BINARY(16) NOT NULL PRIMARY KEY,
    name         VARCHAR(100) NOT NULL,
    email        VARCHAR(320) NOT NULL,
    -- As it was typed; empty where it is not about an order.
    order_number VARCHAR(40) NOT NULL DEFAULT '',
    body         TEXT NOT NULL,
    -- SHA-256 of who wrote what: the same sent twice is one message.
    digest       BINARY(32) NOT NULL,
    created_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    answered_at  DATETIME(6) NULL,
    UNIQUE KEY uq_contact_messages_digest (digest),
    KEY ix_contact_messages_answered (answered_at, created_at),
    CONSTRAINT ck_contact_messages_words CHECK (name <> '' AND email <> '' AND body <> '')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
