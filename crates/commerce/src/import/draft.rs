//! A product as the file wants it. A field is `None` where the file lacks the column: then what is there stays.

use crate::media::Hash;
use model::{Time, catalog::ProductStatus, product::Content};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Raised when the same file would make something else than before.
const FORMAT: &str = "stoa product import 2";

/// A product to be.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Draft {
    #[serde(skip)]
    pub line: u64,
    pub handle: String,
    pub title: String,
    pub body: Option<String>,
    pub vendor: Option<String>,
    pub product_type: Option<String>,
    pub tags: Option<String>,
    pub published: Option<bool>,
    /// When it was; `None` also where the cell is empty.
    pub published_at: Option<Time>,
    /// The end of being shown; none where the cell is empty.
    pub unpublish_at: Option<Option<Time>>,
    /// When it was made, for products that are new here.
    pub created_at: Option<Time>,
    pub status: Option<ProductStatus>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub manufacturer: Option<String>,
    pub responsible_person: Option<String>,
    pub warnings: Option<String>,
    pub attributes: Option<Vec<(String, Vec<String>)>>,
    /// Paths; the first is the main one.
    pub categories: Option<Vec<Vec<String>>>,
    pub options: Vec<DraftOption>,
    pub variants: Vec<DraftVariant>,
    pub pictures: Option<Vec<DraftPicture>>,
    /// Whether every row was good: only then are variants that the file lacks taken off sale.
    pub complete: bool,
}

/// An option with its values in their order: the one that is given, or that of their first mention.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DraftOption {
    pub name: String,
    pub values: Vec<String>,
}

/// A variant to be.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DraftVariant {
    #[serde(skip)]
    pub line: u64,
    pub sku: String,
    pub barcode: Option<String>,
    pub options: [String; 3],
    pub price: Option<i64>,
    pub compare_at: Option<Option<i64>>,
    pub cost: Option<Option<i64>>,
    /// The lowest price of the 30 days before this one, for variants without a price here.
    pub lowest_before: Option<Option<i64>>,
    /// How much is in it, for the unit price.
    pub content: Option<Option<Content>>,
    pub weight_grams: Option<u32>,
    pub quantity: Option<i64>,
    pub tracked: Option<bool>,
    pub continue_selling: Option<bool>,
    pub requires_shipping: Option<bool>,
    pub taxable: Option<bool>,
    /// Place in `pictures`.
    pub picture: Option<usize>,
}

/// A picture to be.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DraftPicture {
    #[serde(skip)]
    pub line: u64,
    /// As the file writes it.
    pub source: String,
    pub alt: String,
    /// Of the file's bytes; `None` where it cannot be read.
    pub content: Option<Hash>,
}

impl Draft {
    /// Names everything that the draft says, pictures by their content.
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(FORMAT);
        digest.update(serde_json::to_vec(self).unwrap_or_default());
        digest.finalize().into()
    }
}
