//! Currencies that the shop sells in, and prices in them that are not what their rules alone would make.

use super::{ExportError, sheet::Sheet};
use crate::Shop;
use model::{Currency, Money, rate::Rate, rate::Rounding};

/// Variants whose prices are read together.
const AT_ONCE: i64 = 500;

/// The columns of currencies.
pub(super) const CURRENCIES: [&str; 4] = ["currency", "rate", "rounding", "state"];
/// The columns of prices.
pub(super) const PRICES: [&str; 6] = ["sku", "currency", "price", "compare_at", "lowest_before", "by_hand"];

/// All lists of prices that follow from the shop's own.
pub(super) async fn currencies(shop: &Shop, sheet: &mut Sheet) -> Result<(), ExportError> {
    let rows = sqlx::query!(
        r#"SELECT currency, rate AS "rate!", round_step, round_less, is_default AS "sold: bool", opening AS "opening: bool"
           FROM price_lists WHERE base_id IS NOT NULL ORDER BY currency"#
    );
    for row in rows.fetch_all(&shop.pool).await? {
        let currency: Currency = row.currency.parse().map_err(crate::Broken::other)?;
        let rate = Rate::new(row.rate).map_err(crate::Broken::other)?;
        let rounding = Rounding::new(row.round_step, row.round_less).map_err(crate::Broken::other)?;
        let state = if row.sold || row.opening { "sold" } else { "closed" };
        sheet.row([row.currency, rate.to_string(), rounding.text(currency), state.to_owned()]);
    }
    Ok(())
}

/// Prices after a SKU: those that were set by hand, and those that tell of a lower one before.
pub(super) async fn prices(shop: &Shop, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
    let skus = sqlx::query_scalar!(
        "SELECT sku FROM variants WHERE archived_at IS NULL AND sku > ? ORDER BY sku LIMIT ?",
        after,
        AT_ONCE
    );
    let Some(last) = skus.fetch_all(&shop.pool).await?.pop() else { return Ok(None) };
    let rows = sqlx::query!(
        r#"SELECT v.sku, l.currency, p.amount, p.compare_at, p.lowest_before, p.derived AS "derived: bool"
           FROM prices p JOIN price_lists l ON l.id = p.price_list_id AND l.base_id IS NOT NULL
           JOIN variants v ON v.id = p.variant_id
           WHERE v.archived_at IS NULL AND v.sku > ? AND v.sku <= ? AND (NOT p.derived OR p.lowest_before IS NOT NULL)
           ORDER BY v.sku, l.currency"#,
        after,
        last
    );
    for row in rows.fetch_all(&shop.pool).await? {
        let currency: Currency = row.currency.parse().map_err(crate::Broken::other)?;
        let money = |minor: i64| Money::new(minor, currency).decimal();
        sheet.row([
            row.sku,
            row.currency,
            money(row.amount),
            row.compare_at.map(money).unwrap_or_default(),
            row.lowest_before.map(money).unwrap_or_default(),
            (!row.derived).to_string(),
        ]);
    }
    Ok(Some(last))
}
