//! How the prices of one currency become those of another: a rate and a rounding, in integers from end to end.

use crate::{
    Currency, Money,
    money::{MAX_UNIT_MINOR, MoneyError},
};
use std::{fmt, str::FromStr};

/// Parts of a rate: a billionth is the smallest step.
const PARTS: i64 = 1_000_000_000;
/// Digits after the decimal mark of a rate.
const DIGITS: usize = 9;

/// Units of a currency for one unit of another, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(i64);

impl Rate {
    /// Largest rate, in billionths: a million to one.
    pub const MOST: i64 = 1_000_000 * PARTS;

    /// A rate of so many billionths.
    pub fn new(billionths: i64) -> Result<Self, MoneyError> {
        if (1..=Self::MOST).contains(&billionths) { Ok(Self(billionths)) } else { Err(MoneyError::Rate) }
    }

    /// The rate in billionths, as it is stored.
    pub fn billionths(self) -> i64 {
        self.0
    }
}

impl FromStr for Rate {
    type Err = MoneyError;
    /// Reads "0.8437" or "0,8437"; refuses what is finer than a billionth.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let kept = part.trim_end_matches('0');
        let numeric = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(part) || kept.len() > DIGITS {
            return Err(MoneyError::Rate);
        }
        let billionths = format!("{whole}{kept:0<DIGITS$}").parse().map_err(|_| MoneyError::Rate)?;
        Self::new(billionths)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / PARTS, self.0 % PARTS);
        let digits = format!("{part:0DIGITS$}");
        match digits.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            digits => write!(f, "{whole}.{digits}"),
        }
    }
}

/// Which amounts are prices: the multiples of a step, less something. "1-0.01" is .99, "0.05" is every fifth cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    step: u32,
    less: u32,
}

impl Rounding {
    /// Every minor unit is a price.
    pub const EXACT: Rounding = Rounding { step: 1, less: 0 };
    /// Largest step, in minor units.
    pub const MOST: u32 = 1_000_000;

    /// The multiples of a step less something smaller, both in minor units.
    pub fn new(step: u32, less: u32) -> Result<Self, MoneyError> {
        if (1..=Self::MOST).contains(&step) && less < step {
            Ok(Self { step, less })
        } else {
            Err(MoneyError::Rounding)
        }
    }

    /// Reads "0.05", "1" or "1-0.01" in a currency.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (step, less) = text.split_once('-').unwrap_or((text, "0"));
        let minor = |text: &str| {
            let minor = Money::parse(text, currency).map_err(|_| MoneyError::Rounding)?.minor;
            u32::try_from(minor).map_err(|_| MoneyError::Rounding)
        };
        Self::new(minor(step)?, minor(less)?)
    }

    /// The text that reads back as this.
    pub fn text(self, currency: Currency) -> String {
        let decimal = |minor: u32| Money::new(minor.into(), currency).decimal();
        match self.less {
            0 => decimal(self.step),
            less => format!("{}-{}", decimal(self.step), decimal(less)),
        }
    }

    /// The step and what is taken off, in minor units, as they are stored.
    pub fn parts(self) -> (u32, u32) {
        (self.step, self.less)
    }
}

/// How a price of one currency becomes one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub from: Currency,
    pub to: Currency,
    pub rate: Rate,
    pub rounding: Rounding,
}

impl Rule {
    /// The price that follows from another: the nearest one that the rounding allows, the upper of two equally near,
    /// and never nothing for something. `None` where it would be more than a price may be.
    pub fn apply(&self, minor: i64) -> Option<i64> {
        if minor <= 0 {
            return (minor == 0).then_some(0);
        }
        let (step, less) = (i128::from(self.rounding.step), i128::from(self.rounding.less));
        // The exact price is `number / by`; both stay far below what 128 bits hold.
        let number = i128::from(minor) * i128::from(self.rate.0) * i128::from(self.to.scale());
        let by = i128::from(PARTS) * i128::from(self.from.scale());
        let steps = (2 * (number + less * by) + step * by) / (2 * step * by);
        let price = i64::try_from(steps.max(1) * step - less).ok()?;
        (price <= MAX_UNIT_MINOR).then_some(price)
    }

    /// A price and its old price, which must stay the higher of the two.
    pub fn pair(&self, amount: i64, compare_at: Option<i64>) -> Option<(i64, Option<i64>)> {
        let price = self.apply(amount)?;
        Some((price, compare_at.and_then(|was| self.apply(was)).filter(|was| *was > price)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn rule(from: &str, to: &str, rate: &str, rounding: &str) -> Rule {
        let to = currency(to);
        let rounding = Rounding::parse(rounding, to).unwrap();
        Rule { from: currency(from), to, rate: rate.parse().unwrap(), rounding }
    }

    #[test]
    fn prices_come_out_as_people_write_them() {
        let cases = [
            // 129.00 EUR are 108.8373 GBP.
            ("EUR", "GBP", "0.8437", "0.01", 12_900, 10_884),
            ("EUR", "GBP", "0.8437", "1", 12_900, 10_900),
            ("EUR", "GBP", "0.8437", "1-0.01", 12_900, 10_899),
            ("EUR", "GBP", "0.8437", "0.05", 12_900, 10_885),
            // 108.49 lies as far from 107.99 as from 108.99: the upper.
            ("EUR", "GBP", "1", "1-0.01", 10_849, 10_899),
            ("EUR", "JPY", "163.27", "1", 490, 800),
            ("EUR", "JPY", "163.27", "10", 490, 800),
            ("EUR", "JPY", "163.27", "100-20", 12_900, 21_080),
            ("JPY", "EUR", "0.0061", "0.01", 800, 488),
            ("EUR", "KWD", "0.333", "0.001", 490, 1_632),
            ("KWD", "EUR", "3.003003003", "0.01", 1_632, 490),
            // Never nothing for something.
            ("EUR", "GBP", "0.001", "0.01", 1, 1),
            ("EUR", "GBP", "0.8437", "1-0.01", 1, 99),
            ("EUR", "GBP", "0.8437", "1-0.01", 0, 0),
        ];
        for (from, to, rate, rounding, minor, expected) in cases {
            assert_eq!(
                rule(from, to, rate, rounding).apply(minor),
                Some(expected),
                "{minor} {from} to {to} by {rounding}"
            );
        }
    }

    #[test]
    fn what_would_be_too_dear_has_no_price() {
        assert_eq!(rule("EUR", "VND", "29500", "1").apply(MAX_UNIT_MINOR), None);
        assert_eq!(rule("EUR", "EUR", "1", "0.01").apply(MAX_UNIT_MINOR), Some(MAX_UNIT_MINOR));
        assert_eq!(rule("EUR", "EUR", "1", "0.01").apply(-1), None);
    }

    #[test]
    fn an_old_price_is_the_higher_one_or_none() {
        let rule = rule("EUR", "GBP", "1", "1");
        assert_eq!(rule.pair(1_000, Some(1_500)), Some((1_000, Some(1_500))));
        assert_eq!(rule.pair(1_000, Some(1_010)), Some((1_000, None)));
    }

    #[test]
    fn rates_and_roundings_are_read_strictly() {
        assert_eq!("0,8437".parse::<Rate>().unwrap().to_string(), "0.8437");
        assert_eq!("29500".parse::<Rate>().unwrap().to_string(), "29500");
        for bad in ["", "0", "-1", "1e3", ".5", "0.0000000001", "1000001", "1.2.3", "x"] {
            assert!(bad.parse::<Rate>().is_err(), "{bad}");
        }
        for bad in ["", "0", "-0.01", "1-1", "1-2", "0.001", "99999999", "1-", "x"] {
            assert!(Rounding::parse(bad, Currency::EUR).is_err(), "{bad}");
        }
        assert_eq!(Rounding::parse(" 1-0.01", Currency::EUR).unwrap().text(Currency::EUR), "1.00-0.01");
        assert_eq!(Rounding::parse("100-20", currency("JPY")).unwrap().text(currency("JPY")), "100-20");
    }

    fn any_rule() -> impl Strategy<Value = Rule> {
        let code = prop::sample::select(vec!["EUR", "JPY", "KWD", "GBP", "VND", "BHD"]);
        let rounding = (1u32..=100_000).prop_flat_map(|step| (Just(step), 0..step));
        (code.clone(), code, 1i64..=Rate::MOST, rounding).prop_map(|(from, to, rate, (step, less))| Rule {
            from: currency(from),
            to: currency(to),
            rate: Rate::new(rate).unwrap(),
            rounding: Rounding::new(step, less).unwrap(),
        })
    }

    proptest! {
        #[test]
        fn a_price_is_one_that_the_rounding_allows_and_the_nearest(rule in any_rule(), minor in 1i64..=MAX_UNIT_MINOR) {
            let (step, less) = rule.rounding.parts();
            let (step, less) = (i128::from(step), i128::from(less));
            let number = i128::from(minor) * i128::from(rule.rate.billionths()) * i128::from(rule.to.scale());
            let by = 1_000_000_000 * i128::from(rule.from.scale());
            if let Some(price) = rule.apply(minor) {
                let price = i128::from(price);
                prop_assert!(price > 0 && price <= i128::from(MAX_UNIT_MINOR));
                prop_assert_eq!((price + less) % step, 0);
                // Not further than half a step from the exact price, unless it is the smallest price there is.
                let off = 2 * (price * by - number);
                prop_assert!(off <= step * by || price == step - less);
                prop_assert!(-off < step * by || price == step - less);
            } else {
                prop_assert!(number / by + step > i128::from(MAX_UNIT_MINOR));
            }
        }

        #[test]
        fn what_is_dearer_stays_as_dear_at_least(rule in any_rule(), a in 0i64..=MAX_UNIT_MINOR, b in 0i64..=MAX_UNIT_MINOR) {
            let (low, high) = (a.min(b), a.max(b));
            match (rule.apply(low), rule.apply(high)) {
                (Some(low), Some(high)) => prop_assert!(low <= high),
                (None, high) => prop_assert_eq!(high, None),
                (Some(_), None) => {}
            }
        }

        #[test]
        fn a_rate_reads_back(billionths in 1i64..=Rate::MOST) {
            let rate = Rate::new(billionths).unwrap();
            prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
        }
    }
}
