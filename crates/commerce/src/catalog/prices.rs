//! Prices and their history.

use super::{
    CatalogError, default_list, rules,
    write_prices::{NewPrice, Why, write_prices},
};
use crate::{Actor, Shop, outbox};
use futures::FutureExt;
use model::{
    Currency, Fault, ProductId, UserId, VariantId, account::Permission, catalog::Pricing, event::Event,
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
    (actor, user): (&'static str, Option<UserId>),
    currency: Currency,
) -> Result<(), CatalogError> {
    // One row after the other: a join would lock the list against everybody who changes another price.
    let list = default_list(&mut *tx, currency).await?;
    let amount = sqlx::query_scalar!(
        "SELECT amount FROM prices WHERE variant_id = ? AND price_list_id = ? FOR UPDATE",
        command.variant,
        list,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CatalogError::NoVariant)?;
    if amount != command.expected {
        return Err(CatalogError::PriceMoved);
    }
    let product =
        sqlx::query_scalar!(r#"SELECT product_id as "product: ProductId" FROM variants WHERE id = ?"#, command.variant)
            .fetch_one(&mut *tx)
            .await?;
    let price = NewPrice {
        variant: command.variant,
        amount: command.amount,
        compare_at: command.compare_at,
        before: Some(amount),
    };
    let why = Why { reason: command.reason.trim(), actor, user };
    write_prices(tx, list, &[price], why).await?;
    rules::fit(tx, Some(product), currency).await?;
    outbox::write(tx, &Event::PriceChanged { product, variant: command.variant }).await?;
    Ok(())
}
