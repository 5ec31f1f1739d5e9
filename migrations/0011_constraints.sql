-- What the schema refuses from now on. Every statement may run again after a failure half way.

-- One default list a currency; where there are more, the oldest stays the default.
UPDATE price_lists later
JOIN price_lists first ON first.currency = later.currency AND first.is_default AND first.id < later.id
SET later.is_default = FALSE WHERE later.is_default;

ALTER TABLE price_lists
    -- RTRIM: MariaDB lets a CHAR into a generated column only without its padding, which depends on the session.
    ADD COLUMN IF NOT EXISTS default_currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin
        AS (IF(is_default, RTRIM(currency), NULL)) STORED,
    ADD UNIQUE KEY IF NOT EXISTS uq_price_lists_default (default_currency);
