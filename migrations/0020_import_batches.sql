-- Imports as batches: what each made and changed, so that it can be taken back.

CREATE TABLE IF NOT EXISTS import_batches (
    id          BINARY(16) NOT NULL PRIMARY KEY,
    -- What the uploader called it.
    file_name   VARCHAR(255) NOT NULL,
    state       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Mapping of columns, all or nothing: as it was asked for.
    options     LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '{}',
    report      LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    -- Products that are through, while it runs.
    progress    INT UNSIGNED NOT NULL DEFAULT 0,
    -- Why it ended early.
    failure     VARCHAR(1000) NOT NULL DEFAULT '',
    actor       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id    BINARY(16) NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    finished_at DATETIME(6) NULL,
    KEY ix_import_batches_created (created_at),
    CONSTRAINT ck_import_batches_state CHECK (state IN
        ('uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'undoing', 'undone')),
    CONSTRAINT ck_import_batches_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider')),
    CONSTRAINT ck_import_batches_options CHECK (JSON_VALID(options)),
    CONSTRAINT ck_import_batches_report CHECK (report IS NULL OR JSON_VALID(report))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS import_changes (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    batch_id     BINARY(16) NOT NULL,
    kind         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The product or category. No foreign key: taking the batch back removes what it made.
    subject_id   BINARY(16) NOT NULL,
    label        VARCHAR(700) NOT NULL,
    -- Everything the import may write, before (nothing: it was made) and after.
    before_image LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    after_image  LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    state        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'made',
    UNIQUE KEY uq_import_changes_subject (batch_id, kind, subject_id),
    KEY ix_import_changes_state (batch_id, state, id),
    CONSTRAINT fk_import_changes_batch FOREIGN KEY (batch_id) REFERENCES import_batches (id) ON DELETE CASCADE,
    CONSTRAINT ck_import_changes_kind CHECK (kind IN ('product', 'category')),
    -- Kept: somebody changed it since. Archived: it was sold since.
    CONSTRAINT ck_import_changes_state CHECK (state IN ('made', 'undone', 'archived', 'kept'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
