//! Connections and what is expected of the server behind them.

use crate::{error::Broken, settings::DatabaseSettings};
use secrecy::ExposeSecret;
use sqlx::{
    ConnectOptions, MySqlPool,
    mysql::{MySqlConnectOptions, MySqlPoolOptions},
};
use std::{collections::HashMap, str::FromStr, time::Duration};

/// Opens the pool. Connections are made when first needed, so that a shop starts without its database.
pub async fn connect(settings: &DatabaseSettings) -> Result<MySqlPool, Broken> {
    let options = MySqlConnectOptions::from_str(settings.url.expose_secret())?
        .charset("utf8mb4")
        .collation("utf8mb4_unicode_ci")
        .disable_statement_logging();
    let pool = MySqlPoolOptions::new()
        .max_connections(settings.connections)
        .acquire_timeout(Duration::from_secs(2))
        // A round trip before every query would halve the throughput; a dead connection shows at the query itself.
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                for statement in SESSION_STATEMENTS {
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .connect_lazy_with(options);
    Ok(pool)
}

/// What every connection is set to: strict words, UTC, limits on waiting and idling, READ COMMITTED.
const SESSION_STATEMENTS: [&str; 2] = [
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', \
     time_zone = '+00:00', innodb_lock_wait_timeout = 5, max_statement_time = 5, idle_transaction_timeout = 30",
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

/// Settings of the server that a shop in production must not run with, as (variable, value, wanted).
pub async fn weaknesses(pool: &MySqlPool) -> Result<Vec<(String, String, String)>, Broken> {
    let rows: Vec<(String, String)> = sqlx::query_as("SHOW GLOBAL VARIABLES").fetch_all(pool).await?;
    Ok(weak(&rows.into_iter().collect()))
}

fn weak(variables: &HashMap<String, String>) -> Vec<(String, String, String)> {
    let value = |name: &str| variables.get(name).map(String::as_str).unwrap_or_default();
    let mut wanted: Vec<(&str, &[&str])> = vec![
        // 3 is 1 with a second flush at the group commit.
        ("innodb_flush_log_at_trx_commit", &["1", "3"]),
        ("innodb_doublewrite", &["ON"]),
        ("innodb_rollback_on_timeout", &["ON"]),
        ("character_set_server", &["utf8mb4"]),
    ];
    // What the log of changes forgets, a copy made from it and a restore never know.
    if value("log_bin").eq_ignore_ascii_case("ON") {
        wanted.push(("sync_binlog", &["1"]));
    }
    wanted.retain(|(name, good)| !good.iter().any(|good| value(name).eq_ignore_ascii_case(good)));
    wanted.into_iter().map(|(name, good)| (name.to_owned(), value(name).to_owned(), good.join(" or "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_lose_a_commit_is_weak() {
        let sound = [
            ("innodb_flush_log_at_trx_commit", "1"),
            ("innodb_doublewrite", "ON"),
            ("innodb_rollback_on_timeout", "ON"),
            ("character_set_server", "utf8mb4"),
            ("log_bin", "ON"),
            ("sync_binlog", "1"),
        ];
        let names = |name: &str, value: &str| {
            let mut variables: HashMap<_, _> = sound.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
            variables.insert(name.into(), value.into());
            weak(&variables).into_iter().map(|(name, ..)| name).collect::<Vec<_>>()
        };
        assert!(names("innodb_flush_log_at_trx_commit", "3").is_empty());
        assert_eq!(names("innodb_flush_log_at_trx_commit", "2"), ["innodb_flush_log_at_trx_commit"]);
        assert_eq!(names("sync_binlog", "0"), ["sync_binlog"]);
        let without_log =
            [("log_bin", "OFF"), ("sync_binlog", "0")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert!(weak(&without_log.into()).iter().all(|(name, ..)| name != "sync_binlog"));
        assert_eq!(names("innodb_doublewrite", ""), ["innodb_doublewrite"]);
    }
}
