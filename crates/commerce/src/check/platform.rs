//! The spine: events, mails, jobs, sessions.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "I12",
        key: "check-events",
        // The outbox is swept; only orders younger than its oldest row can be asked about.
        sql: "SELECT CONCAT('order ', o.number) FROM orders o
              WHERE o.placed_at > (SELECT MIN(created_at) FROM outbox)
                AND o.placed_at > UTC_TIMESTAMP(6) - INTERVAL 2 DAY
                AND LOWER(HEX(o.id)) NOT IN
                  (SELECT REPLACE(JSON_VALUE(payload, '$.order'), '-', '') FROM outbox
                   WHERE topic = 'order.placed' AND JSON_VALUE(payload, '$.order') IS NOT NULL)",
    },
    Rule {
        name: "I13",
        key: "check-mail-lost",
        // A mail that waits has a job; one that was refused for good stands in its order's story.
        sql: "SELECT CONCAT(m.kind, ' to ', m.recipient) FROM mails m
              WHERE m.sent_at IS NULL AND m.refused_at IS NULL AND m.created_at < UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE
                AND NOT EXISTS (SELECT 1 FROM jobs j
                  WHERE j.unique_key = CONCAT('mail:', m.effect_key) AND j.state IN ('ready', 'running'))",
    },
    Rule {
        name: "I13",
        key: "check-mail-never-asked",
        sql: "SELECT CONCAT('order ', o.number) FROM orders o
              WHERE o.state IN ('confirmed', 'completed') AND o.placed_at > UTC_TIMESTAMP(6) - INTERVAL 2 DAY
                AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.order_id = o.id AND m.kind = 'order_placed')
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'mail' AND j.state IN ('ready', 'running')
                  AND JSON_VALUE(j.payload, '$.kind') = 'order_placed'
                  AND REPLACE(JSON_VALUE(j.payload, '$.order'), '-', '') = LOWER(HEX(o.id)))",
    },
    Rule {
        name: "I14",
        key: "check-job-stuck",
        sql: "SELECT CONCAT(kind, ' ', LOWER(HEX(id)), ': lease until ', COALESCE(lease_until, 'never')) FROM jobs
              WHERE state = 'running' AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE)",
    },
    Rule {
        name: "I12",
        key: "check-webhook-stuck",
        sql: "SELECT CONCAT(provider, ' ', event_id) FROM webhook_inbox w
              WHERE state = 'new' AND received_at < UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'webhook' AND j.state IN ('ready', 'running')
                  AND REPLACE(JSON_VALUE(j.payload, '$.row'), '-', '') = LOWER(HEX(w.id)))",
    },
    Rule {
        name: "I14",
        key: "check-refund-stuck",
        // Money that came by hand waits for a person; the back office says so.
        sql: "SELECT CONCAT('order ', o.number, ': ', r.amount) FROM refunds r
              JOIN payments p ON p.id = r.payment_id JOIN orders o ON o.id = p.order_id
              WHERE r.state = 'created' AND p.gateway <> 'hand' AND r.created_at < UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'refund' AND j.state IN ('ready', 'running')
                  AND REPLACE(JSON_VALUE(j.payload, '$.refund'), '-', '') = LOWER(HEX(r.id)))",
    },
    Rule {
        name: "I14",
        key: "check-import-stuck",
        // One that runs from the command line has no job, and no more time than a job has.
        sql: "SELECT CONCAT(b.file_name, ': ', b.state) FROM import_batches b
              WHERE b.state IN ('checking', 'queued', 'running', 'undoing')
                AND b.created_at < UTC_TIMESTAMP(6) - INTERVAL 3 HOUR
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'import.run' AND j.state IN ('ready', 'running')
                  AND REPLACE(JSON_VALUE(j.payload, '$.batch'), '-', '') = LOWER(HEX(b.id)))",
    },
    Rule {
        name: "I17",
        key: "check-session",
        // A session that belongs to nobody who may sign in is refused by its generation; here a generation lies ahead.
        sql: "SELECT CONCAT('session of ', u.email) FROM sessions s JOIN users u ON u.id = s.user_id
              WHERE s.revoked_at IS NULL AND s.expires_at > UTC_TIMESTAMP(6)
                AND (s.generation IS NULL OR s.generation > u.generation
                     OR (s.realm = 'staff' AND u.role = 'customer' AND s.generation = u.generation))",
    },
    Rule {
        name: "I17",
        key: "check-session-disabled",
        sql: "SELECT CONCAT('session of ', u.email) FROM sessions s JOIN users u ON u.id = s.user_id
              WHERE s.revoked_at IS NULL AND s.expires_at > UTC_TIMESTAMP(6) AND s.last_seen_at > u.disabled_at",
    },
];
