-- Prices that follow from those of another list, by a rate and a rounding.

ALTER TABLE price_lists
    -- Whose prices are turned into those of this list; NULL for a list whose prices are all its own.
    ADD COLUMN IF NOT EXISTS base_id BINARY(16) NULL,
    -- Units of this currency for one of the base's, in billionths.
    ADD COLUMN IF NOT EXISTS rate BIGINT NULL,
    -- Prices are multiples of the step less something, in minor units: 100 and 1 give .99.
    ADD COLUMN IF NOT EXISTS round_step INT UNSIGNED NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS round_less INT UNSIGNED NOT NULL DEFAULT 0,
    -- While prices are derived anew: everything up to this variant is done.
    ADD COLUMN IF NOT EXISTS settled BOOLEAN NOT NULL DEFAULT TRUE,
    ADD COLUMN IF NOT EXISTS settled_to BINARY(16) NULL,
    -- Becomes the list of its currency when it is settled.
    ADD COLUMN IF NOT EXISTS opening BOOLEAN NOT NULL DEFAULT FALSE,
    ADD CONSTRAINT fk_price_lists_base FOREIGN KEY IF NOT EXISTS (base_id) REFERENCES price_lists (id);

ALTER TABLE price_lists
    ADD CONSTRAINT IF NOT EXISTS ck_price_lists_rate
        CHECK ((base_id IS NULL) = (rate IS NULL) AND (rate IS NULL OR rate BETWEEN 1 AND 1000000000000000)),
    ADD CONSTRAINT IF NOT EXISTS ck_price_lists_rounding
        CHECK (round_step BETWEEN 1 AND 1000000 AND round_less < round_step),
    ADD CONSTRAINT IF NOT EXISTS ck_price_lists_settled
        CHECK ((base_id IS NOT NULL OR settled) AND (NOT settled OR settled_to IS NULL)),
    ADD CONSTRAINT IF NOT EXISTS ck_price_lists_opening CHECK (NOT (opening AND is_default));

ALTER TABLE prices
    -- Follows from the base list; a price that somebody set is left alone.
    ADD COLUMN IF NOT EXISTS derived BOOLEAN NOT NULL DEFAULT FALSE;
