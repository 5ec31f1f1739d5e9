//! What the country of delivery means for prices: its tax, and from when on shipping is free.

use super::totals::TaxMode;
use model::Currency;
use sqlx::MySqlConnection;
use uuid::Uuid;

/// A country that the shop ships to.
#[derive(Clone, Debug)]
pub struct Region {
    pub country: String,
    /// The shipping zone; `None` for a country that is only assumed.
    pub zone: Option<Uuid>,
    /// Standard rate in basis points.
    pub tax_rate: u32,
    pub mode: TaxMode,
    /// The lowest subtotal from which on a way to ship is free.
    pub free_from: Option<i64>,
}

impl Region {
    /// A country of which nothing is known: no tax, no free shipping.
    pub fn unknown(country: &str) -> Self {
        Self { country: country.to_owned(), zone: None, tax_rate: 0, mode: TaxMode::Gross, free_from: None }
    }
}

/// The region of a country; `None` where the shop does not ship to.
pub async fn region(
    conn: &mut MySqlConnection,
    country: &str,
    currency: Currency,
) -> Result<Option<Region>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT zc.zone_id as "zone: Uuid", zc.tax_rate, zc.tax_mode,
                  (SELECT MIN(m.free_from) FROM shipping_methods m
                   WHERE m.zone_id = zc.zone_id AND m.currency = ?) as "free_from: i64"
           FROM zone_countries zc WHERE zc.country = ?"#,
        currency.code(),
        country,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Region {
        country: country.to_owned(),
        zone: Some(row.zone),
        tax_rate: row.tax_rate,
        mode: if row.tax_mode == "net" { TaxMode::Net } else { TaxMode::Gross },
        free_from: row.free_from,
    }))
}
