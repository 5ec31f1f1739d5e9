-- Reviews that people write here: whose they are, what became of them, their pictures and votes.

ALTER TABLE reviews
    -- Where its author is told of it, and the same as addresses are compared. Imported ones have none.
    ADD COLUMN IF NOT EXISTS email VARCHAR(320) NULL AFTER author,
    ADD COLUMN IF NOT EXISTS email_canonical VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL AFTER email,
    -- SHA-256 of the author's secret link.
    ADD COLUMN IF NOT EXISTS access_hash BINARY(32) NULL AFTER email_canonical,
    -- The bought line that proves the purchase.
    ADD COLUMN IF NOT EXISTS order_line_id BINARY(16) NULL AFTER verified,
    -- Why it was rejected, from a fixed list, and in the moderator's words.
    ADD COLUMN IF NOT EXISTS reason VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER status,
    ADD COLUMN IF NOT EXISTS reason_note VARCHAR(500) NOT NULL DEFAULT '' AFTER reason,
    ADD COLUMN IF NOT EXISTS decided_at DATETIME(6) NULL AFTER reason_note,
    ADD COLUMN IF NOT EXISTS replied_at DATETIME(6) NULL AFTER reply,
    -- The last status that its author was written about, and whether of the reply.
    ADD COLUMN IF NOT EXISTS told VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER replied_at,
    ADD COLUMN IF NOT EXISTS told_reply BOOLEAN NOT NULL DEFAULT FALSE AFTER told,
    ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1 AFTER told_reply,
    ADD UNIQUE KEY IF NOT EXISTS uq_reviews_email_product (email_canonical, product_id),
    ADD UNIQUE KEY IF NOT EXISTS uq_reviews_access (access_hash),
    ADD KEY IF NOT EXISTS ix_reviews_queue (status, created_at, id),
    ADD CONSTRAINT fk_reviews_order_line FOREIGN KEY IF NOT EXISTS (order_line_id) REFERENCES order_lines (id),
    ADD CONSTRAINT IF NOT EXISTS ck_reviews_written
        CHECK ((email IS NULL) = (email_canonical IS NULL) AND (email IS NULL) = (access_hash IS NULL)),
    ADD CONSTRAINT IF NOT EXISTS ck_reviews_proof CHECK (order_line_id IS NULL OR verified),
    ADD CONSTRAINT IF NOT EXISTS ck_reviews_reason CHECK (reason IS NULL OR status = 'rejected'),
    ADD CONSTRAINT IF NOT EXISTS ck_reviews_told
        CHECK (told IS NULL OR told IN ('pending', 'approved', 'rejected'));

CREATE TABLE IF NOT EXISTS review_photos (
    review_id BINARY(16) NOT NULL,
    position  TINYINT UNSIGNED NOT NULL,
    media_id  BINARY(16) NOT NULL,
    PRIMARY KEY (review_id, position),
    KEY ix_review_photos_media (media_id),
    CONSTRAINT fk_review_photos_review FOREIGN KEY (review_id) REFERENCES reviews (id) ON DELETE CASCADE,
    CONSTRAINT fk_review_photos_media FOREIGN KEY (media_id) REFERENCES media (id),
    CONSTRAINT ck_review_photos_position CHECK (position BETWEEN 1 AND 4)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS review_votes (
    review_id BINARY(16) NOT NULL,
    -- SHA-256 of the secret in the voter's cookie.
    voter     BINARY(32) NOT NULL,
    -- A keyed hash of the address; it only counts.
    address   BINARY(32) NOT NULL,
    at        DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (review_id, voter),
    KEY ix_review_votes_address (review_id, address),
    CONSTRAINT fk_review_votes_review FOREIGN KEY (review_id) REFERENCES reviews (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS review_history (
    id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    review_id BINARY(16) NOT NULL,
    what      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note      VARCHAR(600) NOT NULL DEFAULT '',
    actor     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id  BINARY(16) NULL,
    at        DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_review_history_review (review_id, id),
    CONSTRAINT fk_review_history_review FOREIGN KEY (review_id) REFERENCES reviews (id) ON DELETE CASCADE,
    CONSTRAINT ck_review_history_what
        CHECK (what IN ('sent', 'edited', 'flagged', 'approved', 'rejected', 'undone', 'replied', 'told')),
    CONSTRAINT ck_review_history_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who reads reviews and nothing else.
ALTER TABLE users DROP CONSTRAINT IF EXISTS ck_users_role;
ALTER TABLE users ADD CONSTRAINT ck_users_role
    CHECK (role IN ('customer', 'support', 'moderator', 'catalogue', 'admin'));
