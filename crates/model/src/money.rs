//! Money in integer minor units, with checked arithmetic and exact splits.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Largest amount that an order may reach, in minor units.
pub const MAX_ORDER_MINOR: i64 = 100_000_000_000;
/// Largest price of one unit, in minor units.
pub const MAX_UNIT_MINOR: i64 = 1_000_000_000;

/// An ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency(*b"EUR");

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal mark (ISO 4217, table A.1).
    pub fn exponent(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Minor units of one major unit: 100 for the euro.
    pub fn scale(&self) -> i64 {
        10i64.pow(self.exponent())
    }

    /// The usual sign, or the code where there is none.
    pub fn symbol(&self) -> &str {
        match &self.0 {
            b"EUR" => "€",
            b"USD" => "$",
            b"GBP" => "£",
            b"JPY" => "¥",
            b"VND" => "₫",
            b"INR" => "₹",
            b"KRW" => "₩",
            b"ILS" => "₪",
            b"BRL" => "R$",
            b"CAD" => "CA$",
            b"AUD" => "A$",
            b"NZD" => "NZ$",
            b"MXN" => "MX$",
            b"HKD" => "HK$",
            b"TWD" => "NT$",
            b"CNY" => "CN¥",
            _ => self.code(),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| MoneyError::Currency)?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code)).ok_or(MoneyError::Currency)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What can go wrong with an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("amounts of different currencies cannot be added")]
    Mixed,
    #[error("the amount is too large")]
    Overflow,
    #[error("not a currency code")]
    Currency,
    #[error("not an amount of money")]
    Amount,
    #[error("not a rate of exchange")]
    Rate,
    #[error("not a rounding")]
    Rounding,
}

/// An amount in minor units of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The difference; errs on mixed currencies and on overflow.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.same(other)?;
        self.minor.checked_sub(other.minor).map(|minor| Self { minor, ..self }).ok_or(MoneyError::Overflow)
    }

    /// Splits the amount by weights so that the parts add up to the whole (largest remainder).
    /// All-zero weights split evenly; no weights give no parts.
    pub fn split(self, weights: &[i64]) -> Vec<Money> {
        split_minor(self.minor, weights).into_iter().map(|minor| Self { minor, ..self }).collect()
    }

    /// Reads "1234.5" or "1234,50" as an amount; refuses more digits than the currency has.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let text = text.trim();
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let exponent = currency.exponent() as usize;
        let part_kept = part.trim_end_matches('0');
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(part) || part_kept.len() > exponent {
            return Err(MoneyError::Amount);
        }
        let padded = format!("{whole}{part_kept:0<exponent$}");
        let minor: i64 = padded.parse().map_err(|_| MoneyError::Overflow)?;
        Ok(Self { minor: sign * minor, currency })
    }

    /// The plain decimal: "1234.50", for files and machines.
    pub fn decimal(&self) -> String {
        let scale = self.currency.scale();
        let (whole, part) = (self.minor.unsigned_abs() / scale as u64, self.minor.unsigned_abs() % scale as u64);
        let sign = if self.minor < 0 { "-" } else { "" };
        match self.currency.exponent() {
            0 => format!("{sign}{whole}"),
            digits => format!("{sign}{whole}.{part:0digits$}", digits = digits as usize),
        }
    }

    fn same(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::Mixed) }
    }
}

/// English writing of an amount: "€1,234.50".
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.decimal();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let symbol = self.currency.symbol();
        let gap = if symbol.ends_with(|c: char| c.is_ascii_uppercase()) { "\u{a0}" } else { "" };
        write!(f, "{sign}{symbol}{gap}")?;
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if part.is_empty() { Ok(()) } else { write!(f, ".{part}") }
    }
}

/// Takes `basis_points` (1/100 of a percent) of an amount, half away from zero: the one rounding of the shop.
pub fn share(minor: i64, basis_points: i64) -> Result<i64, MoneyError> {
    divide_rounded(i128::from(minor) * i128::from(basis_points), 10_000)
}

/// The tax that a gross amount contains at a rate in basis points.
pub fn tax_within(gross: i64, basis_points: i64) -> Result<i64, MoneyError> {
    divide_rounded(i128::from(gross) * i128::from(basis_points), 10_000 + i128::from(basis_points))
}

fn divide_rounded(number: i128, by: i128) -> Result<i64, MoneyError> {
    let half = if number < 0 { -by / 2 } else { by / 2 };
    i64::try_from((number + half) / by).map_err(|_| MoneyError::Overflow)
}

fn split_minor(total: i64, weights: &[i64]) -> Vec<i64> {
    let even = vec![1; weights.len()];
    let weights = if weights.iter().all(|w| *w <= 0) { &even[..] } else { weights };
    let sum: i128 = weights.iter().map(|w| i128::from((*w).max(0))).sum();
    let exact = |w: &i64| i128::from(total) * i128::from((*w).max(0));
    let mut parts: Vec<i64> = weights.iter().map(|w| (exact(w) / sum) as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (-(exact(&weights[*i]) % sum).abs(), *i));
    let missing = total - parts.iter().sum::<i64>();
    for i in order.into_iter().take(missing.unsigned_abs() as usize) {
        parts[i] += missing.signum();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn writes_amounts_as_people_do() {
        assert_eq!(eur(123_456_789).to_string(), "€1,234,567.89");
        assert_eq!(eur(-5).to_string(), "-€0.05");
        assert_eq!(Money::new(1500, "JPY".parse().unwrap()).to_string(), "¥1,500");
        assert_eq!(Money::new(1500, "CHF".parse().unwrap()).to_string(), "CHF\u{a0}15.00");
        assert_eq!(Money::new(1500, "CAD".parse().unwrap()).to_string(), "CA$15.00");
        assert_eq!(Money::new(1500, "KWD".parse().unwrap()).decimal(), "1.500");
    }

    #[test]
    fn reads_amounts_and_refuses_what_is_none() {
        assert_eq!(Money::parse("12.5", Currency::EUR), Ok(eur(1250)));
        assert_eq!(Money::parse("12,50", Currency::EUR), Ok(eur(1250)));
        assert_eq!(Money::parse("129.0000", Currency::EUR), Ok(eur(12900)));
        for bad in ["", "abc", "1.234", "1e5", ".5", "1.2.3", "１２", "--1"] {
            assert!(Money::parse(bad, Currency::EUR).is_err(), "{bad}");
        }
        assert_eq!(Money::parse("99999999999999999999", Currency::EUR), Err(MoneyError::Overflow));
    }

    #[test]
    fn never_takes_apples_from_pears() {
        assert_eq!(eur(1).minus(Money::new(1, "USD".parse().unwrap())), Err(MoneyError::Mixed));
        assert_eq!(eur(i64::MIN).minus(eur(1)), Err(MoneyError::Overflow));
    }

    #[test]
    fn finds_the_tax_within_a_gross_price() {
        assert_eq!(tax_within(12_000, 2_000), Ok(2_000));
        assert_eq!(tax_within(16_200, 2_000), Ok(2_700));
        assert_eq!(share(9_999, 1_900), Ok(1_900));
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(total in -1_000_000_000i64..1_000_000_000, weights in prop::collection::vec(0i64..100_000, 1..40)) {
            let parts = eur(total).split(&weights);
            prop_assert_eq!(parts.iter().map(|p| p.minor).sum::<i64>(), total);
        }

        #[test]
        fn decimal_reads_back(minor in -10_000_000_000i64..10_000_000_000) {
            prop_assert_eq!(Money::parse(&eur(minor).decimal(), Currency::EUR), Ok(eur(minor)));
        }
    }
}
