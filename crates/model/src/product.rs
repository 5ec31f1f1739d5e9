//! A product as staff write it: what the editor shows and what the operations take.

mod attribute;
mod content;
mod options;

pub use attribute::{AttributeDefinition, AttributeKind};
pub use content::{Content, Reference, Unit};
pub use options::{MAX_COMBINATIONS, MAX_OPTIONS, OptionDetails, OptionValue};

use crate::{CategoryId, MediaId, ProductId, Time, VariantId, catalog::Picture};
use serde::{Deserialize, Serialize};

/// Most pictures of a product.
pub const MAX_PICTURES: usize = 250;
/// Most categories of a product.
pub const MAX_CATEGORIES: usize = 100;
/// Most levels of categories.
pub const MAX_LEVELS: u8 = 8;
/// Longest tag, in characters.
pub const LONGEST_TAG: usize = 255;

/// Where a product stands for shoppers, by the clock of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductState {
    /// Nobody but staff sees it.
    Draft,
    /// It will be shown from a moment on.
    Scheduled,
    Published,
    /// It was shown until a moment that is over.
    Ended,
    Archived,
}

impl ProductState {
    /// The word in texts and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Ended => "ended",
            Self::Archived => "archived",
        }
    }
}

/// What staff write of a product besides its pictures, options and variants.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProductDetails {
    pub title: String,
    /// Its name in addresses; an empty one is made of the title, or stays what it was.
    pub handle: String,
    /// Text or HTML as it was typed; pages show it cleaned.
    pub description: String,
    pub vendor: String,
    pub product_type: String,
    pub tags: Vec<String>,
    /// Facts for the table on the page, in order.
    pub attributes: Vec<(String, Vec<String>)>,
    /// The first is the main one.
    pub categories: Vec<CategoryId>,
    pub seo_title: String,
    pub seo_description: String,
    /// Name and address of who made it, and of who answers for it in this market.
    pub manufacturer: String,
    pub responsible_person: String,
    pub warnings: String,
}

/// What staff write of a variant; amounts in minor units of the shop's currency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VariantDetails {
    /// An empty one is made of the product's handle and the options.
    pub sku: String,
    /// Empty, or a number with a right check digit.
    pub barcode: String,
    pub price: i64,
    pub compare_at: Option<i64>,
    /// What it costs the shop.
    pub cost: Option<i64>,
    pub weight_grams: i64,
    pub requires_shipping: bool,
    pub taxable: bool,
    /// Whether stock is counted.
    pub tracked: bool,
    /// Whether it is sold on when none is left.
    pub continue_selling: bool,
    /// One of the product's pictures.
    pub picture: Option<MediaId>,
    /// How much is in it, for the unit price.
    pub content: Option<Content>,
}

/// A variant in the editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantEditor {
    pub id: VariantId,
    /// Values in the order of the product's options.
    pub options: Vec<String>,
    pub details: VariantDetails,
    pub on_hand: i64,
    pub reserved: i64,
    /// What it is made of, by SKU and number, where it is a bundle.
    pub parts: Vec<(String, u16)>,
}

/// A product in the editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductEditor {
    pub id: ProductId,
    /// Goes along with every change: another version now is a conflict.
    pub version: u32,
    pub state: ProductState,
    pub publish_at: Option<Time>,
    pub unpublish_at: Option<Time>,
    pub details: ProductDetails,
    pub pictures: Vec<Picture>,
    /// Names with their values, as on the page.
    pub options: Vec<(String, Vec<String>)>,
    pub variants: Vec<VariantEditor>,
    /// What the product's type asks for.
    pub definitions: Vec<AttributeDefinition>,
    pub updated_at: Time,
}
