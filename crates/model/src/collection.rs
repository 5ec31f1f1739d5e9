//! Who is in a collection that makes itself.

use crate::{CategoryId, Currency, Money, money::MAX_UNIT_MINOR, text::TextError};
use serde::{Deserialize, Serialize};

/// Most conditions of a rule.
pub const MAX_CONDITIONS: usize = 20;
/// Longest word in a condition, in characters.
const LONGEST: usize = 255;

/// A rule: its conditions, and whether all of them or any of them must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub all: bool,
    pub conditions: Vec<Condition>,
}

/// One condition on a product; amounts in minor units of the shop's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Condition {
    Tag(String),
    NotTag(String),
    Type(String),
    Vendor(String),
    /// A word in the title.
    Title(String),
    /// The lowest price of its variants.
    PriceAtMost(i64),
    PriceAtLeast(i64),
    /// A variant with a struck price.
    Reduced,
    /// In it or below it.
    Category(CategoryId),
    /// An attribute or an option and one of its values.
    Attribute(String, String),
    InStock,
    SoldOut,
    /// Made in the last days.
    NewerThan(u32),
}

impl Condition {
    /// The words of forms, in the order in which they are offered.
    pub const FIELDS: [&'static str; 13] = [
        "tag",
        "not_tag",
        "type",
        "vendor",
        "title",
        "price_at_most",
        "price_at_least",
        "reduced",
        "category",
        "attribute",
        "in_stock",
        "sold_out",
        "newer_than",
    ];

    /// A condition as it is typed: the word of its field, and a value. An attribute is written "Material: Oak".
    pub fn read(field: &str, value: &str, currency: Currency) -> Result<Self, TextError> {
        let value = value.trim();
        let word = || {
            let fine = !value.is_empty() && value.chars().count() <= LONGEST && !value.chars().any(char::is_control);
            if fine { Ok(value.to_owned()) } else { Err(TextError("rule-value")) }
        };
        let amount = || {
            let money = Money::parse(value, currency).map_err(|_| TextError("not-an-amount"))?;
            let fine = (0..=MAX_UNIT_MINOR).contains(&money.minor);
            if fine { Ok(money.minor) } else { Err(TextError("not-an-amount")) }
        };
        Ok(match field {
            "tag" => Self::Tag(word()?),
            "not_tag" => Self::NotTag(word()?),
            "type" => Self::Type(word()?),
            "vendor" => Self::Vendor(word()?),
            "title" => Self::Title(word()?),
            "price_at_most" => Self::PriceAtMost(amount()?),
            "price_at_least" => Self::PriceAtLeast(amount()?),
            "reduced" => Self::Reduced,
            "category" => Self::Category(value.parse().map_err(|_| TextError("no-category"))?),
            "attribute" => {
                let text = word()?;
                let (name, value) = text.split_once(':').ok_or(TextError("rule-attribute"))?;
                let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
                if name.is_empty() || value.is_empty() {
                    return Err(TextError("rule-attribute"));
                }
                Self::Attribute(name, value)
            }
            "in_stock" => Self::InStock,
            "sold_out" => Self::SoldOut,
            "newer_than" => match value.parse() {
                Ok(days @ 1..=3650) => Self::NewerThan(days),
                _ => return Err(TextError("rule-days")),
            },
            _ => return Err(TextError("rule-field")),
        })
    }

    /// The condition as [`Condition::read`] takes it.
    pub fn typed(&self, currency: Currency) -> (&'static str, String) {
        let amount = |minor: i64| Money::new(minor, currency).decimal();
        match self {
            Self::Tag(word) => ("tag", word.clone()),
            Self::NotTag(word) => ("not_tag", word.clone()),
            Self::Type(word) => ("type", word.clone()),
            Self::Vendor(word) => ("vendor", word.clone()),
            Self::Title(word) => ("title", word.clone()),
            Self::PriceAtMost(minor) => ("price_at_most", amount(*minor)),
            Self::PriceAtLeast(minor) => ("price_at_least", amount(*minor)),
            Self::Reduced => ("reduced", String::new()),
            Self::Category(id) => ("category", id.to_string()),
            Self::Attribute(name, value) => ("attribute", format!("{name}: {value}")),
            Self::InStock => ("in_stock", String::new()),
            Self::SoldOut => ("sold_out", String::new()),
            Self::NewerThan(days) => ("newer_than", days.to_string()),
        }
    }

    /// Whether units that come or go may change who fulfils it.
    pub fn about_stock(&self) -> bool {
        matches!(self, Self::InStock | Self::SoldOut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_back_and_odd_ones_are_refused() {
        let category = "0190163d8694739bae9b000000000001";
        let typed = [
            ("tag", "sale"),
            ("price_at_most", "29.90"),
            ("category", category),
            ("attribute", "Material: Oak"),
            ("newer_than", "30"),
            ("in_stock", ""),
        ];
        for (field, value) in typed {
            let condition = Condition::read(field, value, Currency::EUR).unwrap();
            assert_eq!(condition.typed(Currency::EUR), (field, value.to_owned()));
            let json = serde_json::to_string(&condition).unwrap();
            assert_eq!(serde_json::from_str::<Condition>(&json).unwrap(), condition);
        }
        let wrong = [
            ("tag", "", "rule-value"),
            ("price_at_most", "cheap", "not-an-amount"),
            ("category", "x", "no-category"),
            ("attribute", "Oak", "rule-attribute"),
            ("newer_than", "0", "rule-days"),
            ("DROP TABLE", "x", "rule-field"),
        ];
        for (field, value, code) in wrong {
            assert_eq!(Condition::read(field, value, Currency::EUR), Err(TextError(code)), "{field}");
        }
        for field in Condition::FIELDS {
            assert_ne!(Condition::read(field, "x", Currency::EUR), Err(TextError("rule-field")));
        }
    }
}
