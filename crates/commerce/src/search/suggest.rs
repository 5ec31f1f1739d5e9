//! Lines under the search field.

use super::{SearchError, listing::too_long, shelf::Shelf, text::Found, words};
use crate::{Shop, catalog};
use insight::{Hit, Spelling, Suggester};
use model::{
    ProductId,
    catalog::{Pricing, ProductCard},
    search::{ListQuery, Suggestion, SuggestionKind},
};

/// Most lines of each kind, ten together.
const QUERIES: usize = 3;
const CATEGORIES: usize = 2;
const PAGES: usize = 1;
const PRODUCTS: usize = 4;
/// Most searches offered instead of one that finds nothing.
const LOOSER: usize = 4;
/// Words of a text for which such are looked for.
const LOOKED_AT: usize = 8;

/// At most ten lines for the letters typed so far.
pub async fn suggest(shop: &Shop, text: &str, pricing: Pricing) -> Result<Vec<Suggestion>, SearchError> {
    if too_long(text.trim()) {
        return Err(SearchError::TooLong);
    }
    let typed = words::normal(text);
    if typed.is_empty() {
        return Ok(vec![]);
    }
    let shelf = shop.search.shelf(shop).await?.sold_in(pricing.currency);
    let mut lines = plain_lines(&shelf, &typed, pricing);
    let ids = products(shop, &shelf, text, &typed).await?;
    let cards = catalog::cards(shop, &ids, pricing).await.map_err(SearchError::from_catalog)?;
    lines.extend(cards.into_iter().map(product));
    Ok(lines)
}

/// Categories and pages that a whole search text names.
pub async fn places(shop: &Shop, text: &str, pricing: Pricing) -> Result<Vec<Suggestion>, SearchError> {
    let shelf = shop.search.shelf(shop).await?;
    let mut lines = plain_lines(&shelf, &words::normal(text), pricing);
    lines.retain(|line| matches!(line.kind, SuggestionKind::Category | SuggestionKind::Page));
    Ok(lines)
}

/// Other searches for a text that finds nothing: its words that the shop knows, or what may have been meant by them.
pub async fn looser(shop: &Shop, text: &str) -> Result<Vec<String>, SearchError> {
    let (spelling, shelf) = (shop.search.spelling(shop).await?, shop.search.shelf(shop).await?);
    let mut offered: Vec<String> = vec![];
    for word in words::words(text).into_iter().take(LOOKED_AT) {
        let known = spelling.frequency(&word.plain) > 0;
        let meant = if known { Some(word.plain) } else { spelling.corrections(&word.plain, 1).pop().map(|c| c.word) };
        let Some(meant) = meant.filter(|meant| !words::is_stop(meant) && !offered.contains(meant)) else { continue };
        // What is not on show yet has words too.
        let finds = shop.search.find_few(shop, &shelf, &meant).await?;
        if finds.corrected.is_none() && !finds.hits.is_empty() {
            offered.push(meant);
        }
    }
    offered.truncate(LOOSER);
    Ok(offered)
}

/// Pages, queries and categories: what memory answers alone.
pub fn plain_lines(shelf: &Shelf, typed: &str, pricing: Pricing) -> Vec<Suggestion> {
    let lexicon = &shelf.lexicon;
    let line = |kind, label: &str, href| Suggestion { kind, label: label.to_owned(), href, picture: None, price: None };
    let page = |(handle, title): &(String, String)| line(SuggestionKind::Page, title, format!("/page/{handle}"));
    let named = shelf.synonyms.page(&words::stems(typed));
    let by_synonym = named.and_then(|handle| lexicon.page_list.iter().find(|(known, _)| known == handle));
    let by_title =
        complete(&lexicon.pages, typed, PAGES).into_iter().filter_map(|hit| lexicon.page_list.get(hit.id as usize));
    let mut lines: Vec<Suggestion> = by_synonym.into_iter().chain(by_title).take(PAGES).map(page).collect();
    for hit in complete(&lexicon.queries, typed, QUERIES) {
        if let Some(label) = lexicon.labels.get(hit.id as usize) {
            let list = ListQuery { text: Some(label.to_string()), ..ListQuery::default() };
            lines.push(line(SuggestionKind::Query, label, list.href(pricing.currency)));
        }
    }
    for hit in complete(&lexicon.categories, typed, CATEGORIES) {
        if let Some(entry) = shelf.categories.list.get(hit.id as usize) {
            let list = ListQuery::of_category(&entry.handle);
            lines.push(line(SuggestionKind::Category, &entry.title, list.href(pricing.currency)));
        }
    }
    lines
}

/// Products by the beginning of a word of their title, else by a slip in it, else by a whole search, codes included.
async fn products(shop: &Shop, shelf: &Shelf, text: &str, typed: &str) -> Result<Vec<ProductId>, SearchError> {
    let spelling = shop.search.spelling(shop).await?;
    let places = match begun(shelf, typed, &spelling) {
        Some(places) => places,
        None => found(shelf, typed, shop.search.find_few(shop, shelf, text.trim()).await?, &spelling),
    };
    Ok(places.into_iter().filter_map(|place| shelf.item(place)).map(|item| item.id).collect())
}

/// Products with a word that begins so, or nearly so where a word is none of the shop's: what memory answers alone.
/// `None` where only a search can tell: words in another order, words of tags, codes.
pub fn begun(shelf: &Shelf, typed: &str, spelling: &Spelling) -> Option<Vec<u32>> {
    let products = &shelf.lexicon.products;
    let exact = products.complete(typed, PRODUCTS);
    let slipped = || !searchable(typed, spelling);
    let hits = if exact.is_empty() && slipped() { products.complete_near(typed, PRODUCTS) } else { exact };
    Some(shown(shelf, hits.into_iter().map(|hit| hit.id))).filter(|places| !places.is_empty())
}

/// Whether a search finds just what was typed: a code, or words that the shop knows.
fn searchable(typed: &str, spelling: &Spelling) -> bool {
    typed.contains(|c: char| c.is_ascii_digit()) || typed.split(' ').all(|word| spelling.frequency(word) > 0)
}

/// Products that a search found; where it had to mend words, those whose title begins nearly so come first.
pub fn found(shelf: &Shelf, typed: &str, found: Found, spelling: &Spelling) -> Vec<u32> {
    let certain = found.corrected.is_none();
    let hits = found.hits.into_iter().map(|hit| hit.0).take(PRODUCTS);
    // Where a word is unknown, `begun` has looked for near ones already.
    if certain && hits.len() == PRODUCTS || !searchable(typed, spelling) {
        return shown(shelf, hits);
    }
    let near = shelf.lexicon.products.complete_near(typed, PRODUCTS).into_iter().map(|hit| hit.id);
    if certain { shown(shelf, hits.chain(near)) } else { shown(shelf, near.chain(hits)) }
}

fn shown(shelf: &Shelf, places: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut kept: Vec<u32> = vec![];
    for place in places.filter(|place| shelf.price(*place).is_some()) {
        if !kept.contains(&place) {
            kept.push(place);
        }
    }
    kept.truncate(PRODUCTS);
    kept
}

fn complete(suggester: &Suggester, typed: &str, most: usize) -> Vec<Hit> {
    let exact = suggester.complete(typed, most);
    if exact.is_empty() { suggester.complete_near(typed, most) } else { exact }
}

fn product(card: ProductCard) -> Suggestion {
    Suggestion {
        kind: SuggestionKind::Product,
        href: format!("/p/{}", card.handle),
        label: card.title,
        picture: card.pictures.into_iter().next(),
        price: Some(card.price),
    }
}
