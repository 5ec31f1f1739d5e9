-- How many people made a search of a day: what one address repeats makes it no more popular.

ALTER TABLE search_terms
    ADD COLUMN IF NOT EXISTS people INT UNSIGNED NOT NULL DEFAULT 0 AFTER searches,
    ADD COLUMN IF NOT EXISTS found BOOLEAN AS (last_hits > 0) PERSISTENT,
    -- What can be suggested is read without the many words that find nothing.
    ADD KEY IF NOT EXISTS ix_search_terms_found (found, day, term, people),
    ADD KEY IF NOT EXISTS ix_search_terms_term (term, day);

-- Who made the searches so far is not known.
UPDATE search_terms SET people = searches WHERE people = 0;
