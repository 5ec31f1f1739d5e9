//! `stoa check`: the invariants, each a query that must return no row.

mod catalog;
mod contact;
mod links;
mod money;
mod notices;
mod platform;
mod reviews;
mod stock;

use crate::{Broken, Shop, catalog::unruly, text};
use serde::Serialize;
use sqlx::{AssertSqlSafe, MySqlConnection};

/// A row that breaks an invariant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The invariant, such as `I3`.
    pub rule: &'static str,
    pub sentence: &'static str,
    pub row: String,
}

/// An invariant: its query names each row that breaks it.
pub(crate) struct Rule {
    /// The invariant that it proves, or a part of it.
    name: &'static str,
    /// Key of its sentence in the text catalog.
    key: &'static str,
    /// Returns one text column; ends where a LIMIT may follow.
    sql: &'static str,
}

/// The invariant of derived prices, which the rule itself proves: it is not written a second time in SQL.
const PRICES: (&str, &str) = ("I21", "check-derived-prices");

/// Most rows shown of one rule: a broken shop needs the pattern, not every row.
const SHOWN: u32 = 100;

/// Runs every invariant. Each query sees one consistent moment, so it may run while people buy.
pub async fn run(shop: &Shop) -> Result<Vec<Violation>, Broken> {
    // A connection of its own, which may take its time.
    let mut conn = shop.pool.acquire().await?.detach();
    sqlx::query("SET SESSION max_statement_time = 120").execute(&mut conn).await?;
    let violations = run_on(&mut conn).await?;
    sqlx::Connection::close(conn).await?;
    Ok(violations)
}

/// Runs every invariant on a connection, with what its transaction has changed so far.
pub async fn run_on(conn: &mut MySqlConnection) -> Result<Vec<Violation>, Broken> {
    let mut violations = vec![];
    for rule in rules() {
        let sql = AssertSqlSafe(format!("{} LIMIT {SHOWN}", rule.sql));
        let rows: Vec<Option<String>> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await?;
        violations.extend(rows.into_iter().map(|row| Violation {
            rule: rule.name,
            sentence: text::t(rule.key),
            row: row.unwrap_or_default(),
        }));
    }
    let prices = unruly(conn, SHOWN as usize).await?;
    violations.extend(prices.into_iter().map(|row| Violation { rule: PRICES.0, sentence: text::t(PRICES.1), row }));
    Ok(violations)
}

/// The key of every invariant's sentence.
pub fn keys() -> impl Iterator<Item = &'static str> {
    rules().map(|rule| rule.key)
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        stock::RULES,
        money::RULES,
        links::RULES,
        catalog::RULES,
        platform::RULES,
        reviews::RULES,
        notices::RULES,
        contact::RULES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_sentence() {
        for rule in rules() {
            assert!(text::has(rule.key), "{} has no sentence `{}`", rule.name, rule.key);
        }
        assert!(text::has(PRICES.1));
    }
}
