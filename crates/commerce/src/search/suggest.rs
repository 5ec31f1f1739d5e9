//! Lines under the search field.

use super::{
    SearchError,
    listing::too_long,
    shelf::{Item, Shelf},
    words,
};
use crate::{Shop, catalog};
use insight::{Hit, Suggester};
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

/// At most ten lines for the letters typed so far.
pub async fn suggest(shop: &Shop, text: &str, pricing: Pricing) -> Result<Vec<Suggestion>, SearchError> {
    if too_long(text.trim()) {
        return Err(SearchError::TooLong);
    }
    let typed = words::normal(text);
    if typed.is_empty() {
        return Ok(vec![]);
    }
    let shelf = shop.search.shelf(shop).await?;
    let mut lines = plain_lines(&shelf, &typed, pricing);
    let ids = products(shop, &shelf, text, &typed).await?;
    let cards = catalog::cards(shop, &ids, pricing).await.map_err(SearchError::from_catalog)?;
    lines.extend(cards.into_iter().map(product));
    Ok(lines)
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

/// Products by the beginning of a word of their title; by a whole search, codes included, where none begins so.
async fn products(shop: &Shop, shelf: &Shelf, text: &str, typed: &str) -> Result<Vec<ProductId>, SearchError> {
    let item = |place: u32| shelf.item(place).filter(|item| item.price.is_some());
    let begun = shelf.lexicon.products.complete(typed, PRODUCTS);
    let mut places: Vec<u32> = begun.iter().map(|hit| hit.id).collect();
    if places.is_empty() {
        let found = shop.search.find(shop, shelf, text.trim()).await?;
        let certain = found.corrected.is_none();
        let hits = found.hits.into_iter().map(|hit| hit.0).take(PRODUCTS);
        let near = shelf.lexicon.products.complete_near(typed, PRODUCTS).into_iter().map(|hit| hit.id);
        places = if certain { hits.chain(near).collect() } else { near.chain(hits).collect() };
    }
    let mut ids: Vec<ProductId> = vec![];
    for id in places.into_iter().filter_map(item).map(|item: &std::sync::Arc<Item>| item.id) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(PRODUCTS);
    Ok(ids)
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
