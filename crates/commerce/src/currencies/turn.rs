//! Amounts of one currency in another, for what is about as much: the bounds of a filter, never a price.

use super::CurrencyError;
use crate::{
    Shop,
    catalog::{self, Exchange},
};
use model::{Currency, Money};

/// Which way a bound gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Lower,
    Upper,
}

/// About the same in another currency, in whole units, with room rather than without. `None` where no rate is known.
pub async fn turn(shop: &Shop, amount: Money, to: Currency, bound: Bound) -> Result<Option<Money>, CurrencyError> {
    let own = shop.settings.shop.currency;
    let mut conn = shop.pool.acquire().await?;
    let from = rate(catalog::exchange(&mut conn, own, amount.currency).await?);
    let onto = rate(catalog::exchange(&mut conn, own, to).await?);
    Ok(from.zip(onto).and_then(|(from, onto)| about(amount, to, (onto, from), bound)))
}

fn rate(exchange: Exchange) -> Option<i64> {
    match exchange {
        Exchange::Own => Some(1_000_000_000),
        Exchange::By(rule) => Some(rule.rate.billionths()),
        Exchange::None => None,
    }
}

fn about(amount: Money, to: Currency, (by, over): (i64, i64), bound: Bound) -> Option<Money> {
    let number = i128::from(amount.minor) * i128::from(by);
    let unit = i128::from(over) * i128::from(amount.currency.scale());
    let whole = match bound {
        Bound::Lower => number / unit,
        Bound::Upper => (number + unit - 1) / unit,
    };
    let minor = i64::try_from(whole).ok()?.checked_mul(to.scale())?;
    Some(Money::new(minor, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_leave_room() {
        let pounds = "GBP".parse().unwrap();
        let turned =
            |minor, bound| about(Money::new(minor, Currency::EUR), pounds, (843_700_000, 1_000_000_000), bound);
        assert_eq!(turned(2_000, Bound::Lower).map(|money| money.minor), Some(1_600));
        assert_eq!(turned(5_000, Bound::Upper).map(|money| money.minor), Some(4_300));
        let yen = "JPY".parse().unwrap();
        let turned = about(Money::new(1_700, pounds), yen, (163_000_000_000, 843_700_000), Bound::Upper);
        assert_eq!(turned.map(|money| money.minor), Some(3_285));
    }
}
