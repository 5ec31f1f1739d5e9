//! What shipping costs in a further currency.

use model::rate::Rule;
use sqlx::MySqlConnection;
use uuid::Uuid;

/// Derives the ways to ship of a currency from those of the shop's own. What somebody set for the currency stays; a way
/// whose amount cannot be turned is not offered in it.
pub(crate) async fn follow(tx: &mut MySqlConnection, rule: &Rule) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM shipping_methods WHERE currency = ? AND derived", rule.to.code())
        .execute(&mut *tx)
        .await?;
    let methods = sqlx::query!(
        r#"SELECT zone_id as "zone: Uuid", code, name, hint, amount, free_from, min_days, max_days, position
           FROM shipping_methods WHERE currency = ? ORDER BY id"#,
        rule.from.code(),
    )
    .fetch_all(&mut *tx)
    .await?;
    for method in methods {
        let Some(amount) = rule.apply(method.amount) else { continue };
        sqlx::query!(
            "INSERT INTO shipping_methods
             (id, zone_id, code, name, hint, currency, amount, free_from, min_days, max_days, position, derived)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE) ON DUPLICATE KEY UPDATE zone_id = zone_id",
            model::ShippingMethodId::new(),
            method.zone,
            method.code,
            method.name,
            method.hint,
            rule.to.code(),
            amount,
            method.free_from.and_then(|limit| rule.apply(limit)),
            method.min_days,
            method.max_days,
            method.position,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
