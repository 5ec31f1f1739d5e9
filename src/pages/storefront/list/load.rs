//! Everything that the page of a category shows.

use commerce::{Shop, catalog, search};
use model::{
    Fault,
    catalog::{CategoryView, Pricing},
    search::{ListQuery, Listing},
};
use serde::Serialize;

/// What the page shows.
#[derive(Serialize)]
pub struct Loaded {
    pub category: CategoryView,
    pub listing: Listing,
}

/// Loads the page of a category, in the state that the query of its address names; the benchmark answers with just this to
/// learn what the page costs on top.
pub async fn load(shop: &Shop, handle: &str, query: &str, pricing: Pricing) -> Result<Loaded, Fault> {
    let asked = ListQuery::from_query_string(Some(handle), query, pricing.currency);
    let category = catalog::category(shop, handle).await?;
    let listing = search::list(shop, &asked, pricing).await?;
    Ok(Loaded { category, listing })
}
