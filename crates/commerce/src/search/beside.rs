//! What else lies around a product.

use super::SearchError;
use crate::{Shop, catalog};
use model::{
    ProductId,
    catalog::{Pricing, ProductCard},
    search::Sort,
};

/// The first products of a category that can be bought, in its order, without the one they stand beside. One statement.
pub async fn beside(
    shop: &Shop,
    product: ProductId,
    category: &str,
    count: usize,
    pricing: Pricing,
) -> Result<Vec<ProductCard>, SearchError> {
    let shelf = shop.search.shelf(shop).await?.sold_in(pricing.currency);
    let slot = *shelf.categories.by_handle.get(category).ok_or(SearchError::NoCategory)?;
    let around = &*shelf.live & &*shelf.buyable & &*shelf.categories.list[slot as usize].members;
    let places = shelf.page(&around, Sort::Featured, 0, count + 1);
    let items = places.into_iter().filter_map(|place| shelf.item(place));
    let ids: Vec<ProductId> = items.map(|item| item.id).filter(|id| *id != product).take(count).collect();
    let cards = catalog::cards(shop, &ids, pricing).await.map_err(SearchError::from_catalog)?;
    Ok(cards.into_iter().filter(|card| card.availability.buyable()).collect())
}
