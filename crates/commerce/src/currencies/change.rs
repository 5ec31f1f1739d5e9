//! Beginning to sell in a currency, its rule, and the end of it.

use super::{CurrencyError, codes};
use crate::{Actor, Shop, catalog, checkout, outbox};
use model::{
    Currency, PriceListId,
    account::Permission,
    event::Event,
    rate::{Rate, Rounding, Rule},
};
use sqlx::MySqlConnection;

/// Asks for the shop to sell in a further currency.
#[derive(Clone, Copy, Debug)]
pub struct OpenCurrency {
    pub currency: Currency,
    pub rate: Rate,
    pub rounding: Rounding,
}

/// Asks for another rate and rounding of a list.
#[derive(Clone, Copy, Debug)]
pub struct ChangeRule {
    pub list: PriceListId,
    pub rate: Rate,
    pub rounding: Rounding,
}

/// Makes a list of prices in a currency. It is sold in as soon as a job has derived them all. A currency that was given
/// up comes back with the prices that were set by hand.
pub async fn open(shop: &Shop, actor: &Actor, command: OpenCurrency) -> Result<PriceListId, CurrencyError> {
    actor.require(Permission::ChangeProducts).map_err(CurrencyError::Refused)?;
    let own = shop.settings.shop.currency;
    if command.currency == own {
        return Err(CurrencyError::Own);
    }
    if !codes::exists(command.currency) {
        return Err(CurrencyError::Unknown);
    }
    shop.transaction((command, own), |tx, (command, own)| Box::pin(make(tx, command, own))).await
}

async fn make(tx: &mut MySqlConnection, command: OpenCurrency, own: Currency) -> Result<PriceListId, CurrencyError> {
    // Whoever changes prices of this list meanwhile ends first, or sees the new list.
    let base = sqlx::query_scalar!(
        r#"SELECT id as "id: PriceListId" FROM price_lists WHERE currency = ? AND is_default FOR UPDATE"#,
        own.code(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CurrencyError::NoList)?;
    let code = command.currency.code();
    let sold =
        sqlx::query_scalar!("SELECT COUNT(*) FROM price_lists WHERE currency = ? AND (is_default OR opening)", code)
            .fetch_one(&mut *tx)
            .await?;
    if sold > 0 {
        return Err(CurrencyError::Sold);
    }
    let (step, less) = command.rounding.parts();
    sqlx::query!(
        "INSERT INTO price_lists (id, code, name, currency, base_id, rate, round_step, round_less, settled, opening)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, FALSE, TRUE)
         ON DUPLICATE KEY UPDATE base_id = VALUES(base_id), rate = VALUES(rate), round_step = VALUES(round_step),
             round_less = VALUES(round_less), opening = TRUE",
        PriceListId::new(),
        format!("default-{}", code.to_lowercase()),
        code,
        code,
        base,
        command.rate.billionths(),
        step,
        less,
    )
    .execute(&mut *tx)
    .await?;
    let list =
        sqlx::query_scalar!(r#"SELECT id as "id: PriceListId" FROM price_lists WHERE currency = ? AND opening"#, code)
            .fetch_one(&mut *tx)
            .await?;
    let rule = Rule { from: own, to: command.currency, rate: command.rate, rounding: command.rounding };
    checkout::follow(tx, &rule).await?;
    catalog::unsettle(tx, list).await?;
    Ok(list)
}

/// Gives a list another rule; a job derives its prices anew. The same rule again changes nothing.
pub async fn change_rule(shop: &Shop, actor: &Actor, command: ChangeRule) -> Result<(), CurrencyError> {
    actor.require(Permission::ChangeProducts).map_err(CurrencyError::Refused)?;
    let own = shop.settings.shop.currency;
    shop.transaction((command, own), |tx, (command, own)| Box::pin(change(tx, command, own))).await
}

async fn change(tx: &mut MySqlConnection, command: ChangeRule, own: Currency) -> Result<(), CurrencyError> {
    let row = sqlx::query!(
        "SELECT currency, rate, round_step, round_less FROM price_lists WHERE id = ? FOR UPDATE",
        command.list
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CurrencyError::NoList)?;
    let (rate, (step, less)) = (command.rate.billionths(), command.rounding.parts());
    match row.rate {
        None => return Err(CurrencyError::NoRule),
        Some(old) if (old, row.round_step, row.round_less) == (rate, step, less) => return Ok(()),
        Some(_) => {}
    }
    sqlx::query!(
        "UPDATE price_lists SET rate = ?, round_step = ?, round_less = ? WHERE id = ?",
        rate,
        step,
        less,
        command.list,
    )
    .execute(&mut *tx)
    .await?;
    let to: Currency = row.currency.parse().map_err(crate::Broken::other)?;
    checkout::follow(tx, &Rule { from: own, to, rate: command.rate, rounding: command.rounding }).await?;
    catalog::unsettle(tx, command.list).await?;
    // What shipping costs stands in the frame of every page.
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

/// Gives up a currency: nothing is sold in it from now on. Orders in it stay as they are, carts turn to the shop's own.
pub async fn close(shop: &Shop, actor: &Actor, currency: Currency) -> Result<(), CurrencyError> {
    actor.require(Permission::ChangeProducts).map_err(CurrencyError::Refused)?;
    if currency == shop.settings.shop.currency {
        return Err(CurrencyError::Own);
    }
    shop.transaction(currency, |tx, currency| {
        Box::pin(async move {
            let closed = sqlx::query!(
                "UPDATE price_lists SET is_default = FALSE, opening = FALSE WHERE currency = ? AND (is_default OR opening)",
                currency.code(),
            )
            .execute(&mut *tx)
            .await?;
            if closed.rows_affected() == 0 {
                return Err(CurrencyError::NoList);
            }
            Ok(outbox::write(tx, &Event::CatalogReplaced).await?)
        })
    })
    .await
}
