//! Messages to the shop: each has its letter.

use super::Rule;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "I23",
    key: "check-message-letter",
    // It left, or its job is there: ready or dead. Both are kept longer than two days.
    sql: "SELECT CONCAT('message ', LOWER(HEX(c.id))) FROM contact_messages c
          WHERE c.created_at > UTC_TIMESTAMP(6) - INTERVAL 2 DAY
            AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.effect_key = CONCAT('contact:', LOWER(HEX(c.id))))
            AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'mail.contact'
              AND REPLACE(JSON_VALUE(j.payload, '$.message'), '-', '') = LOWER(HEX(c.id)))",
}];
