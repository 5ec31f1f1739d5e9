//! The sums of a cart or an order: one pure function, integers only.
//!
//! Tax is rounded once per rate, on the sum of everything taxed at that rate, and the rounded amount is then given to the
//! lines by largest remainder, so that the parts add up. Shipping and the fee of the way to pay follow the goods: they
//! are taxed at the rate under which the largest share of the goods' value falls; where two rates have equal shares, at
//! the higher one.

use model::{
    Currency, Money,
    cart::{MAX_LINES, Totals},
    money::{MAX_ORDER_MINOR, MAX_UNIT_MINOR, MoneyError, share, tax_within},
    text::Quantity,
};
use std::collections::BTreeMap;

/// Units of one thing at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxedLine {
    pub unit: Money,
    pub quantity: u32,
    /// Rate of tax in basis points.
    pub rate: u32,
}

/// How prices and tax stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxMode {
    /// Prices contain the tax.
    Gross,
    /// Tax is added to the prices.
    Net,
}

/// The sums, and what falls on each line.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    pub totals: Totals,
    /// Tax of each line, in the order of the lines; what is missing to the whole tax lies on shipping and fee.
    pub line_taxes: Vec<i64>,
}

/// Adds up an order; errs where a limit of the shop is passed: units, lines, or the whole.
pub fn totals(
    lines: &[TaxedLine],
    shipping: Option<Money>,
    fee: Money,
    mode: TaxMode,
    currency: Currency,
) -> Result<Sums, MoneyError> {
    let sums = add_up(lines, shipping, fee, mode, currency)?;
    if lines.len() > MAX_LINES || sums.totals.total.minor > MAX_ORDER_MINOR {
        return Err(MoneyError::Overflow);
    }
    Ok(sums)
}

/// The same without the limit of the whole, for showing a cart that grew too dear by itself.
pub(crate) fn add_up(
    lines: &[TaxedLine],
    shipping: Option<Money>,
    fee: Money,
    mode: TaxMode,
    currency: Currency,
) -> Result<Sums, MoneyError> {
    let goods = lines.iter().map(|line| line_total(line, currency)).collect::<Result<Vec<_>, _>>()?;
    let charges = amount(shipping.unwrap_or(Money::zero(currency)), currency)?
        .checked_add(amount(fee, currency)?)
        .ok_or(MoneyError::Overflow)?;
    let taxes = tax_by_rate(lines, &goods, charges, mode)?;
    let subtotal = sum(goods.iter().copied())?;
    let tax = sum(taxes.iter().map(|(_, tax)| *tax))?;
    let added = if mode == TaxMode::Net { tax } else { 0 };
    let total = sum([subtotal, charges, added].into_iter())?;
    let money = |minor| Money::new(minor, currency);
    Ok(Sums {
        line_taxes: tax_by_line(lines, &goods, charges, &taxes, currency),
        totals: Totals {
            subtotal: money(subtotal),
            discount: money(0),
            shipping,
            fee,
            tax: money(tax),
            tax_included: mode == TaxMode::Gross,
            taxes: taxes.iter().rev().filter(|(rate, _)| *rate > 0).map(|(rate, tax)| (*rate, money(*tax))).collect(),
            total: money(total),
        },
    })
}

fn line_total(line: &TaxedLine, currency: Currency) -> Result<i64, MoneyError> {
    let unit = amount(line.unit, currency)?;
    if unit > MAX_UNIT_MINOR || line.quantity > Quantity::MAX {
        return Err(MoneyError::Overflow);
    }
    if line.quantity == 0 {
        return Err(MoneyError::Amount);
    }
    unit.checked_mul(i64::from(line.quantity)).ok_or(MoneyError::Overflow)
}

fn amount(money: Money, currency: Currency) -> Result<i64, MoneyError> {
    if money.currency != currency {
        return Err(MoneyError::Mixed);
    }
    if money.minor < 0 { Err(MoneyError::Amount) } else { Ok(money.minor) }
}

fn sum(mut parts: impl Iterator<Item = i64>) -> Result<i64, MoneyError> {
    parts.try_fold(0i64, i64::checked_add).ok_or(MoneyError::Overflow)
}

/// Tax of each rate, ascending by rate.
fn tax_by_rate(lines: &[TaxedLine], goods: &[i64], charges: i64, mode: TaxMode) -> Result<Vec<(u32, i64)>, MoneyError> {
    let mut amounts: BTreeMap<u32, i64> = BTreeMap::new();
    for (line, total) in lines.iter().zip(goods) {
        let entry = amounts.entry(line.rate).or_default();
        *entry = entry.checked_add(*total).ok_or(MoneyError::Overflow)?;
    }
    if let Some(entry) = leading_rate(&amounts).and_then(|rate| amounts.get_mut(&rate)) {
        *entry = entry.checked_add(charges).ok_or(MoneyError::Overflow)?;
    }
    let tax = |(rate, amount): (u32, i64)| {
        let tax = match mode {
            TaxMode::Gross => tax_within(amount, i64::from(rate))?,
            TaxMode::Net => share(amount, i64::from(rate))?,
        };
        Ok((rate, tax))
    };
    amounts.into_iter().map(tax).collect()
}

/// The rate that most of the value falls under; the higher of equals, because the map ascends.
fn leading_rate(amounts: &BTreeMap<u32, i64>) -> Option<u32> {
    amounts.iter().max_by_key(|(_, amount)| **amount).map(|(rate, _)| *rate)
}

fn tax_by_line(lines: &[TaxedLine], goods: &[i64], charges: i64, taxes: &[(u32, i64)], currency: Currency) -> Vec<i64> {
    let mut of_lines = vec![0; lines.len()];
    let amounts = lines.iter().zip(goods).fold(BTreeMap::new(), |mut amounts: BTreeMap<u32, i64>, (line, total)| {
        *amounts.entry(line.rate).or_default() += total;
        amounts
    });
    let leading = leading_rate(&amounts);
    for (rate, tax) in taxes {
        let places: Vec<usize> = (0..lines.len()).filter(|place| lines[*place].rate == *rate).collect();
        let mut weights: Vec<i64> = places.iter().map(|place| goods[*place]).collect();
        weights.push(if leading == Some(*rate) { charges } else { 0 });
        for (place, part) in places.iter().zip(Money::new(*tax, currency).split(&weights)) {
            of_lines[*place] = part.minor;
        }
    }
    of_lines
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
