//! What every shop needs before it can show a price.

use crate::{Broken, Shop};
use model::PriceListId;

/// Makes the default price list in the shop's currency. Safe to call at any time; a second call changes nothing.
pub async fn bootstrap(shop: &Shop) -> Result<(), Broken> {
    let currency = shop.settings.shop.currency;
    sqlx::query!(
        "INSERT IGNORE INTO price_lists (id, code, name, currency, is_default) VALUES (?, ?, ?, ?, TRUE)",
        PriceListId::new(),
        format!("default-{}", currency.code().to_lowercase()),
        currency.code(),
        currency.code()
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}
