//! Everything that the page of a product shows, by six statements; one more where staff put products beside it.

use commerce::{
    Shop,
    catalog::{self, CatalogError, LinkKind},
    reviews,
    search::{self, SearchError},
};
use model::{
    Fault,
    catalog::{Crumb, Pricing, ProductCard, ProductView},
    review::{ReviewQuery, Reviews},
};
use serde::Serialize;

/// Products beside this one.
const SIMILAR: usize = 4;

/// A category and products of it.
type Around = (Crumb, Vec<ProductCard>);

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
    pub around: Option<Around>,
    pub linked: Linked,
    /// Whether nothing around the product could not be had for a moment.
    pub whole: bool,
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
    // The page does without what stands around; it is only not kept like this.
    let (around, linked) = (around(shop, &product, pricing).await, linked(shop, &product, pricing).await);
    let whole = around.is_ok() && linked.is_ok();
    let (around, linked) = (around.unwrap_or_default(), linked.unwrap_or_default());
    Ok(Loaded { product, reviews, around, linked, whole })
}

/// What staff put beside it, as far as it can be bought.
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

/// What lies around it: one step wider than its own category, so that there is something.
async fn around(shop: &Shop, product: &ProductView, pricing: Pricing) -> Result<Option<Around>, SearchError> {
    let Some(category) = product.crumbs.iter().rev().nth(1).or(product.crumbs.last()) else { return Ok(None) };
    let cards = match search::beside(shop, product.id, &category.handle, SIMILAR, pricing).await {
        Err(SearchError::NoCategory) => vec![],
        cards => cards?,
    };
    Ok((!cards.is_empty()).then(|| (category.clone(), cards)))
}
