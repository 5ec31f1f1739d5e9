-- Pictures of categories and collections that staff chose, with their words. Every statement may run again after a failure
-- half way.

ALTER TABLE categories
    ADD COLUMN IF NOT EXISTS media_alt VARCHAR(512) NOT NULL DEFAULT '' AFTER media_id;

ALTER TABLE collections
    ADD COLUMN IF NOT EXISTS media_id BINARY(16) NULL,
    ADD COLUMN IF NOT EXISTS media_alt VARCHAR(512) NOT NULL DEFAULT '',
    ADD CONSTRAINT fk_collections_media FOREIGN KEY IF NOT EXISTS (media_id) REFERENCES media (id);
