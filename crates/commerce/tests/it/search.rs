//! Lists, facets, search and suggestions.

mod demo;
mod facets;
pub mod goods;
mod keeping;
mod leads;
mod terms;
mod words;

use commerce::{
    Shop,
    catalog::default_pricing,
    search::{self, SearchError},
};
use model::search::{ListQuery, Listing, Suggestion};

async fn list(shop: &Shop, query: &ListQuery) -> Result<Listing, SearchError> {
    search::list(shop, query, default_pricing(shop)).await
}

async fn found(shop: &Shop, text: &str) -> Listing {
    let query = ListQuery { text: Some(text.into()), ..ListQuery::default() };
    list(shop, &query).await.unwrap_or_else(|error| panic!("{text}: {error}"))
}

async fn suggested(shop: &Shop, text: &str) -> Vec<Suggestion> {
    search::suggest(shop, text, default_pricing(shop)).await.unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn handles(listing: &Listing) -> Vec<&str> {
    listing.products.items.iter().map(|card| card.handle.as_str()).collect()
}

async fn leads_to(shop: &Shop, text: &str) -> Option<String> {
    search::leads_to(shop, text, default_pricing(shop)).await.unwrap_or_else(|error| panic!("{text}: {error}"))
}
