//! Lists of prices.

use crate::Broken;
use model::{Currency, PriceListId};
use sqlx::MySqlPool;

/// The list that prices of a currency are taken from, made by `seed::bootstrap`.
pub(crate) async fn default_list(pool: &MySqlPool, currency: Currency) -> Result<PriceListId, Broken> {
    let found = sqlx::query_scalar!(
        r#"SELECT id AS "id: PriceListId" FROM price_lists WHERE currency = ? AND is_default"#,
        currency.code()
    )
    .fetch_optional(pool)
    .await?;
    found.ok_or_else(|| Broken::other(format_args!("there is no price list in {currency}")))
}
