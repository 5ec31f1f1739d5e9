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

-- Currencies are three capitals wherever an amount stands beside one.
ALTER TABLE carts ADD CONSTRAINT IF NOT EXISTS ck_carts_currency CHECK (currency REGEXP '^[A-Z]{3}$');
ALTER TABLE shipping_methods
    ADD CONSTRAINT IF NOT EXISTS ck_shipping_methods_currency CHECK (currency REGEXP '^[A-Z]{3}$');
ALTER TABLE local_gateway_payments
    ADD CONSTRAINT IF NOT EXISTS ck_local_gateway_currency CHECK (currency REGEXP '^[A-Z]{3}$');

-- Ways to pay, who stands behind them, and money that is no movement when it is nothing.
ALTER TABLE payments
    ADD CONSTRAINT IF NOT EXISTS ck_payments_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
    ADD CONSTRAINT IF NOT EXISTS ck_payments_method CHECK (method IN ('card', 'on_delivery', 'bank_transfer')),
    -- None: an order that costs nothing is paid by nobody.
    ADD CONSTRAINT IF NOT EXISTS ck_payments_gateway CHECK (gateway IN ('local', 'hand', 'none'));
ALTER TABLE ledger
    ADD CONSTRAINT IF NOT EXISTS ck_ledger_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
    ADD CONSTRAINT IF NOT EXISTS ck_ledger_amount CHECK (amount <> 0);
ALTER TABLE local_gateway_refunds
    ADD CONSTRAINT IF NOT EXISTS ck_local_gateway_refunds_amount CHECK (amount > 0);
ALTER TABLE orders
    ADD CONSTRAINT IF NOT EXISTS ck_orders_payment_method
        CHECK (payment_method IN ('card', 'on_delivery', 'bank_transfer')),
    ADD CONSTRAINT IF NOT EXISTS ck_orders_discount CHECK (discount <= subtotal);
ALTER TABLE order_lines ADD CONSTRAINT IF NOT EXISTS ck_order_lines_tax CHECK (tax >= 0);

-- Who did it.
ALTER TABLE price_history
    ADD CONSTRAINT IF NOT EXISTS ck_price_history_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider'));
ALTER TABLE order_history
    ADD CONSTRAINT IF NOT EXISTS ck_order_history_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider'));

-- A movement moves something; the order behind it, and behind a key of the checkout, is there.
DELETE FROM stock_movements WHERE delta = 0;
ALTER TABLE stock_movements
    ADD CONSTRAINT IF NOT EXISTS ck_stock_movements_actor CHECK (actor IN ('shopper', 'staff', 'system', 'provider')),
    ADD CONSTRAINT IF NOT EXISTS ck_stock_movements_delta CHECK (delta <> 0),
    ADD KEY IF NOT EXISTS ix_stock_movements_order (order_id),
    ADD CONSTRAINT fk_stock_movements_order FOREIGN KEY IF NOT EXISTS (order_id) REFERENCES orders (id);
ALTER TABLE idempotency_keys
    ADD KEY IF NOT EXISTS ix_idempotency_order (order_id),
    ADD CONSTRAINT fk_idempotency_keys_order FOREIGN KEY IF NOT EXISTS (order_id) REFERENCES orders (id);

-- A line of an order is held or sold once; what was let go of it lies beside that.
ALTER TABLE reservations
    ADD COLUMN IF NOT EXISTS live_line BINARY(16) AS (IF(state IN ('held', 'committed'), line_id, NULL)) STORED,
    ADD UNIQUE KEY IF NOT EXISTS uq_reservations_live (live_line);
