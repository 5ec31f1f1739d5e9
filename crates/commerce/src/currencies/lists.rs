//! The lists of prices, as staff and the command line see them.

use super::CurrencyError;
use crate::{Actor, Shop};
use model::{
    Currency, PriceListId,
    account::Permission,
    rate::{Rate, Rounding, Rule},
};

/// A list of prices.
#[derive(Clone, Debug)]
pub struct ListOfPrices {
    pub id: PriceListId,
    pub currency: Currency,
    /// Rate and rounding, where prices follow from the shop's own.
    pub rule: Option<(Rate, Rounding)>,
    /// Whether shoppers can choose it.
    pub sold: bool,
    /// Whether it will be sold in when its prices are ready.
    pub opening: bool,
    /// Whether every price is what the rule makes of the shop's own.
    pub settled: bool,
    /// Variants with a price, and how many of these prices were set by hand.
    pub prices: i64,
    pub by_hand: i64,
}

impl ListOfPrices {
    /// How its prices follow from those of the shop's own currency.
    pub fn follows(&self, own: Currency) -> Option<Rule> {
        self.rule.map(|(rate, rounding)| Rule { from: own, to: self.currency, rate, rounding })
    }
}

/// All lists of prices: the shop's own first, then by currency.
pub async fn lists(shop: &Shop, actor: &Actor) -> Result<Vec<ListOfPrices>, CurrencyError> {
    actor.require(Permission::SeeProducts).map_err(CurrencyError::Refused)?;
    let own = shop.settings.shop.currency;
    let rows = sqlx::query!(
        r#"SELECT l.id as "id: PriceListId", l.currency, l.rate, l.round_step, l.round_less,
                  l.is_default as "sold: bool", l.opening as "opening: bool", l.settled as "settled: bool",
                  COALESCE(p.all_prices, 0) as "prices!: i64", COALESCE(p.by_hand, 0) as "by_hand!: i64"
           FROM price_lists l
           LEFT JOIN (SELECT price_list_id, COUNT(*) AS all_prices, CAST(SUM(NOT derived) AS SIGNED) AS by_hand
                      FROM prices GROUP BY price_list_id) p ON p.price_list_id = l.id
           ORDER BY l.currency, l.code"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let mut lists = vec![];
    for row in rows {
        let rounding = Rounding::new(row.round_step, row.round_less).map_err(crate::Broken::other)?;
        let rate = row.rate.map(Rate::new).transpose().map_err(crate::Broken::other)?;
        lists.push(ListOfPrices {
            id: row.id,
            currency: row.currency.parse().map_err(crate::Broken::other)?,
            rule: rate.map(|rate| (rate, rounding)),
            sold: row.sold,
            opening: row.opening,
            settled: row.settled,
            prices: row.prices,
            by_hand: row.by_hand,
        });
    }
    lists.sort_by_key(|list| !(list.sold && list.currency == own));
    Ok(lists)
}

/// One list of prices.
pub async fn list(shop: &Shop, actor: &Actor, id: PriceListId) -> Result<ListOfPrices, CurrencyError> {
    lists(shop, actor).await?.into_iter().find(|list| list.id == id).ok_or(CurrencyError::NoList)
}
