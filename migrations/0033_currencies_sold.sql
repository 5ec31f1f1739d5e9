-- Carts and shipping in further currencies.

ALTER TABLE shipping_methods
    -- Follows from the way of the shop's own currency, as prices do.
    ADD COLUMN IF NOT EXISTS derived BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE cart_lines
    -- NULL: no price of the cart's currency was seen yet.
    MODIFY COLUMN seen_price BIGINT NULL;
