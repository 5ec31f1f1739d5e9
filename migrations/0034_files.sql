-- Pictures and the files behind them. Every statement may run again after a failure half way.

ALTER TABLE media
    -- When the picture came last: what came a moment ago is about to be shown somewhere, and is not swept.
    ADD COLUMN IF NOT EXISTS taken_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)) AFTER created_at;

-- Pictures whose files may lie in the store without a row of `media`: they are being written, or being removed. Whoever is
-- cut off leaves a row, by which the files are found.
CREATE TABLE IF NOT EXISTS media_loose (
    hash  BINARY(32) NOT NULL PRIMARY KEY,
    since DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
