-- Pictures that imports fetched: the same address is not fetched again.

CREATE TABLE IF NOT EXISTS remote_pictures (
    -- SHA-256 of the address.
    url_hash   BINARY(32) NOT NULL PRIMARY KEY,
    url        TEXT NOT NULL,
    media_id   BINARY(16) NOT NULL,
    fetched_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    CONSTRAINT fk_remote_pictures_media FOREIGN KEY (media_id) REFERENCES media (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
