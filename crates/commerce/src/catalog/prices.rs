//! Prices and their history.

use super::{CatalogError, lowest, rules};
use crate::{Actor, Shop, outbox};
use futures::FutureExt;
use model::{
    Currency, Fault, PriceListId, ProductId, UserId, VariantId, account::Permission, catalog::Pricing, event::Event,
    money::MAX_UNIT_MINOR,
};
use sqlx::MySqlConnection;

/// Asks for another price of a variant in the default list of the shop's currency; amounts in minor units.
#[derive(Clone, Debug)]
pub struct SetPrice {
    pub variant: VariantId,
    pub amount: i64,
    pub compare_at: Option<i64>,
    /// The price that the form showed; another one now is a conflict.
    pub expected: i64,
    pub reason: String,
}

/// The pricing of a visitor who chose nothing.
pub fn default_pricing(shop: &Shop) -> Pricing {
    Pricing { currency: shop.settings.shop.currency }
}

/// Changes a price, with its history row and event. Needs `ChangeProducts` and a reason.
pub async fn set_price(shop: &Shop, actor: &Actor, command: SetPrice) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    check(&command)?;
    let (by, currency) = ((actor.word(), actor.user()), shop.settings.shop.currency);
    let input = (command, by, currency);
    shop.transaction(input, |tx, (command, by, currency)| change(tx, command, by, currency).boxed()).await
}

fn check(command: &SetPrice) -> Result<(), CatalogError> {
    let mut wrong = vec![];
    if !(1..=MAX_UNIT_MINOR).contains(&command.amount) {
        wrong.push(("amount", "price-range"));
    }
    if command.compare_at.is_some_and(|was| was <= command.amount || was > MAX_UNIT_MINOR) {
        wrong.push(("compare_at", "compare-at-range"));
    }
    if command.reason.trim().is_empty() || command.reason.chars().count() > 500 {
        wrong.push(("reason", "reason-missing"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

async fn change(
    tx: &mut MySqlConnection,
    command: SetPrice,
    by: (&'static str, Option<UserId>),
    currency: Currency,
) -> Result<(), CatalogError> {
    let now = sqlx::query!(
        r#"SELECT p.amount, p.price_list_id as "list: PriceListId", v.product_id as "product: ProductId"
           FROM prices p
           JOIN price_lists l ON l.id = p.price_list_id AND l.is_default AND l.currency = ?
           JOIN variants v ON v.id = p.variant_id
           WHERE p.variant_id = ? FOR UPDATE"#,
        currency.code(),
        command.variant,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CatalogError::NoVariant)?;
    if now.amount != command.expected {
        return Err(CatalogError::PriceMoved);
    }
    let change = Change {
        variant: command.variant,
        list: now.list,
        amount: command.amount,
        compare_at: command.compare_at,
        before: Some(now.amount),
        reason: command.reason.trim(),
    };
    write(tx, change, by).await?;
    rules::fit(tx, Some(now.product), currency).await?;
    outbox::write(tx, &Event::PriceChanged { product: now.product, variant: command.variant }).await?;
    Ok(())
}

/// A price that takes the place of another.
pub(super) struct Change<'a> {
    pub variant: VariantId,
    pub list: PriceListId,
    pub amount: i64,
    pub compare_at: Option<i64>,
    pub before: Option<i64>,
    pub reason: &'a str,
}

/// Writes a price and its row in the history.
pub(super) async fn write(
    tx: &mut MySqlConnection,
    change: Change<'_>,
    (actor, user): (&'static str, Option<UserId>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO prices (variant_id, price_list_id, amount, compare_at) VALUES (?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE amount = VALUES(amount), compare_at = VALUES(compare_at), updated_at = UTC_TIMESTAMP(6)",
        change.variant,
        change.list,
        change.amount,
        change.compare_at,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO price_history (variant_id, price_list_id, amount, compare_at, before_amount, reason, actor, actor_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        change.variant,
        change.list,
        change.amount,
        change.compare_at,
        change.before,
        change.reason,
        actor,
        user,
    )
    .execute(&mut *tx)
    .await?;
    lowest::note(tx, change.list, &[change.variant]).await
}
