//! Prices and counts, each change with the row that tells of it.

use super::{Work, variants::Pair};
use crate::{
    catalog::{NewPrice, Why, write_prices},
    db::insert_many,
    text,
};
use model::{VariantId, stock::MovementKind};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashMap;

/// Writes prices that are new or others; returns the variants.
pub(super) async fn prices(
    tx: &mut MySqlConnection,
    work: &Work,
    pairs: &[Pair<'_>],
) -> Result<Vec<VariantId>, sqlx::Error> {
    let mut changed = vec![];
    for pair in pairs {
        let before = pair.before.and_then(|one| one.amount);
        let old = pair.before.and_then(|one| one.compare_at);
        let compare_at = pair.draft.compare_at.unwrap_or(old);
        let Some(amount) = pair.draft.price.or(before) else { continue };
        if before != Some(amount) || old != compare_at {
            changed.push(NewPrice { variant: pair.id, amount, compare_at, before });
        }
    }
    let why = Why { reason: text::t("import-reason"), actor: work.actor, user: work.user };
    write_prices(tx, work.list, &changed, why).await?;
    Ok(changed.into_iter().map(|price| price.variant).collect())
}

/// Takes over the lowest price before the present one for variants that had no price here, and so no history of their own.
pub(super) async fn lowest(tx: &mut MySqlConnection, work: &Work, pairs: &[Pair<'_>]) -> Result<(), sqlx::Error> {
    for pair in pairs.iter().filter(|pair| pair.before.is_none_or(|one| one.amount.is_none())) {
        let Some(Some(lowest)) = pair.draft.lowest_before else { continue };
        sqlx::query!(
            "UPDATE prices SET lowest_before = ? WHERE variant_id = ? AND price_list_id = ? AND compare_at > amount",
            lowest,
            pair.id,
            work.list
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Which counts were written.
#[derive(Default)]
pub(super) struct Counted {
    pub touched: Vec<VariantId>,
    pub kept_for_orders: Vec<(u64, i64)>,
}

/// Writes counts. A count that the file gave before says nothing new: sales have moved on since, and stay.
pub(super) async fn counts(tx: &mut MySqlConnection, work: &Work, pairs: &[Pair<'_>]) -> Result<Counted, sqlx::Error> {
    let there = load(tx, pairs).await?;
    let mut counted = Counted::default();
    let mut first = vec![];
    let mut movements = vec![];
    for pair in pairs {
        let wanted = pair.draft.quantity;
        match there.get(&pair.id) {
            None => {
                let count = wanted.unwrap_or_default();
                first.push((pair.id, count, wanted));
                if count > 0 {
                    movements.push((pair.id, count, count, MovementKind::Initial));
                }
            }
            Some(stock) => {
                let Some(wanted) = wanted.filter(|wanted| Some(*wanted) != stock.imported) else { continue };
                // The count that an export wrote: nothing is owed twice.
                let said_before = wanted == stock.on_hand.max(0);
                let count = if said_before { stock.on_hand } else { wanted.max(stock.reserved) };
                if count > wanted {
                    counted.kept_for_orders.push((pair.draft.line, stock.reserved));
                }
                set(tx, pair.id, count, wanted).await?;
                if count != stock.on_hand {
                    movements.push((pair.id, count - stock.on_hand, count, MovementKind::Import));
                    counted.touched.push(pair.id);
                }
            }
        }
    }
    let head = "INSERT INTO inventory (variant_id, on_hand, imported) ";
    insert_many(tx, head, 3, &first, |values, (variant, count, imported)| {
        values.push_bind(*variant).push_bind(*count).push_bind(*imported);
    })
    .await?;
    let head = "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, reason, actor, actor_id) ";
    insert_many(tx, head, 7, &movements, |values, (variant, delta, after, kind)| {
        values
            .push_bind(*variant)
            .push_bind(*delta)
            .push_bind(*after)
            .push_bind(kind.as_str())
            .push_bind(text::t("import-reason"))
            .push_bind(work.actor)
            .push_bind(work.user);
    })
    .await?;
    Ok(counted)
}

struct Stock {
    on_hand: i64,
    reserved: i64,
    imported: Option<i64>,
}

/// Locks the counts of variants that are there, in ascending order.
async fn load(tx: &mut MySqlConnection, pairs: &[Pair<'_>]) -> Result<HashMap<VariantId, Stock>, sqlx::Error> {
    let known: Vec<VariantId> = pairs.iter().filter(|pair| pair.before.is_some()).map(|pair| pair.id).collect();
    if known.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query =
        QueryBuilder::new("SELECT variant_id, on_hand, reserved, imported FROM inventory WHERE variant_id IN (");
    let mut ids = query.separated(", ");
    for id in known {
        ids.push_bind(id);
    }
    query.push(") ORDER BY variant_id FOR UPDATE");
    let rows: Vec<(VariantId, i64, i64, Option<i64>)> = query.build_query_as().persistent(false).fetch_all(tx).await?;
    let stock = |(id, on_hand, reserved, imported)| (id, Stock { on_hand, reserved, imported });
    Ok(rows.into_iter().map(stock).collect())
}

async fn set(tx: &mut MySqlConnection, variant: VariantId, count: i64, imported: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE inventory SET on_hand = ?, imported = ? WHERE variant_id = ?", count, imported, variant)
        .execute(tx)
        .await
        .map(drop)
}
