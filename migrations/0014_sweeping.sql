-- What sweeping needs, and a column that named no job.

-- Nothing ever read it; the job of a slot is found by its unique key.
ALTER TABLE schedule_slots DROP COLUMN IF EXISTS job_id;

-- Old mails are found by their age.
ALTER TABLE mails ADD KEY IF NOT EXISTS ix_mails_created (created_at);
