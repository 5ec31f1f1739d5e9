//! Prices as they were typed, where they are no amounts: a query leaves them out, and their fields say so.

use crate::web::Page;
use axum::http::StatusCode;
use commerce::text;
use model::{Currency, Fault, Money, percent};

/// The fields of prices with what was typed and is no amount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrongPrices(Vec<(String, String)>);

impl WrongPrices {
    /// Those of a query string.
    pub fn of(raw: &str, currency: Currency) -> Self {
        let pair = |part: &str| {
            let (name, value) = part.split_once('=')?;
            let value = percent::decode(value).trim().to_owned();
            let price = ["price-min", "price-max"].contains(&name) && !value.is_empty();
            let amount = Money::parse(&value, currency).is_ok_and(|money| money.minor >= 0);
            (price && !amount).then(|| (name.to_owned(), value))
        };
        Self(raw.split('&').filter_map(pair).collect())
    }

    /// What was typed into a field, and the sentence about it.
    pub fn at(&self, field: &str) -> Option<(String, String)> {
        let (_, typed) = self.0.iter().find(|(name, _)| name == field)?;
        Some((typed.clone(), self.sentence()?))
    }

    /// What is said above the list, since a phone hides the fields.
    pub fn sentence(&self) -> Option<String> {
        let fault = text::explain(Fault::invalid([("price", "price-amount")]));
        let sentence = fault.at("price")?.message.clone();
        (!self.0.is_empty()).then_some(sentence)
    }

    /// The page of a list, refused where something was wrong.
    pub fn answer(&self, mut page: Page) -> Page {
        if !self.0.is_empty() {
            page.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_no_amount() {
        let of = |raw: &str| WrongPrices::of(raw, Currency::EUR).0;
        assert!(of("price-min=12&price-max=12%2C50&colour=x&price-min=").is_empty());
        assert_eq!(of("q=a&price-max=ab+c"), [("price-max".into(), "ab c".into())]);
        assert_eq!(of("price-min=-5").len(), 1);
    }
}
