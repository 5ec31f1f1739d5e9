-- A mail that the server refused for good waits for nobody; the order's story says so.

ALTER TABLE mails ADD COLUMN IF NOT EXISTS refused_at DATETIME(6) NULL AFTER sent_at;
