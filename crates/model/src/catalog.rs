//! Products, variants, categories and pictures as pages show them.

use crate::{CategoryId, Currency, MediaId, Money, Page, ProductId, Time, VariantId, product::Content};
use serde::{Deserialize, Serialize};

/// Widths, in pixels, that the picture pipeline makes; never wider than the source.
pub const PICTURE_WIDTHS: [u32; 6] = [320, 480, 640, 960, 1280, 1920];

/// A stored picture: enough to write `<img>` with its ratio, source set and placeholder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub id: MediaId,
    /// Lower-case hex of the content hash; the picture lies at `/media/<key>/<width>.webp`.
    pub key: String,
    /// Pixels of the largest rendition.
    pub width: u32,
    pub height: u32,
    /// Average colour as `#rrggbb`, shown before the picture comes.
    pub color: String,
    pub alt: String,
}

impl Picture {
    /// The widths that exist of this picture, ascending.
    pub fn widths(&self) -> Vec<u32> {
        let mut widths: Vec<u32> = PICTURE_WIDTHS.iter().copied().filter(|w| *w < self.width).collect();
        widths.push(self.width);
        widths
    }

    /// The address of the rendition nearest to a width, never narrower where a wider one exists.
    pub fn src(&self, at_least: u32) -> String {
        let widths = self.widths();
        let width = widths.iter().copied().find(|w| *w >= at_least).unwrap_or(self.width);
        format!("/media/{}/{}.webp", self.key, width)
    }

    /// The address of the rendition for cards of social networks, 1200 by 630.
    pub fn card(&self) -> String {
        format!("/card/{}.jpg", self.key)
    }

    /// The `srcset` of all renditions.
    pub fn srcset(&self) -> String {
        let one = |w: u32| format!("/media/{}/{w}.webp {w}w", self.key);
        self.widths().into_iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a product is for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductStatus {
    Draft,
    Active,
    Archived,
}

impl ProductStatus {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

impl std::str::FromStr for ProductStatus {
    type Err = crate::text::TextError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "draft" => Ok(Self::Draft),
            "active" => Ok(Self::Active),
            "archived" => Ok(Self::Archived),
            _ => Err(crate::text::TextError("product-status")),
        }
    }
}

/// What a shopper is told about stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "left")]
pub enum Availability {
    InStock,
    /// Few left: the true number.
    Low(u32),
    /// Sold on although none is there; delivered later.
    BackOrder,
    SoldOut,
}

impl Availability {
    /// Below or at this many units the number is shown.
    pub const LOW: i64 = 5;

    /// Tells availability from the units that may still be sold.
    pub fn of(sellable: i64, tracked: bool, continue_selling: bool) -> Self {
        match sellable {
            _ if !tracked => Self::InStock,
            n if n > Self::LOW => Self::InStock,
            n if n > 0 => Self::Low(n as u32),
            _ if continue_selling => Self::BackOrder,
            _ => Self::SoldOut,
        }
    }

    /// Whether it can be put into a cart.
    pub fn buyable(self) -> bool {
        self != Self::SoldOut
    }
}

/// A price with the struck old one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub now: Money,
    /// The old price, only where it is higher.
    pub was: Option<Money>,
    /// The lowest price of the 30 days before, only beside an old price.
    pub lowest: Option<Money>,
}

/// One value of an option in the swatches of a card: "Spruce".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swatch {
    pub value: String,
    /// `#rrggbb` where the value is a known colour.
    pub color: Option<String>,
}

/// A product in a grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductCard {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub vendor: String,
    pub pictures: Vec<Picture>,
    /// The lowest price of its variants.
    pub price: Price,
    /// Whether dearer variants exist ("from").
    pub from: bool,
    pub availability: Availability,
    pub swatches: Vec<Swatch>,
    pub rating: Option<Rating>,
    /// The variant to add at once, when there is nothing to choose.
    pub only_variant: Option<VariantId>,
}

/// Average of approved reviews.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// Tenths of a star: 46 is 4.6.
    pub tenths: u32,
    pub count: u32,
}

impl Rating {
    /// The average of so many stars in so many reviews, rounded; none without reviews.
    pub fn of(sum: u32, count: u32) -> Option<Self> {
        (count > 0).then(|| Self { tenths: (sum * 10 + count / 2) / count, count })
    }

    /// How many of five stars are filled.
    pub fn filled(self) -> u32 {
        (self.tenths + 5) / 10
    }
}

impl std::fmt::Display for Rating {
    /// "4.6"
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

/// A product option with its values in order: "Colour".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductOption {
    pub name: String,
    pub values: Vec<Swatch>,
}

/// A variant as the product page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantView {
    pub id: VariantId,
    pub sku: String,
    pub barcode: Option<String>,
    /// Option values in the order of the product's options; empty when there is nothing to choose.
    pub options: Vec<String>,
    pub price: Price,
    pub availability: Availability,
    /// Place of its picture in the gallery.
    pub picture: Option<usize>,
    pub weight_grams: u32,
    /// How much is in it, for the unit price.
    pub content: Option<Content>,
}

impl VariantView {
    /// "Spruce, 4.2 l".
    pub fn title(&self) -> String {
        self.options.join(", ")
    }

    /// The barcode, where it is a number that the world knows the article by.
    pub fn gtin(&self) -> Option<&str> {
        self.barcode.as_deref().filter(|code| crate::gtin::is_gtin(code))
    }
}

/// A step of the way from the root: `/c/<handle>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crumb {
    pub handle: String,
    pub title: String,
}

/// Everything on a product page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductView {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub vendor: String,
    pub product_type: String,
    /// Cleaned HTML.
    pub description: String,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub crumbs: Vec<Crumb>,
    pub pictures: Vec<Picture>,
    pub options: Vec<ProductOption>,
    pub variants: Vec<VariantView>,
    /// Facts for the table, in order: ("Material", "Oak").
    pub attributes: Vec<(String, String)>,
    pub safety: Safety,
    pub rating: Option<Rating>,
    pub updated_at: Time,
}

/// What the law on product safety wants named; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Safety {
    /// Name and address of who made it, and of who answers for it in this market.
    pub manufacturer: String,
    pub responsible_person: String,
    pub warnings: String,
}

/// A category in menus and tiles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryNode {
    pub id: CategoryId,
    pub handle: String,
    pub title: String,
    pub intro: String,
    pub depth: u32,
    pub picture: Option<Picture>,
    /// Products in it and below.
    pub products: u32,
    pub children: Vec<CategoryNode>,
}

/// A category page without its list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryView {
    pub id: CategoryId,
    pub handle: String,
    pub title: String,
    pub intro: String,
    pub seo_text: String,
    /// The picture that staff chose.
    pub cover: Option<Picture>,
    pub crumbs: Vec<Crumb>,
    pub children: Vec<CategoryNode>,
}

/// A hand-made or rule-made list: "Best sellers".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionView {
    pub handle: String,
    pub title: String,
    pub intro: String,
    pub seo_text: String,
    /// The picture that staff chose.
    pub cover: Option<Picture>,
    pub products: Page<ProductCard>,
}

/// A collection as menus and tiles show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionCard {
    pub handle: String,
    pub title: String,
    pub intro: String,
    /// The one that staff chose, or else of its first product that has one.
    pub picture: Option<Picture>,
    /// Products in it that are for sale.
    pub products: u32,
}

/// A page of running text: shipping, returns, about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentPage {
    pub handle: String,
    pub title: String,
    pub summary: String,
    /// Cleaned HTML.
    pub body: String,
    /// For search engines; empty where title and summary will do.
    pub seo_title: String,
    pub seo_description: String,
    pub updated_at: Time,
}

/// In which money and from which list prices are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pricing {
    pub currency: Currency,
}
