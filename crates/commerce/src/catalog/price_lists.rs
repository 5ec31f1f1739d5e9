//! Lists of prices: which currencies are sold, and by which rule a list follows from the shop's own.

use super::write_prices::rule;
use crate::{Broken, Shop};
use model::{Currency, PriceListId, rate::Rule};
use sqlx::{MySqlConnection, MySqlExecutor};

/// The list that prices of a currency are taken from, made by `seed::bootstrap`.
pub(crate) async fn default_list(executor: impl MySqlExecutor<'_>, currency: Currency) -> Result<PriceListId, Broken> {
    let found = sqlx::query_scalar!(
        r#"SELECT id AS "id: PriceListId" FROM price_lists WHERE currency = ? AND is_default"#,
        currency.code()
    )
    .fetch_optional(executor)
    .await?;
    found.ok_or_else(|| Broken::other(format_args!("there is no price list in {currency}")))
}

/// The currencies that the shop sells in: its own first, the others by their codes.
pub async fn currencies(shop: &Shop) -> Result<Vec<Currency>, Broken> {
    Ok(sold_currencies(&mut *shop.pool.acquire().await?, shop.settings.shop.currency).await?)
}

/// The same on a connection.
pub(crate) async fn sold_currencies(conn: &mut MySqlConnection, own: Currency) -> Result<Vec<Currency>, sqlx::Error> {
    let codes = sqlx::query_scalar!("SELECT currency FROM price_lists WHERE is_default ORDER BY currency")
        .fetch_all(conn)
        .await?;
    let others = codes.iter().filter_map(|code| code.parse().ok()).filter(|currency| *currency != own);
    Ok(std::iter::once(own).chain(others).collect())
}

/// How amounts of the shop's own currency become amounts of another.
#[derive(Clone, Copy, Debug)]
pub enum Exchange {
    /// It is the same currency.
    Own,
    /// By the rule of the list of that currency.
    By(Rule),
    /// Every amount in that currency is set by hand.
    None,
}

impl Exchange {
    /// An amount of the shop's own currency in the other one, where that is known.
    pub fn apply(&self, minor: i64) -> Option<i64> {
        match self {
            Self::Own => Some(minor),
            Self::By(rule) => rule.apply(minor),
            Self::None => (minor == 0).then_some(0),
        }
    }
}

/// How the shop's amounts become amounts of a currency.
pub(crate) async fn exchange(
    conn: &mut MySqlConnection,
    own: Currency,
    currency: Currency,
) -> Result<Exchange, sqlx::Error> {
    if own == currency {
        return Ok(Exchange::Own);
    }
    let found = sqlx::query!(
        r#"SELECT l.rate as "rate!", l.round_step, l.round_less
           FROM price_lists l JOIN price_lists b ON b.id = l.base_id AND b.currency = ?
           WHERE l.is_default AND l.currency = ?"#,
        own.code(),
        currency.code(),
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = found else { return Ok(Exchange::None) };
    let pair = (own.code(), currency.code());
    Ok(Exchange::By(rule(pair, row.rate, (row.round_step, row.round_less))?))
}
