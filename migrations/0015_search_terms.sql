-- What is searched for, by day: words and counts, nothing of who searched.

CREATE TABLE IF NOT EXISTS search_terms (
    day       DATE NOT NULL,
    -- In one form: lower case, no accents, single blanks.
    term      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    searches  INT UNSIGNED NOT NULL,
    -- Those of them that found nothing.
    no_hits   INT UNSIGNED NOT NULL,
    -- What the last search of the day found.
    last_hits INT UNSIGNED NOT NULL,
    PRIMARY KEY (day, term),
    CONSTRAINT ck_search_terms_counts CHECK (no_hits <= searches)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
