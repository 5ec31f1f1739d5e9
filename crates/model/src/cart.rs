//! The cart: what is asked of it and what it shows.

use crate::{
    Currency, Money, Quantity, VariantId,
    catalog::{Availability, Picture},
};
use serde::{Deserialize, Serialize};

/// Most different lines that a cart may have.
pub const MAX_LINES: usize = 100;

/// Asks for units of a variant on top of what is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddLine {
    pub variant: VariantId,
    pub quantity: Quantity,
}

/// Sets the units of a line; `None` removes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetLine {
    pub variant: VariantId,
    pub quantity: Option<Quantity>,
}

/// A line as the shopper sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CartLine {
    pub variant: VariantId,
    pub sku: String,
    pub handle: String,
    pub title: String,
    pub variant_title: String,
    pub picture: Option<Picture>,
    /// Units that can be bought: what was asked for, or what is left of it.
    pub quantity: u32,
    pub unit_price: Money,
    pub line_total: Money,
    pub availability: Availability,
    /// Units of this variant that may be sold now (999 where stock is not counted).
    pub sellable: u32,
    /// What changed since the shopper last acted on the cart; the most important where it is several things.
    pub notice: Option<LineNotice>,
    /// The price that the shopper last agreed to, where it is another now; said beside any notice.
    pub price_before: Option<Money>,
}

/// What changed by itself at a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LineNotice {
    /// The price is another than when it was added.
    Price { before: Money, now: Money },
    /// There are fewer than asked for; the sums count what is left.
    Fewer { asked: u32, left: u32 },
    /// None is left, or it is no longer sold; it is not in the sums.
    Gone,
    /// It has no price in the currency of the cart; it is not in the sums.
    NoPrice { currency: Currency },
}

impl CartLine {
    /// Whether it can be bought at all, and so is in the sums.
    pub fn counts(&self) -> bool {
        !matches!(self.notice, Some(LineNotice::Gone | LineNotice::NoPrice { .. }))
    }
}

/// The whole cart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CartView {
    pub lines: Vec<CartLine>,
    pub totals: Totals,
    /// What is missing for free shipping: zero when it is reached, `None` where there is no such limit.
    pub to_free_shipping: Option<Money>,
    /// Grows with every change, so that tabs and devices can tell which is newer.
    pub version: u32,
}

impl CartView {
    /// Units of all lines together.
    pub fn count(&self) -> u32 {
        self.lines.iter().filter(|line| line.counts()).map(|line| line.quantity).sum()
    }

    /// Whether every line can be bought as it stands.
    pub fn ready(&self) -> bool {
        !self.lines.is_empty()
            && self.lines.iter().all(|line| line.counts() && !matches!(line.notice, Some(LineNotice::Fewer { .. })))
    }
}

/// Sums of a cart or an order. In a gross shop `tax` is contained in `total`, in a net shop added to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    pub subtotal: Money,
    pub discount: Money,
    /// `None` while no way to ship is chosen.
    pub shipping: Option<Money>,
    /// The fee of the way to pay, such as cash on delivery.
    pub fee: Money,
    pub tax: Money,
    pub tax_included: bool,
    /// Tax per rate: (basis points, amount).
    pub taxes: Vec<(u32, Money)>,
    pub total: Money,
}

/// What the island behind a cart button needs to know after a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CartChanged {
    pub count: u32,
    pub version: u32,
    /// The sentence for the live region: "Added: Brae casserole, Spruce. 3 items in the cart."
    pub spoken: String,
    /// The cart drawer, rendered on the server.
    pub drawer: String,
}
