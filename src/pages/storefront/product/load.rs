//! Everything that the page of a product shows, by five statements.

use commerce::{
    Shop,
    catalog::{self, CatalogError},
    search,
};
use model::catalog::{Crumb, Pricing, ProductCard, ProductView, Reviews};
use serde::Serialize;

/// Reviews on the page, and products beside this one.
const REVIEWS: u32 = 5;
const SIMILAR: usize = 4;

/// What the page shows.
#[derive(Serialize)]
pub struct Loaded {
    pub product: ProductView,
    pub reviews: Reviews,
    /// The category around the product, where anything else is in it.
    pub around: Option<(Crumb, Vec<ProductCard>)>,
}

/// Loads the page of a product; the benchmark answers with just this to learn what the page costs on top.
pub async fn load(shop: &Shop, handle: &str, pricing: Pricing) -> Result<Loaded, CatalogError> {
    let product = catalog::product_page(shop, handle, pricing).await?;
    let reviews = catalog::reviews(shop, product.id, REVIEWS).await?;
    let around = around(shop, &product, pricing).await;
    Ok(Loaded { product, reviews, around })
}

/// What lies around it: one step wider than its own category, so that there is something. The page does not depend on
/// it.
async fn around(shop: &Shop, product: &ProductView, pricing: Pricing) -> Option<(Crumb, Vec<ProductCard>)> {
    let category = product.crumbs.iter().rev().nth(1).or(product.crumbs.last())?;
    let cards = search::beside(shop, product.id, &category.handle, SIMILAR, pricing).await.ok()?;
    (!cards.is_empty()).then(|| (category.clone(), cards))
}
