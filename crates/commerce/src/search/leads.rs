//! Searches that lead somewhere at once: words to a page or an address, a code to its product.

use super::SearchError;
use crate::{Shop, catalog};
use model::catalog::Pricing;

/// Fewest letters of a code that opens its product.
const SHORTEST_CODE: usize = 4;

/// Where a search leads, if it is more than a list: words of a page, or the code of one product that is for sale.
pub async fn leads_to(shop: &Shop, text: &str, pricing: Pricing) -> Result<Option<String>, SearchError> {
    if super::listing::too_long(text) {
        return Ok(None);
    }
    let shelf = shop.search.shelf(shop).await?;
    if let Some(target) = shelf.synonyms.lead(text) {
        let known = target.starts_with('/') || shelf.lexicon.page_list.iter().any(|(handle, _)| handle == target);
        return Ok(known.then(|| address_of(target)));
    }
    let looks_like_a_code = text.len() >= SHORTEST_CODE && text.contains(|c: char| c.is_ascii_digit());
    if !looks_like_a_code {
        return Ok(None);
    }
    let [place] = shop.search.coded(shop, &shelf, text).await?[..] else { return Ok(None) };
    let Some(item) = shelf.item(place).filter(|_| shelf.live.contains(place)) else { return Ok(None) };
    let cards = catalog::cards(shop, &[item.id], pricing).await.map_err(SearchError::from_catalog)?;
    Ok(cards.first().map(|card| format!("/p/{}", card.handle)))
}

/// The table holds handles of pages, and addresses that staff wrote.
fn address_of(target: &str) -> String {
    if target.starts_with('/') { target.to_owned() } else { format!("/page/{target}") }
}
