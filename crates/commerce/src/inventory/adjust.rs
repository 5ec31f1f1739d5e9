//! Changing stock by hand.

use super::{StockError, back, tell::tell};
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{Fault, ProductId, VariantId, account::Permission, stock::MovementKind};
use sqlx::MySqlConnection;

/// Largest count that one variant may have.
const MAX_ON_HAND: i64 = 10_000_000;

/// Asks for a new count of a variant.
#[derive(Clone, Debug)]
pub struct AdjustStock {
    pub variant: VariantId,
    /// The count after the change; never below what is reserved, unless the variant is sold on below zero: then a count
    /// below zero says how many are owed.
    pub on_hand: i64,
    /// The count that the form showed; another one now is a conflict.
    pub expected: i64,
    pub kind: MovementKind,
    pub reason: String,
}

/// Sets the count with its movement row and event. Needs `ChangeProducts` and a reason.
pub async fn adjust(shop: &Shop, actor: &Actor, command: AdjustStock) -> Result<(), StockError> {
    actor.require(Permission::ChangeProducts).map_err(StockError::Refused)?;
    let by = (actor.word(), actor.user());
    shop.transaction((command, by), |tx, (command, by)| change(tx, command, by).boxed()).await
}

fn check(command: &AdjustStock, may_owe: bool) -> Result<(), StockError> {
    let mut wrong = vec![];
    let (least, code) = if may_owe { (-MAX_ON_HAND, "stock-range-owed") } else { (0, "stock-range") };
    if !(least..=MAX_ON_HAND).contains(&command.on_hand) {
        wrong.push(("on_hand", code));
    }
    if command.reason.trim().is_empty() || command.reason.chars().count() > 500 {
        wrong.push(("reason", "reason-missing"));
    }
    if !MovementKind::BY_HAND.contains(&command.kind) {
        wrong.push(("kind", "stock-kind"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(StockError::Refused(Fault::invalid(wrong))) }
}

async fn change(
    tx: &mut MySqlConnection,
    command: AdjustStock,
    (actor, user): (&'static str, Option<model::UserId>),
) -> Result<(), StockError> {
    let none = || StockError::Refused(Fault::not_found("no-variant"));
    // The variant before its stock, as in every edit: the row of the movement holds on to it too.
    let product = sqlx::query_scalar!(
        r#"SELECT product_id as "product: ProductId" FROM variants WHERE id = ? LOCK IN SHARE MODE"#,
        command.variant
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(none)?;
    let now = sqlx::query!(
        r#"SELECT on_hand, reserved, may_owe as "may_owe: bool" FROM inventory WHERE variant_id = ? FOR UPDATE"#,
        command.variant
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(none)?;
    check(&command, now.may_owe)?;
    if now.on_hand != command.expected {
        return Err(StockError::Moved);
    }
    if !now.may_owe && command.on_hand < now.reserved {
        return Err(StockError::Refused(
            Fault::invalid([("on_hand", "stock-below-reserved")]).arg("reserved", now.reserved),
        ));
    }
    let delta = command.on_hand - now.on_hand;
    if delta == 0 {
        return Ok(());
    }
    sqlx::query!("UPDATE inventory SET on_hand = ? WHERE variant_id = ?", command.on_hand, command.variant)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, reason, actor, actor_id)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        command.variant,
        delta,
        command.on_hand,
        command.kind.as_str(),
        command.reason.trim(),
        actor,
        user,
    )
    .execute(&mut *tx)
    .await?;
    back::call(tx, command.variant, delta).await?;
    Ok(tell(tx, product, command.variant).await?)
}
