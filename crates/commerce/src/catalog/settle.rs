//! Deriving all prices of a list anew, after its rule changed: in batches, from where the last one ended.

use super::write_prices::{Follower, NewPrice, Why, follow, rule};
use crate::{
    Broken, Shop,
    jobs::{NewJob, enqueue},
    outbox,
    text::t,
};
use futures::TryStreamExt;
use model::{PriceListId, ProductId, VariantId, event::Event, rate::Rule};
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Variants that one transaction derives.
const BATCH: u32 = 500;

/// Asks for all prices of a list to be derived anew.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SettleList {
    pub list: PriceListId,
}

impl SettleList {
    /// The name of the job.
    pub const KIND: &'static str = "prices.settle";
}

/// Marks all prices of a list as to be derived anew, in the transaction that changed its rule.
pub(crate) async fn unsettle(tx: &mut MySqlConnection, list: PriceListId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE price_lists SET settled = FALSE, settled_to = NULL WHERE id = ?", list)
        .execute(&mut *tx)
        .await?;
    let job = NewJob::new(SettleList::KIND, &SettleList { list }).one_waiting(format!("{}:{list}", SettleList::KIND));
    enqueue(tx, job).await?;
    Ok(())
}

/// Marks all lists that follow from one, for whoever writes so many prices at once that they are derived later.
pub(crate) async fn unsettle_followers(tx: &mut MySqlConnection, base: PriceListId) -> Result<(), sqlx::Error> {
    let lists =
        sqlx::query_scalar!(r#"SELECT id as "id: PriceListId" FROM price_lists WHERE base_id = ? ORDER BY id"#, base)
            .fetch_all(&mut *tx)
            .await?;
    for list in lists {
        unsettle(tx, list).await?;
    }
    Ok(())
}

/// Derives what is left of a list. Whoever comes second finds nothing to do.
pub async fn settle(shop: &Shop, job: SettleList) -> Result<(), Broken> {
    while shop.transaction(job.list, |tx, list| Box::pin(batch(tx, list))).await? == Left::Some {}
    Ok(())
}

/// Whether variants are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Some,
    None,
}

async fn batch(tx: &mut MySqlConnection, list: PriceListId) -> Result<Left, Broken> {
    let found = sqlx::query!(
        r#"SELECT l.base_id as "base!: PriceListId", l.currency, l.rate as "rate!", l.round_step, l.round_less,
                  l.settled_to as "settled_to: VariantId", l.opening as "opening: bool"
           FROM price_lists l WHERE l.id = ? AND NOT l.settled FOR UPDATE"#,
        list,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = found else { return Ok(Left::None) };
    let own =
        sqlx::query_scalar!("SELECT currency FROM price_lists WHERE id = ?", row.base).fetch_one(&mut *tx).await?;
    let rule = rule((&own, &row.currency), row.rate, (row.round_step, row.round_less))?;
    let (bases, products) = bases(tx, row.base, row.settled_to).await?;
    let why = Why { reason: t("price-derived"), actor: "system", user: None };
    let changed = follow(tx, &Follower { id: list, rule }, &bases, why).await?;
    // Nobody has seen a price of a list that is not open.
    for variant in changed.into_iter().filter(|_| !row.opening) {
        if let Some(product) = products.get(&variant) {
            outbox::write(tx, &Event::PriceChanged { product: *product, variant }).await?;
        }
    }
    match bases.last() {
        Some(last) if bases.len() == BATCH as usize => {
            sqlx::query!("UPDATE price_lists SET settled_to = ? WHERE id = ?", last.variant, list).execute(tx).await?;
            Ok(Left::Some)
        }
        _ => {
            finish(tx, list, row.opening).await?;
            Ok(Left::None)
        }
    }
}

/// The next variants with a price in the base list, and the products that they are of.
async fn bases(
    tx: &mut MySqlConnection,
    base: PriceListId,
    after: Option<VariantId>,
) -> Result<(Vec<NewPrice>, HashMap<VariantId, ProductId>), sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.variant_id as "variant: VariantId", p.amount, p.compare_at, v.product_id as "product: ProductId"
           FROM prices p JOIN variants v ON v.id = p.variant_id
           WHERE p.price_list_id = ? AND p.variant_id > ? ORDER BY p.variant_id LIMIT ?"#,
        base,
        after.unwrap_or(VariantId(Uuid::nil())),
        BATCH,
    )
    .fetch_all(tx)
    .await?;
    let products = rows.iter().map(|row| (row.variant, row.product)).collect();
    let bases = rows.iter().map(|row| NewPrice {
        variant: row.variant,
        amount: row.amount,
        compare_at: row.compare_at,
        before: None,
    });
    Ok((bases.collect(), products))
}

async fn finish(tx: &mut MySqlConnection, list: PriceListId, opening: bool) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE price_lists SET settled = TRUE, settled_to = NULL, is_default = is_default OR opening, opening = FALSE
         WHERE id = ?",
        list,
    )
    .execute(&mut *tx)
    .await?;
    if opening { outbox::write(tx, &Event::CatalogReplaced).await } else { Ok(()) }
}

/// Prices of settled lists that are not what the rule makes of the base, each in a sentence.
pub(crate) async fn unruly(conn: &mut MySqlConnection, most: usize) -> Result<Vec<String>, sqlx::Error> {
    let mut rows = sqlx::query!(
        r#"SELECT v.sku, l.currency, b_list.currency as own, l.rate as "rate!", l.round_step, l.round_less,
                  b.amount as base, b.compare_at as base_was, d.amount as "amount?", d.compare_at as "was?",
                  d.derived as "derived?: bool"
           FROM price_lists l
           JOIN price_lists b_list ON b_list.id = l.base_id
           JOIN prices b ON b.price_list_id = l.base_id
           JOIN variants v ON v.id = b.variant_id
           LEFT JOIN prices d ON d.variant_id = b.variant_id AND d.price_list_id = l.id
           WHERE l.settled"#
    )
    .fetch(conn);
    let mut found = vec![];
    while let Some(row) = rows.try_next().await?
        && found.len() < most
    {
        let rule: Rule = rule((&row.own, &row.currency), row.rate, (row.round_step, row.round_less))?;
        let due = rule.pair(row.base, row.base_was);
        let is = row.amount.map(|amount| (amount, row.was));
        if row.derived != Some(false) && is != due {
            found.push(format!("{} in {}: {is:?}, the rule says {due:?}", row.sku, row.currency));
        }
    }
    Ok(found)
}
