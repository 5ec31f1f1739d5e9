-- Mails that leave by the queue: one row an effect, so that a retry never becomes a second letter.

CREATE TABLE mails (
    id         BINARY(16) NOT NULL PRIMARY KEY,
    effect_key VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id   BINARY(16) NULL,
    recipient  VARCHAR(320) NOT NULL,
    subject    VARCHAR(500) NOT NULL,
    sent_at    DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_mails_effect (effect_key),
    CONSTRAINT fk_mails_order FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
