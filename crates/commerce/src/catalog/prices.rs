//! Prices and their history.

use super::{
    CatalogError, default_list, edit,
    write_prices::{NewPrice, Why, write_prices},
};
use crate::{Actor, Shop, outbox};
use futures::FutureExt;
use model::{Fault, ProductId, VariantId, account::Permission, catalog::Pricing, event::Event, money::MAX_UNIT_MINOR};
use sqlx::MySqlConnection;

/// Asks for another price of a variant in the default list of the shop's currency; amounts in minor units.
#[derive(Clone, Debug)]
pub struct SetPrice {
    pub variant: VariantId,
    pub amount: i64,
    pub compare_at: Option<i64>,
    /// The price that the form showed, and the old one beside it; others now are a conflict.
    pub expected: i64,
    pub expected_compare_at: Option<i64>,
    pub reason: String,
}

/// The pricing of a visitor who chose nothing.
pub fn default_pricing(shop: &Shop) -> Pricing {
    Pricing { currency: shop.settings.shop.currency }
}

/// Changes a price, with its history row and event, as a version of its product; the same price again changes nothing.
/// Needs `ChangeProducts` and a reason.
pub async fn set_price(shop: &Shop, actor: &Actor, command: SetPrice) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    check(&command)?;
    let input = (command, edit::by(shop, actor));
    shop.transaction(input, |tx, (command, by)| change(tx, command, by).boxed()).await
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

async fn change(tx: &mut MySqlConnection, command: SetPrice, by: edit::By) -> Result<(), CatalogError> {
    let product =
        sqlx::query_scalar!(r#"SELECT product_id as "product: ProductId" FROM variants WHERE id = ?"#, command.variant)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(CatalogError::NoVariant)?;
    // The product first, as in every other edit: the editor's form holds all its prices, and goes by its version.
    let held = edit::lock(tx, product).await?;
    // One row after the other: a join would lock the list against everybody who changes another price.
    let list = default_list(&mut *tx, by.currency).await?;
    let now = sqlx::query!(
        "SELECT amount, compare_at FROM prices WHERE variant_id = ? AND price_list_id = ? FOR UPDATE",
        command.variant,
        list,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CatalogError::NoVariant)?;
    if (now.amount, now.compare_at) != (command.expected, command.expected_compare_at) {
        return Err(CatalogError::PriceMoved);
    }
    if (now.amount, now.compare_at) == (command.amount, command.compare_at) {
        return Ok(());
    }
    let price = NewPrice {
        variant: command.variant,
        amount: command.amount,
        compare_at: command.compare_at,
        before: Some(now.amount),
    };
    let why = Why { reason: command.reason.trim(), actor: by.actor, user: by.user };
    write_prices(tx, list, &[price], why).await?;
    edit::advance(tx, &held, &["price"], by).await?;
    outbox::write(tx, &Event::PriceChanged { product, variant: command.variant }).await?;
    Ok(())
}
