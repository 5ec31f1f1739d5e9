-- Refunds that wait or were refused are looked for by their state.

ALTER TABLE refunds ADD KEY IF NOT EXISTS ix_refunds_state (state, created_at);
