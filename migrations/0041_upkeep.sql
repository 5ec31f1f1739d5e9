-- What was done once to all rows, and in which version: a newer program does it again. Every statement may run again after
-- a failure half way.

CREATE TABLE IF NOT EXISTS upkeep (
    name    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    version INT UNSIGNED NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
