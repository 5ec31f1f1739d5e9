//! How much is in a variant, and what a kilogram or a litre of it costs.

use crate::{Money, text::TextError};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! words {
    ($name:ident, $code:literal, $($variant:ident = $word:literal),+) => {
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database and in forms.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
        impl FromStr for $name {
            type Err = TextError;
            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or(TextError($code))
            }
        }
    };
}

/// In what the content is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Ml,
    L,
    G,
    Kg,
    M,
    Piece,
}

words!(Unit, "content-unit", Ml = "ml", L = "l", G = "g", Kg = "kg", M = "m", Piece = "piece");

/// The amount that a unit price is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reference {
    Ml100,
    L1,
    G100,
    Kg1,
    M1,
    Piece1,
}

words!(
    Reference,
    "content-reference",
    Ml100 = "100ml",
    L1 = "1l",
    G100 = "100g",
    Kg1 = "1kg",
    M1 = "1m",
    Piece1 = "1piece"
);

/// How much is in a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Thousandths of the unit: 750 with litres is 0.75 l.
    pub milli: i64,
    pub unit: Unit,
    pub reference: Reference,
}

impl Content {
    /// Most thousandths: a million units.
    pub const MAX_MILLI: i64 = 1_000_000_000;

    /// A content; errs where the amount is nothing or huge, or the reference measures something else than the unit.
    pub fn new(milli: i64, unit: Unit, reference: Reference) -> Result<Self, TextError> {
        if !(1..=Self::MAX_MILLI).contains(&milli) {
            return Err(TextError("content-amount"));
        }
        let (dimension, _) = measure(unit);
        if dimension != referred(reference).0 {
            return Err(TextError("content-reference"));
        }
        Ok(Self { milli, unit, reference })
    }

    /// The amount as it is typed: "0.75".
    pub fn amount(&self) -> String {
        let (whole, part) = (self.milli / 1000, self.milli % 1000);
        let text = format!("{whole}.{part:03}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Reads an amount as it is typed, into thousandths.
    pub fn read_amount(text: &str) -> Result<i64, TextError> {
        let bad = TextError("content-amount");
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 7 || part.len() > 3 || !digits(whole) || !digits(part) {
            return Err(bad);
        }
        format!("{whole}{part:0<3}").parse().map_err(|_| bad)
    }

    /// What the reference amount costs at a price, rounded half up; none where it is more than amounts hold.
    pub fn unit_price(&self, price: Money) -> Option<Money> {
        let (_, scale) = measure(self.unit);
        let (_, reference) = referred(self.reference);
        // Content in thousandths of the smallest unit of its dimension.
        let content = i128::from(self.milli) * i128::from(scale);
        let wanted = i128::from(price.minor) * i128::from(reference) * 1000;
        let minor = (2 * wanted + content) / (2 * content);
        i64::try_from(minor).ok().map(|minor| Money::new(minor, price.currency))
    }
}

impl fmt::Display for Content {
    /// "0.75 l"
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.unit.as_str())
    }
}

/// What a unit measures, and how many of the smallest unit it is.
fn measure(unit: Unit) -> (char, i64) {
    match unit {
        Unit::Ml => ('v', 1),
        Unit::L => ('v', 1000),
        Unit::G => ('w', 1),
        Unit::Kg => ('w', 1000),
        Unit::M => ('l', 1),
        Unit::Piece => ('n', 1),
    }
}

fn referred(reference: Reference) -> (char, i64) {
    match reference {
        Reference::Ml100 => ('v', 100),
        Reference::L1 => ('v', 1000),
        Reference::G100 => ('w', 100),
        Reference::Kg1 => ('w', 1000),
        Reference::M1 => ('l', 1),
        Reference::Piece1 => ('n', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn price(content: Content, minor: i64) -> i64 {
        content.unit_price(Money::new(minor, Currency::EUR)).unwrap().minor
    }

    #[test]
    fn a_unit_price_is_of_the_reference() {
        let oil = Content::new(750, Unit::L, Reference::L1).unwrap();
        assert_eq!((price(oil, 1290), oil.to_string().as_str()), (1720, "0.75 l"));
        let tea = Content::new(125_000, Unit::G, Reference::G100).unwrap();
        assert_eq!((price(tea, 899), tea.to_string().as_str()), (719, "125 g"));
        assert_eq!(price(Content::new(125_000, Unit::G, Reference::Kg1).unwrap(), 899), 7192);
        assert_eq!(price(Content::new(330_000, Unit::Ml, Reference::L1).unwrap(), 199), 603);
        assert_eq!(price(Content::new(12_000, Unit::Piece, Reference::Piece1).unwrap(), 600), 50);
        assert!(Content::new(1, Unit::G, Reference::L1).is_err());
        assert!(Content::new(0, Unit::G, Reference::Kg1).is_err());
    }

    #[test]
    fn amounts_read_back() {
        for (text, milli) in [("0.75", 750), ("125", 125_000), ("1.5", 1500), ("0.001", 1)] {
            assert_eq!(Content::read_amount(text), Ok(milli));
            assert_eq!(Content { milli, unit: Unit::L, reference: Reference::L1 }.amount(), text);
        }
        for bad in ["", "-1", "1,5", "1.2345", "x", "12345678"] {
            assert!(Content::read_amount(bad).is_err(), "{bad}");
        }
    }
}
