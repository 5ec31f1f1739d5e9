//! What every shop needs before it can show a price and ship.

use crate::{Broken, Shop, checkout};
use model::PriceListId;

/// Makes the default price list in the shop's currency, and its zones, tax rates and ways to ship. Safe to call at any
/// time; a second call changes nothing.
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
    let mut conn = shop.pool.acquire().await?;
    checkout::bootstrap(&mut conn, currency).await
}
