//! Everything that the page of a product shows, by six statements; one more where staff put products beside it.

use commerce::{
    Shop,
    catalog::{self, CatalogError, LinkKind},
    reviews, search,
};
use model::{
    Fault,
    catalog::{Crumb, Pricing, ProductCard, ProductView},
    review::{ReviewQuery, Reviews},
};
use serde::Serialize;

/// Products beside this one.
const SIMILAR: usize = 4;

/// What lies beside a product by the hand of staff.
#[derive(Serialize, Default)]
pub struct Linked {
    /// Bought with it.
    pub cross: Vec<ProductCard>,
    /// Better than it.
    pub upsell: Vec<ProductCard>,
    /// Like it.
    pub related: Vec<ProductCard>,
}

impl Linked {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &ProductCard> {
        self.cross.iter().chain(&self.upsell).chain(&self.related)
    }
}

/// What the page shows.
#[derive(Serialize)]
pub struct Loaded {
    pub product: ProductView,
    pub reviews: Reviews,
    /// The category around the product, where anything else is in it.
    pub around: Option<(Crumb, Vec<ProductCard>)>,
    pub linked: Linked,
}

/// Loads the page of a product; the benchmark answers with just this to learn what the page costs on top.
pub async fn load(shop: &Shop, handle: &str, pricing: Pricing, query: ReviewQuery) -> Result<Loaded, Fault> {
    furnish(shop, catalog::product_page(shop, handle, pricing).await?, pricing, query).await
}

/// Loads what stands around a product on its page.
pub async fn furnish(
    shop: &Shop,
    mut product: ProductView,
    pricing: Pricing,
    query: ReviewQuery,
) -> Result<Loaded, Fault> {
    let reviews = reviews::reviews(shop, product.id, query).await?;
    // One moment for all that the page says of them, should somebody approve one between the two questions.
    product.rating = reviews.rating;
    let around = around(shop, &product, pricing).await;
    let linked = linked(shop, &product, pricing).await.unwrap_or_default();
    Ok(Loaded { product, reviews, around, linked })
}

/// What staff put beside it, as far as it can be bought. The page does not depend on it.
async fn linked(shop: &Shop, product: &ProductView, pricing: Pricing) -> Result<Linked, CatalogError> {
    let kinds = [LinkKind::Cross, LinkKind::Upsell, LinkKind::Related];
    let mut linked = Linked::default();
    for (kind, card) in catalog::linked_cards(shop, &[product.id], &kinds, pricing).await? {
        let list = match kind {
            LinkKind::Cross => &mut linked.cross,
            LinkKind::Upsell => &mut linked.upsell,
            LinkKind::Related => &mut linked.related,
        };
        if list.len() < SIMILAR {
            list.push(card);
        }
    }
    Ok(linked)
}

/// What lies around it: one step wider than its own category, so that there is something. The page does not depend on
/// it.
async fn around(shop: &Shop, product: &ProductView, pricing: Pricing) -> Option<(Crumb, Vec<ProductCard>)> {
    let category = product.crumbs.iter().rev().nth(1).or(product.crumbs.last())?;
    let cards = search::beside(shop, product.id, &category.handle, SIMILAR, pricing).await.ok()?;
    (!cards.is_empty()).then(|| (category.clone(), cards))
}
