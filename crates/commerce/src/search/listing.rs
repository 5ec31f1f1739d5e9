//! A page of a list: who is in it, what can be chosen, and in which order it stands.

use super::{
    SearchError, facets,
    shelf::{STARS, Shelf, VENDOR},
    text::Found,
};
use crate::{Shop, catalog};
use insight::{Scopes, facets::any_of, range::Bounds};
use model::{
    Money, Page, ProductId,
    catalog::Pricing,
    page::MAX_PER_PAGE,
    search::{Facet, ListQuery, Listing, PER_PAGE, Sort},
};
use roaring::RoaringBitmap;

/// The furthest product that a list shows.
const DEEPEST: usize = 10_000;
/// Longest search text, in characters.
pub const LONGEST_TEXT: usize = 200;

/// A page of products of a category or a search, with facets.
pub async fn list(shop: &Shop, query: &ListQuery, pricing: Pricing) -> Result<Listing, SearchError> {
    let text = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(too_long) {
        return Err(SearchError::TooLong);
    }
    let (window, size) = (window(query)?, size(query));
    let shelf = shop.search.shelf(shop).await?.sold_in(pricing.currency);
    let query = known(&shelf, query);
    let found = match text {
        Some(text) => Some(shop.search.find(shop, &shelf, text).await?),
        None => None,
    };
    let answer = answer(&shelf, &query, found.as_ref(), window)?;
    let last = query.page.max(1) - 1;
    if last > 0 && u64::from(last) * size as u64 >= answer.total {
        return Err(SearchError::TooDeep);
    }
    let items = catalog::cards(shop, &answer.products, pricing).await.map_err(SearchError::from_catalog)?;
    let money = |minor| Money::new(minor, pricing.currency);
    Ok(Listing {
        products: Page { items, total: answer.total, page: query.page.max(1), per_page: size as u32 },
        price_range: answer.price_range.map(|(low, high)| (money(low), money(high))),
        in_stock: answer.in_stock,
        facets: answer.facets,
        query,
        corrected: found.and_then(|found| found.corrected),
    })
}

/// What memory knows of a page of a list; prices and stock of its cards come from the database.
pub struct Answer {
    pub products: Vec<ProductId>,
    pub total: u64,
    pub price_range: Option<(i64, i64)>,
    pub in_stock: u32,
    pub facets: Vec<Facet>,
}

/// One page of what was found, or of everything, under the choices of a query.
pub fn answer(
    shelf: &Shelf,
    query: &ListQuery,
    found: Option<&Found>,
    (skip, take): (usize, usize),
) -> Result<Answer, SearchError> {
    let sight = Sight::of(shelf, query, found.map(|found| found.hits.as_slice()))?;
    let total = sight.scopes.all().len();
    if skip > 0 && skip as u64 >= total {
        return Err(SearchError::TooDeep);
    }
    let places = match (query.sort, found) {
        (Sort::Featured, Some(found)) => {
            let shown = found.hits.iter().map(|hit| hit.0).filter(|place| sight.scopes.all().contains(*place));
            shown.skip(skip).take(take).collect()
        }
        (sort, _) => shelf.page(sight.scopes.all(), sort, skip, take),
    };
    Ok(Answer {
        products: places.iter().filter_map(|place| shelf.item(*place)).map(|item| item.id).collect(),
        total,
        price_range: sight.price_range(shelf),
        in_stock: sight.in_stock(shelf),
        facets: facets::describe(shelf, query, &sight),
    })
}

/// The query without choices of facets that the shop does not have: stray words of an address choose nothing.
pub fn known(shelf: &Shelf, query: &ListQuery) -> ListQuery {
    let mut query = query.clone();
    let own = [facets::CATEGORY, facets::RATING, VENDOR];
    query.chosen.retain(|(key, _)| own.contains(&key.as_str()) || shelf.facets.facet(key).is_some());
    query
}

/// Whether a search text is longer than any that is taken.
pub fn too_long(text: &str) -> bool {
    text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT
}

/// Which products of a list are shown, the first and how many: a page, or some that were loaded one after the other.
pub fn window(query: &ListQuery) -> Result<(usize, usize), SearchError> {
    let (size, first, last) = (size(query), query.first_page() as usize, query.page.max(1) as usize);
    let too_deep = (last - 1).saturating_mul(size) > DEEPEST;
    if too_deep { Err(SearchError::TooDeep) } else { Ok(((first - 1) * size, (last - first + 1) * size)) }
}

/// Products on one page.
fn size(query: &ListQuery) -> usize {
    if query.per_page == 0 { PER_PAGE as usize } else { query.per_page.min(MAX_PER_PAGE) as usize }
}

/// What a list sees of the shelf.
pub struct Sight {
    /// Everything of the category or the search, before any choice.
    pub base: RoaringBitmap,
    /// The slot of the category.
    pub category: Option<u32>,
    /// The same under the choices, and with each choice left out.
    pub scopes: Scopes,
    /// What each filter of `scopes` is.
    filters: Vec<Filter>,
}

#[derive(PartialEq)]
enum Filter {
    Facet(String),
    Price,
    Stock,
}

impl Sight {
    fn of(shelf: &Shelf, query: &ListQuery, hits: Option<&[(u32, f32)]>) -> Result<Self, SearchError> {
        let mut base = (*shelf.live).clone();
        let handle = query.category.as_deref();
        let category =
            handle.map(|handle| shelf.categories.by_handle.get(handle).copied().ok_or(SearchError::NoCategory));
        let category = category.transpose()?;
        if let Some(slot) = category {
            base &= &*shelf.categories.list[slot as usize].members;
        }
        if let Some(hits) = hits {
            base &= hits.iter().map(|hit| hit.0).collect::<RoaringBitmap>();
        }
        let (filters, sets) = filters(shelf, query, &base).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let scopes = Scopes::new(&base, &sets);
        Ok(Self { base, category, scopes, filters })
    }

    /// The products among which the values of a facet are counted.
    pub fn scope_of(&self, facet: &str) -> &RoaringBitmap {
        let own = self.filters.iter().position(|filter| matches!(filter, Filter::Facet(key) if key == facet));
        self.scopes.without(own)
    }

    fn price_range(&self, shelf: &Shelf) -> Option<(i64, i64)> {
        let own = self.filters.iter().position(|filter| *filter == Filter::Price);
        shelf.prices.extremes(self.scopes.without(own))
    }

    fn in_stock(&self, shelf: &Shelf) -> u32 {
        let own = self.filters.iter().position(|filter| *filter == Filter::Stock);
        insight::facets::count(self.scopes.without(own), &shelf.buyable)
    }
}

/// The choices of a query as sets; a value that the shop does not have fits nothing.
fn filters(shelf: &Shelf, query: &ListQuery, base: &RoaringBitmap) -> Vec<(Filter, RoaringBitmap)> {
    let mut filters = vec![];
    let mut keys: Vec<&str> = query.chosen.iter().map(|(facet, _)| facet.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let values = query.chosen.iter().filter(|(facet, _)| facet == key).map(|(_, value)| value.as_str());
        let members: RoaringBitmap = if key == facets::CATEGORY {
            let slots = values.filter_map(|handle| shelf.categories.by_handle.get(handle));
            any_of(slots.map(|slot| &*shelf.categories.list[*slot as usize].members))
        } else if key == facets::RATING {
            let places = values.filter_map(|value| STARS.iter().position(|stars| stars.to_string() == value));
            any_of(places.map(|place| &*shelf.rated[place]))
        } else if let Some(facet) = shelf.facets.facet(key) {
            any_of(values.filter_map(|value| facet.value(value)).map(|value| &*value.members))
        } else {
            RoaringBitmap::new()
        };
        filters.push((Filter::Facet(key.to_owned()), members));
    }
    if query.price_min.is_some() || query.price_max.is_some() {
        let bounds = Bounds { low: query.price_min, high: query.price_max };
        filters.push((Filter::Price, shelf.prices.members_among(bounds, base)));
    }
    if query.in_stock {
        filters.push((Filter::Stock, (*shelf.buyable).clone()));
    }
    filters
}
