-- What upkeep needs, and columns that nothing reads.

-- Since when the stock of a variant is counted: orders from before hold none of it.
ALTER TABLE variants ADD COLUMN IF NOT EXISTS tracked_since DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6));
