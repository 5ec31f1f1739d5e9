-- Pages that staff write, and the menus around every page of the shop. Every statement may run again after a failure half way.

ALTER TABLE pages
    -- What `source` is written in: 'markdown' or 'html'.
    ADD COLUMN IF NOT EXISTS format VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'markdown' AFTER summary,
    ADD COLUMN IF NOT EXISTS published BOOLEAN NOT NULL DEFAULT TRUE AFTER body,
    -- For search engines, where they differ from title and summary.
    ADD COLUMN IF NOT EXISTS seo_title VARCHAR(255) NOT NULL DEFAULT '' AFTER published,
    ADD COLUMN IF NOT EXISTS seo_description VARCHAR(1000) NOT NULL DEFAULT '' AFTER seo_title,
    -- Goes along with every change: another version now is a conflict.
    ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1 AFTER seo_description,
    ADD CONSTRAINT IF NOT EXISTS ck_pages_format CHECK (format IN ('markdown', 'html'));

CREATE TABLE IF NOT EXISTS menus (
    code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    CONSTRAINT ck_menus_code CHECK (code IN ('header', 'footer'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

INSERT IGNORE INTO menus (code) VALUES ('header'), ('footer');

CREATE TABLE IF NOT EXISTS menu_items (
    id            BINARY(16) NOT NULL PRIMARY KEY,
    menu          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Three levels at most.
    parent_id     BINARY(16) NULL,
    position      SMALLINT UNSIGNED NOT NULL,
    -- Empty: the title of what it leads to.
    label         VARCHAR(255) NOT NULL DEFAULT '',
    -- At most one of these; none of them makes a heading.
    category_id   BINARY(16) NULL,
    collection_id BINARY(16) NULL,
    page_id       BINARY(16) NULL,
    product_id    BINARY(16) NULL,
    address       VARCHAR(1000) NULL,
    KEY ix_menu_items_menu (menu, parent_id, position),
    CONSTRAINT fk_menu_items_menu FOREIGN KEY (menu) REFERENCES menus (code),
    CONSTRAINT fk_menu_items_parent FOREIGN KEY (parent_id) REFERENCES menu_items (id) ON DELETE CASCADE,
    CONSTRAINT fk_menu_items_category FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE,
    CONSTRAINT fk_menu_items_collection FOREIGN KEY (collection_id) REFERENCES collections (id) ON DELETE CASCADE,
    CONSTRAINT fk_menu_items_page FOREIGN KEY (page_id) REFERENCES pages (id) ON DELETE CASCADE,
    CONSTRAINT fk_menu_items_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT ck_menu_items_target CHECK (
        (category_id IS NOT NULL) + (collection_id IS NOT NULL) + (page_id IS NOT NULL) + (product_id IS NOT NULL)
        + (address IS NOT NULL) <= 1),
    CONSTRAINT ck_menu_items_words CHECK (
        label <> '' OR category_id IS NOT NULL OR collection_id IS NOT NULL OR page_id IS NOT NULL OR product_id IS NOT NULL)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
