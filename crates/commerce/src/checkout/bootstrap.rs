//! The zones, rates and ways to ship that a new shop begins with. What the owner changed since stays as it is.

use crate::{Broken, text::t};
use model::{Currency, ShippingMethodId};
use sqlx::MySqlConnection;
use uuid::Uuid;

/// Standard rates of value added tax in the European Union, in basis points (from 1 January 2026).
const UNION: &[(&str, u32)] = &[
    ("AT", 2000),
    ("BE", 2100),
    ("BG", 2000),
    ("CY", 1900),
    ("CZ", 2100),
    ("DE", 1900),
    ("DK", 2500),
    ("EE", 2400),
    ("ES", 2100),
    ("FI", 2550),
    ("FR", 2000),
    ("GR", 2400),
    ("HR", 2500),
    ("HU", 2700),
    ("IE", 2300),
    ("IT", 2200),
    ("LT", 2100),
    ("LU", 1700),
    ("LV", 2100),
    ("MT", 1800),
    ("NL", 2100),
    ("PL", 2300),
    ("PT", 2300),
    ("RO", 2100),
    ("SE", 2500),
    ("SI", 2200),
    ("SK", 2300),
];

/// Neighbours outside the union: exports bear no tax here; what the country itself asks is paid on arrival.
const ABROAD: &[(&str, u32)] = &[("CH", 0), ("GB", 0), ("LI", 0), ("NO", 0)];

struct Method {
    code: &'static str,
    name: &'static str,
    hint: &'static str,
    /// In hundredths of a euro; other currencies by `in_currency`.
    amount: i64,
    free_from: Option<i64>,
    days: (u8, u8),
}

/// Fills the tables of shipping and tax for a currency; a second run changes nothing.
pub async fn bootstrap(conn: &mut MySqlConnection, currency: Currency) -> Result<(), Broken> {
    let inside = [
        standard(490, Some(7_500), (2, 4), t("shipping-standard-hint")),
        express(1_190, (1, 1), t("shipping-express-hint")),
    ];
    let outside = [
        standard(1_490, Some(15_000), (4, 7), t("shipping-abroad-hint")),
        express(2_990, (2, 3), t("shipping-abroad-hint")),
    ];
    zone(conn, "eu", t("shipping-zone-eu"), UNION, &inside, currency).await?;
    zone(conn, "abroad", t("shipping-zone-abroad"), ABROAD, &outside, currency).await
}

fn standard(amount: i64, free_from: Option<i64>, days: (u8, u8), hint: &'static str) -> Method {
    Method { code: "standard", name: t("shipping-standard"), hint, amount, free_from, days }
}

fn express(amount: i64, days: (u8, u8), hint: &'static str) -> Method {
    Method { code: "express", name: t("shipping-express"), hint, amount, free_from: None, days }
}

async fn zone(
    conn: &mut MySqlConnection,
    code: &str,
    name: &str,
    countries: &[(&str, u32)],
    methods: &[Method],
    currency: Currency,
) -> Result<(), Broken> {
    sqlx::query!("INSERT IGNORE INTO shipping_zones (id, code, name) VALUES (?, ?, ?)", Uuid::now_v7(), code, name)
        .execute(&mut *conn)
        .await?;
    let zone = sqlx::query_scalar!(r#"SELECT id as "id: Uuid" FROM shipping_zones WHERE code = ?"#, code)
        .fetch_one(&mut *conn)
        .await?;
    for (country, rate) in countries {
        sqlx::query!(
            "INSERT IGNORE INTO zone_countries (country, zone_id, tax_rate, tax_mode) VALUES (?, ?, ?, 'gross')",
            country,
            zone,
            rate,
        )
        .execute(&mut *conn)
        .await?;
    }
    for (position, method) in methods.iter().enumerate() {
        add_method(conn, zone, position, method, currency).await?;
    }
    Ok(())
}

async fn add_method(
    conn: &mut MySqlConnection,
    zone: Uuid,
    position: usize,
    method: &Method,
    currency: Currency,
) -> Result<(), Broken> {
    sqlx::query!(
        "INSERT IGNORE INTO shipping_methods
         (id, zone_id, code, name, hint, currency, amount, free_from, min_days, max_days, position)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ShippingMethodId::new(),
        zone,
        method.code,
        method.name,
        method.hint,
        currency.code(),
        in_currency(method.amount, currency),
        method.free_from.map(|limit| in_currency(limit, currency)),
        method.days.0,
        method.days.1,
        position as u16,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A starting amount of about the same worth in another currency; the owner sets the true one.
fn in_currency(euro_cents: i64, currency: Currency) -> i64 {
    let rough = match currency.code() {
        "INR" => 90,
        "JPY" => 160,
        "VND" => 27_000,
        "CZK" => 25,
        "DKK" => 7,
        "NOK" | "SEK" => 11,
        "PLN" => 4,
        "HUF" => 400,
        _ => 1,
    };
    euro_cents * rough * currency.scale() / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starting_amounts_fit_the_currency() {
        assert_eq!(in_currency(490, Currency::EUR), 490);
        assert_eq!(in_currency(490, "JPY".parse().unwrap()), 784);
        assert_eq!(in_currency(490, "KWD".parse().unwrap()), 4_900);
    }

    #[test]
    fn every_country_has_a_name() {
        for (country, _) in UNION.iter().chain(ABROAD) {
            assert_ne!(crate::text::country(country), *country);
        }
    }
}
