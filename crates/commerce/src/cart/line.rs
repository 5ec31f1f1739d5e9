//! A line of a cart as it can be bought at this moment.

use super::{region::Region, totals::TaxedLine};
use crate::catalog::pictures::{PictureColumns, picture};
use model::{
    Currency, MediaId, Money, ProductId, VariantId,
    cart::{CartLine, LineNotice},
    catalog::Availability,
    text::Quantity,
};
use sqlx::types::Json;

/// A line with the facts of its variant, as the database holds them now.
#[derive(Clone, Debug)]
pub struct Line {
    pub variant: VariantId,
    pub product: ProductId,
    /// Units asked for.
    pub asked: u32,
    /// The price that was last seen in the currency asked for, if any was.
    pub seen_price: Option<i64>,
    pub sku: String,
    pub handle: String,
    pub title: String,
    pub option1: String,
    pub option2: String,
    pub option3: String,
    pub taxable: bool,
    pub tracked: bool,
    pub continue_selling: bool,
    /// Whether product and variant are on sale at all.
    pub for_sale: bool,
    /// The price of one unit; `None` where the shop has none in its currency.
    pub amount: Option<i64>,
    /// Units on the shelf that nobody holds; below zero where units are owed.
    pub free: i64,
    pub media: Option<MediaId>,
    pub(crate) picture: Option<Json<PictureColumns>>,
}

impl Line {
    /// Units that one line may have now: 0 when it is not sold, 999 where stock does not limit it.
    pub fn sellable(&self) -> u32 {
        match (self.for_sale && self.amount.is_some(), self.counted()) {
            (false, _) => 0,
            (true, false) => Quantity::MAX,
            (true, true) => u32::try_from(self.free.max(0)).unwrap_or(u32::MAX).min(Quantity::MAX),
        }
    }

    /// Units that can be bought: as many as asked for, or what is left.
    pub fn buyable(&self) -> u32 {
        self.asked.min(self.sellable())
    }

    /// The line as the sums take it; `None` when nothing of it can be bought.
    pub fn taxed(&self, region: &Region, currency: Currency) -> Option<TaxedLine> {
        let rate = if self.taxable { region.tax_rate } else { 0 };
        let unit = Money::new(self.amount?, currency);
        (self.buyable() > 0).then_some(TaxedLine { unit, quantity: self.buyable(), rate })
    }

    /// "Spruce, 4.2 l"; empty where there is nothing to choose.
    pub fn variant_title(&self) -> String {
        let options = [&self.option1, &self.option2, &self.option3];
        options.into_iter().filter(|value| !value.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// What changed by itself since the shopper last acted; the loss of units weighs more than the price.
    pub fn notice(&self, currency: Currency) -> Option<LineNotice> {
        let left = self.sellable();
        if self.amount.is_none() && self.for_sale {
            return Some(LineNotice::NoPrice { currency });
        }
        if left == 0 {
            return Some(LineNotice::Gone);
        }
        if left < self.asked {
            return Some(LineNotice::Fewer { asked: self.asked, left });
        }
        let before = self.price_before(currency)?;
        Some(LineNotice::Price { before, now: Money::new(self.amount?, currency) })
    }

    /// The line as pages show it.
    pub fn show(&self, currency: Currency) -> CartLine {
        let notice = self.notice(currency);
        let quantity = if self.sellable() == 0 { self.asked } else { self.buyable() };
        let unit = self.amount.or(self.seen_price).unwrap_or_default();
        CartLine {
            variant: self.variant,
            sku: self.sku.clone(),
            handle: self.handle.clone(),
            title: self.title.clone(),
            variant_title: self.variant_title(),
            picture: self.picture.as_ref().map(|columns| picture(columns.0.clone())),
            quantity,
            unit_price: Money::new(unit, currency),
            // A unit costs at most 10^9 and a line has at most 999 of them.
            line_total: Money::new(unit.saturating_mul(i64::from(quantity)), currency),
            availability: self.availability(),
            sellable: self.sellable(),
            price_before: self.price_before(currency),
            notice,
        }
    }

    fn price_before(&self, currency: Currency) -> Option<Money> {
        self.seen_price
            .filter(|seen| self.amount.is_some_and(|now| now != *seen))
            .map(|seen| Money::new(seen, currency))
    }

    fn counted(&self) -> bool {
        self.tracked && !self.continue_selling
    }

    fn availability(&self) -> Availability {
        if self.sellable() == 0 {
            return Availability::SoldOut;
        }
        Availability::of(self.free, self.tracked, self.continue_selling)
    }
}
