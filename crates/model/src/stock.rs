//! Stock: why it changes and how the back office shows it.

use crate::{
    Money, ProductId, Time, VariantId,
    catalog::{Picture, ProductStatus},
};
use serde::{Deserialize, Serialize};

/// Why `on_hand` changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// First count, by import or by hand.
    Initial,
    Sale,
    /// Back on the shelf after a cancelled or returned order.
    Restock,
    /// Goods came in.
    Receipt,
    /// Counted anew.
    Count,
    /// Broken or lost.
    Damage,
    /// A correction with a written reason.
    Correction,
    Import,
}

impl MovementKind {
    /// The kinds that staff may choose.
    pub const BY_HAND: [MovementKind; 4] = [Self::Receipt, Self::Count, Self::Damage, Self::Correction];

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Sale => "sale",
            Self::Restock => "restock",
            Self::Receipt => "receipt",
            Self::Count => "count",
            Self::Damage => "damage",
            Self::Correction => "correction",
            Self::Import => "import",
        }
    }
}

/// A variant in the back office's product list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StockRow {
    pub variant: VariantId,
    pub sku: String,
    pub title: String,
    pub price: Money,
    pub compare_at: Option<Money>,
    pub on_hand: i64,
    pub reserved: i64,
}

/// A product in the back office's product list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductRow {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub vendor: String,
    pub status: ProductStatus,
    pub picture: Option<Picture>,
    pub variants: Vec<StockRow>,
    pub updated_at: Time,
}

/// One change of stock or price, for the history below the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeEntry {
    pub at: Time,
    pub what: String,
    pub before: String,
    pub after: String,
    pub reason: String,
    pub by: String,
}
