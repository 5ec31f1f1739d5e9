//! Setting units aside for an order.

use super::{StockError, tell::tell};
use crate::{Broken, catalog::BundlePart};
use model::{OrderId, OrderLineId, ProductId, ReservationId, VariantId};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::BTreeMap;

/// Units wanted by a line item.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub line: OrderLineId,
    pub variant: VariantId,
    pub quantity: u32,
}

/// The same wishes with bundles taken apart: what a line wants of each of its parts.
pub fn apart(wanted: &[Wanted], parts: &[(VariantId, BundlePart)]) -> Vec<Wanted> {
    let of = |wish: &Wanted| {
        let own = parts.iter().filter(|(bundle, _)| *bundle == wish.variant);
        let mut each: Vec<Wanted> = own
            .map(|(_, part)| Wanted { variant: part.variant, quantity: wish.quantity * u32::from(part.units), ..*wish })
            .collect();
        if each.is_empty() {
            each.push(*wish);
        }
        each
    };
    wanted.iter().flat_map(of).collect()
}

/// Holds units for some minutes, variants in ascending order; errs with the first that is short.
/// The order and its lines are there already.
pub async fn hold(
    conn: &mut MySqlConnection,
    order: OrderId,
    wanted: &[Wanted],
    minutes: u32,
) -> Result<(), StockError> {
    let taken = take(conn, wanted).await?;
    record(conn, order, &taken, minutes).await
}

/// The first half of a hold: takes the units, all or (with the transaction rolled back) none. Returns the wishes that
/// took something; stock that is not counted has nothing to take.
pub async fn take(conn: &mut MySqlConnection, wanted: &[Wanted]) -> Result<Vec<Wanted>, StockError> {
    let facts = facts(conn, wanted).await?;
    let mut units: BTreeMap<VariantId, i64> = BTreeMap::new();
    for wish in wanted {
        *units.entry(wish.variant).or_default() += i64::from(wish.quantity);
    }
    // Ascending ids: two orders that want the same variants wait for each other instead of locking each other out.
    for (variant, quantity) in units {
        let fact = facts.get(&variant).ok_or_else(|| Broken::other(format_args!("there is no variant {variant}")))?;
        if !fact.tracked {
            continue;
        }
        if fact.continue_selling {
            take_beyond(conn, variant, quantity).await?;
        } else {
            take_counted(conn, variant, quantity).await?;
        }
        tell(conn, fact.product, variant).await?;
    }
    Ok(wanted.iter().filter(|wish| facts.get(&wish.variant).is_some_and(|fact| fact.tracked)).copied().collect())
}

/// The second half: writes the reservations of units that were taken.
pub async fn record(
    conn: &mut MySqlConnection,
    order: OrderId,
    taken: &[Wanted],
    minutes: u32,
) -> Result<(), StockError> {
    if taken.is_empty() {
        return Ok(());
    }
    let mut insert =
        QueryBuilder::new("INSERT INTO reservations (id, order_id, line_id, variant_id, quantity, state, expires_at) ");
    insert.push_values(taken, |mut row, wish| {
        row.push_bind(ReservationId::new())
            .push_bind(order)
            .push_bind(wish.line)
            .push_bind(wish.variant)
            .push_bind(wish.quantity)
            .push("'held'")
            .push("UTC_TIMESTAMP(6) + INTERVAL ")
            .push_bind_unseparated(minutes)
            .push_unseparated(" MINUTE");
    });
    insert.build().execute(conn).await?;
    Ok(())
}

struct Fact {
    product: ProductId,
    tracked: bool,
    continue_selling: bool,
}

async fn facts(conn: &mut MySqlConnection, wanted: &[Wanted]) -> Result<BTreeMap<VariantId, Fact>, StockError> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut select = QueryBuilder::new("SELECT id, product_id, tracked, continue_selling FROM variants WHERE id IN (");
    let mut ids = select.separated(", ");
    for wish in wanted {
        ids.push_bind(wish.variant);
    }
    select.push(")");
    let rows: Vec<(VariantId, ProductId, bool, bool)> = select.build_query_as().fetch_all(conn).await?;
    let fact = |(variant, product, tracked, continue_selling)| (variant, Fact { product, tracked, continue_selling });
    Ok(rows.into_iter().map(fact).collect())
}

/// The guard stands in the statement itself: whoever comes too late matches no row.
async fn take_counted(conn: &mut MySqlConnection, variant: VariantId, quantity: i64) -> Result<(), StockError> {
    let taken = sqlx::query!(
        "UPDATE inventory SET reserved = reserved + ? WHERE variant_id = ? AND on_hand - reserved >= ?",
        quantity,
        variant,
        quantity,
    )
    .execute(&mut *conn)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(());
    }
    let left = sqlx::query_scalar!(
        r#"SELECT on_hand - reserved as "left!: i64" FROM inventory WHERE variant_id = ?"#,
        variant
    )
    .fetch_optional(conn)
    .await?;
    Err(StockError::Short { variant, left: left.unwrap_or(0).max(0) })
}

async fn take_beyond(conn: &mut MySqlConnection, variant: VariantId, quantity: i64) -> Result<(), StockError> {
    sqlx::query!(
        "INSERT INTO inventory (variant_id, on_hand, reserved, may_owe) VALUES (?, 0, ?, TRUE)
         ON DUPLICATE KEY UPDATE reserved = reserved + VALUES(reserved), may_owe = TRUE",
        variant,
        quantity,
    )
    .execute(conn)
    .await?;
    Ok(())
}
