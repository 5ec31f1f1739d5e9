//! What is asked of a list or a search, and what comes back.

use crate::{
    Money, Page,
    catalog::{Picture, Price, ProductCard},
};
use serde::{Deserialize, Serialize};

mod terms;
mod url;
pub use terms::{Days, SearchFigures, SearchTerm};
pub use url::{MAX_CHOSEN, MOST_PAGES, PER_PAGE, facet_key, value_key};

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// By fit for a search, by place and popularity for a category.
    #[default]
    Featured,
    Newest,
    PriceAsc,
    PriceDesc,
    Rating,
    Title,
}

impl Sort {
    /// Every order, as offered.
    pub const ALL: [Sort; 6] =
        [Sort::Featured, Sort::Newest, Sort::PriceAsc, Sort::PriceDesc, Sort::Rating, Sort::Title];

    /// The word in the address: `price-asc`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Featured => "featured",
            Self::Newest => "newest",
            Self::PriceAsc => "price-asc",
            Self::PriceDesc => "price-desc",
            Self::Rating => "rating",
            Self::Title => "title",
        }
    }

    /// Reads the word in the address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }
}

/// A list of products as its address describes it: `/c/chairs?colour=spruce&colour=clay&price-max=200&page=2`.
/// Equal states have equal addresses, which makes it the key of caches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    /// Handle of the category, if the list is one.
    pub category: Option<String>,
    /// Words searched for, as typed.
    pub text: Option<String>,
    /// Chosen facet values: (facet key, value key), sorted.
    pub chosen: Vec<(String, String)>,
    /// In minor units of the shown currency.
    pub price_min: Option<i64>,
    pub price_max: Option<i64>,
    /// Only what can be bought now.
    pub in_stock: bool,
    pub sort: Sort,
    /// Counted from 1.
    pub page: u32,
    /// The first of the pages that are shown together, where it is not `page`; 0 where there is just the one.
    pub from: u32,
    pub per_page: u32,
}

/// One value of a facet with the number of products that choosing it would show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The word in the address.
    pub key: String,
    pub label: String,
    pub count: u32,
    pub chosen: bool,
    /// `#rrggbb` where the value is a known colour.
    pub color: Option<String>,
}

/// One facet: values are joined by OR, facets by AND.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The name in the address.
    pub key: String,
    pub label: String,
    pub values: Vec<FacetValue>,
}

/// A list with its facets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// What was asked for, without choices of facets that the shop does not have.
    pub query: ListQuery,
    pub products: Page<ProductCard>,
    pub facets: Vec<Facet>,
    /// Lowest and highest price in the list before the price filter.
    pub price_range: Option<(Money, Money)>,
    /// How many of the list can be bought now.
    pub in_stock: u32,
    /// The spelling that was searched instead, if it was another.
    pub corrected: Option<String>,
}

/// One line under the search field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    pub kind: SuggestionKind,
    pub label: String,
    pub href: String,
    pub picture: Option<Picture>,
    pub price: Option<Price>,
}

/// What a suggestion leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    Query,
    Category,
    Product,
    Page,
}
