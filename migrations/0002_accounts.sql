-- People and their sessions.

CREATE TABLE users (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    email           VARCHAR(320) NOT NULL,
    email_canonical VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name            VARCHAR(255) NOT NULL,
    password_hash   VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    role            VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Raised to end every session of the person at once.
    generation      INT UNSIGNED NOT NULL DEFAULT 1,
    disabled_at     DATETIME(6) NULL,
    created_at      DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY uq_users_email (email_canonical),
    CONSTRAINT ck_users_role CHECK (role IN ('customer', 'support', 'catalogue', 'admin'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE sessions (
    -- SHA-256 of the cookie's value: who reads the table cannot sign in with it.
    id_hash      BINARY(32) NOT NULL PRIMARY KEY,
    realm        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id      BINARY(16) NULL,
    generation   INT UNSIGNED NULL,
    data         LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    ip           VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NULL,
    user_agent   VARCHAR(255) NULL,
    created_at   DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    last_seen_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    expires_at   DATETIME(6) NOT NULL,
    revoked_at   DATETIME(6) NULL,
    KEY ix_sessions_expiry (expires_at),
    KEY ix_sessions_user (user_id),
    CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT ck_sessions_realm CHECK (realm IN ('shop', 'staff'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
