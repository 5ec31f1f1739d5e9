-- What every other part leans on: the outbox, the job queue, idempotency keys, counters.

CREATE TABLE outbox (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    topic       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload     LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at  DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    KEY ix_outbox_created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE jobs (
    id           BINARY(16) NOT NULL PRIMARY KEY,
    kind         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload      LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Two jobs with one key are one job while the first is not done.
    unique_key   VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    state        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'ready',
    priority     SMALLINT NOT NULL DEFAULT 100,
    run_at       DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    attempts     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    max_attempts SMALLINT UNSIGNED NOT NULL DEFAULT 8,
    lease_owner  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    lease_until  DATETIME(6) NULL,
    last_error   TEXT NULL,
    created_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    finished_at  DATETIME(6) NULL,
    UNIQUE KEY uq_jobs_unique_key (unique_key),
    KEY ix_jobs_claim (state, run_at, priority),
    KEY ix_jobs_lease (state, lease_until),
    KEY ix_jobs_finished (state, finished_at),
    CONSTRAINT ck_jobs_state CHECK (state IN ('ready', 'running', 'done', 'dead'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row a slot: however many nodes run, a schedule fires once.
CREATE TABLE schedule_slots (
    name    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot    DATETIME(6) NOT NULL,
    job_id  BINARY(16) NOT NULL,
    PRIMARY KEY (name, slot)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE idempotency_keys (
    -- Hash of who asks and what route, so that nobody's key meets another's.
    scope        BINARY(32) NOT NULL,
    idem_key     VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash BINARY(32) NOT NULL,
    state        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'started',
    locked_until DATETIME(6) NOT NULL,
    order_id     BINARY(16) NULL,
    answer       LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    created_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (scope, idem_key),
    KEY ix_idempotency_created (created_at),
    CONSTRAINT ck_idempotency_state CHECK (state IN ('started', 'finished'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Counters of limits that all nodes share: sign-in, checkout, payment.
CREATE TABLE rate_counters (
    bucket       VARBINARY(96) NOT NULL,
    window_start DATETIME(6) NOT NULL,
    hits         INT UNSIGNED NOT NULL,
    PRIMARY KEY (bucket, window_start),
    KEY ix_rate_counters_window (window_start)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Numbers that people read: orders start at 1001.
CREATE TABLE series (
    name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    next BIGINT UNSIGNED NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

INSERT INTO series (name, next) VALUES ('order', 1001);
