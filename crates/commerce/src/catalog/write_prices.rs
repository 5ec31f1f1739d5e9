//! The one place that writes prices: with their history, and with the prices of further lists that follow from them.
//!
//! Whoever changes prices of a list shares a lock on its row and on the rows of the lists that follow; whoever changes
//! a rule, adds a list or derives it anew holds its row alone. So no price is derived by one rule while another comes
//! into force, and none is left behind.

use super::lowest;
use crate::db::insert_many;
use model::{
    Currency, PriceListId, UserId, VariantId,
    rate::{Rate, Rounding, Rule},
};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashMap;

/// A price to be written, with the one that it replaces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPrice {
    pub variant: VariantId,
    pub amount: i64,
    pub compare_at: Option<i64>,
    pub before: Option<i64>,
}

/// Who changes prices, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Why<'a> {
    pub reason: &'a str,
    pub actor: &'static str,
    pub user: Option<UserId>,
}

/// Writes prices that somebody set, and in the same transaction those that follow from them in other lists.
pub(crate) async fn write_prices(
    tx: &mut MySqlConnection,
    list: PriceListId,
    prices: &[NewPrice],
    why: Why<'_>,
) -> Result<(), sqlx::Error> {
    if prices.is_empty() {
        return Ok(());
    }
    store(tx, list, prices, Origin::Set, why).await?;
    for follower in followers(tx, list).await? {
        follow(tx, &follower, prices, why).await?;
    }
    Ok(())
}

/// Takes the locks that writing prices of a list will take, for whoever locks much else before it comes to that.
pub(crate) async fn hold_rules(tx: &mut MySqlConnection, list: PriceListId) -> Result<(), sqlx::Error> {
    followers(tx, list).await.map(drop)
}

/// A list whose prices follow from those of another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follower {
    pub id: PriceListId,
    pub rule: Rule,
}

/// A list that follows from another, kept as it is until the transaction ends; `None` where it follows none.
pub(crate) async fn follower(tx: &mut MySqlConnection, list: PriceListId) -> Result<Option<Follower>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT l.currency, l.rate as "rate!", l.round_step, l.round_less, b.currency as base
           FROM price_lists l JOIN price_lists b ON b.id = l.base_id WHERE l.id = ? LOCK IN SHARE MODE"#,
        list,
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let rule = rule((&row.base, &row.currency), row.rate, (row.round_step, row.round_less))?;
    Ok(Some(Follower { id: list, rule }))
}

/// Lets a price that was set by hand follow from its base again.
pub(crate) async fn let_follow(
    tx: &mut MySqlConnection,
    follower: &Follower,
    base: NewPrice,
    why: Why<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE prices SET derived = TRUE WHERE variant_id = ? AND price_list_id = ?",
        base.variant,
        follower.id
    )
    .execute(&mut *tx)
    .await?;
    follow(tx, follower, &[base], why).await.map(drop)
}

/// Derives the prices of a list from some of its base; returns the variants whose price is another now. A price that
/// somebody set stays as it is.
pub(super) async fn follow(
    tx: &mut MySqlConnection,
    follower: &Follower,
    bases: &[NewPrice],
    why: Why<'_>,
) -> Result<Vec<VariantId>, sqlx::Error> {
    let mut changed = vec![];
    for some in bases.chunks(1_000) {
        let standing = standing(tx, follower.id, some).await?;
        let (mut fresh, mut gone) = (vec![], vec![]);
        for base in some {
            let old = standing.get(&base.variant);
            if old.is_some_and(|old| !old.derived) {
                continue;
            }
            match (follower.rule.pair(base.amount, base.compare_at), old) {
                (Some(new), Some(old)) if new == (old.amount, old.compare_at) => {}
                (Some((amount, compare_at)), old) => {
                    let before = old.map(|old| old.amount);
                    fresh.push(NewPrice { variant: base.variant, amount, compare_at, before });
                }
                (None, Some(_)) => gone.push(base.variant),
                (None, None) => {}
            }
        }
        store(tx, follower.id, &fresh, Origin::Derived, why).await?;
        for variant in &gone {
            sqlx::query!(
                "DELETE FROM prices WHERE variant_id = ? AND price_list_id = ? AND derived",
                variant,
                follower.id
            )
            .execute(&mut *tx)
            .await?;
        }
        changed.extend(fresh.iter().map(|price| price.variant).chain(gone));
    }
    Ok(changed)
}

/// A rule as it is stored.
pub(super) fn rule((from, to): (&str, &str), rate: i64, (step, less): (u32, u32)) -> Result<Rule, sqlx::Error> {
    let code = |text: &str| text.parse::<Currency>();
    let read =
        || Ok(Rule { from: code(from)?, to: code(to)?, rate: Rate::new(rate)?, rounding: Rounding::new(step, less)? });
    read().map_err(|error: model::money::MoneyError| sqlx::Error::Decode(error.into()))
}

/// The lists that follow from a list, kept as they are until the transaction ends.
async fn followers(tx: &mut MySqlConnection, list: PriceListId) -> Result<Vec<Follower>, sqlx::Error> {
    // A list that is being added waits for this lock, or is seen below.
    let from = sqlx::query_scalar!("SELECT currency FROM price_lists WHERE id = ? LOCK IN SHARE MODE", list)
        .fetch_one(&mut *tx)
        .await?;
    let rows = sqlx::query!(
        r#"SELECT id as "id: PriceListId", currency, rate as "rate!", round_step, round_less
           FROM price_lists WHERE base_id = ? ORDER BY id LOCK IN SHARE MODE"#,
        list,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let rule = rule((&from, &row.currency), row.rate, (row.round_step, row.round_less))?;
            Ok(Follower { id: row.id, rule })
        })
        .collect()
}

struct Standing {
    amount: i64,
    compare_at: Option<i64>,
    derived: bool,
}

/// What a list holds for some variants, locked in order.
async fn standing(
    tx: &mut MySqlConnection,
    list: PriceListId,
    prices: &[NewPrice],
) -> Result<HashMap<VariantId, Standing>, sqlx::Error> {
    let mut query =
        QueryBuilder::new("SELECT variant_id, amount, compare_at, derived FROM prices WHERE price_list_id = ");
    query.push_bind(list).push(" AND variant_id IN (");
    let mut ids = query.separated(", ");
    for price in prices {
        ids.push_bind(price.variant);
    }
    query.push(") ORDER BY variant_id FOR UPDATE");
    let rows: Vec<(VariantId, i64, Option<i64>, bool)> = query.build_query_as().persistent(false).fetch_all(tx).await?;
    let standing = |(variant, amount, compare_at, derived)| (variant, Standing { amount, compare_at, derived });
    Ok(rows.into_iter().map(standing).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Set,
    Derived,
}

/// Writes prices of a list and the rows that tell of it. What is derived never takes the place of what somebody set.
pub(super) async fn store(
    tx: &mut MySqlConnection,
    list: PriceListId,
    prices: &[NewPrice],
    origin: Origin,
    why: Why<'_>,
) -> Result<(), sqlx::Error> {
    let derived = origin == Origin::Derived;
    for some in prices.chunks(5_000) {
        let mut query =
            QueryBuilder::new("INSERT INTO prices (variant_id, price_list_id, amount, compare_at, derived) ");
        query.push_values(some, |mut values, price| {
            values.push_bind(price.variant).push_bind(list).push_bind(price.amount).push_bind(price.compare_at);
            values.push_bind(derived);
        });
        // Read from left to right: the mark comes last.
        query.push(
            " ON DUPLICATE KEY UPDATE
              amount = IF(derived >= VALUES(derived), VALUES(amount), amount),
              compare_at = IF(derived >= VALUES(derived), VALUES(compare_at), compare_at),
              updated_at = IF(derived >= VALUES(derived), UTC_TIMESTAMP(6), updated_at),
              derived = LEAST(derived, VALUES(derived))",
        );
        query.build().persistent(false).execute(&mut *tx).await?;
    }
    let head = "INSERT INTO price_history (variant_id, price_list_id, amount, compare_at, before_amount, reason, actor,
                    actor_id) ";
    insert_many(tx, head, 8, prices, |values, price| {
        values
            .push_bind(price.variant)
            .push_bind(list)
            .push_bind(price.amount)
            .push_bind(price.compare_at)
            .push_bind(price.before)
            .push_bind(why.reason.to_owned())
            .push_bind(why.actor)
            .push_bind(why.user);
    })
    .await?;
    let variants: Vec<VariantId> = prices.iter().map(|price| price.variant).collect();
    lowest::note(tx, list, &variants).await
}
