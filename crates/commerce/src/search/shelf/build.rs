//! A whole shelf from what was read.

use super::{
    Categories, CategoryEntry, FacetTable, Item, Items, STARS, Shelf, Shell, Tier, order::titles_in_order, rows,
};
use crate::{
    catalog,
    search::{lexicon::Lexicon, log::popular, synonyms::Synonyms},
};
use insight::RangeIndex;
use model::{CategoryId, Currency, ProductId, Time};
use roaring::RoaringBitmap;
use sqlx::MySqlConnection;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Generations of all shelves of this process.
static GENERATIONS: AtomicU64 = AtomicU64::new(1);

/// A number that no shelf had before.
pub(super) fn next_generation() -> u64 {
    GENERATIONS.fetch_add(1, Ordering::Relaxed)
}

impl Shelf {
    /// Reads everything and puts it on a new shelf, with prices in a currency, and in every other that is sold. Popular
    /// searches are those of the shelf before where they cannot be read: lists need none.
    pub async fn load(
        conn: &mut MySqlConnection,
        currency: Currency,
        before: Option<&Self>,
    ) -> Result<Self, sqlx::Error> {
        let now = now(conn).await?;
        let others = catalog::sold_currencies(conn, currency).await?.split_off(1);
        let categories = rows::category_rows(conn).await?;
        let pages = rows::page_rows(conn).await?;
        let synonyms = Synonyms::new(rows::synonym_rows(conn).await?);
        let popular = popular(conn).await.map(Into::into).unwrap_or_else(|error| {
            tracing::warn!(%error, "popular searches cannot be read");
            before.map(|before| before.lexicon.popular.clone()).unwrap_or_default()
        });
        let shells = rows::read(conn, rows::Span::ALL, currency).await?;
        let mut offers = Vec::with_capacity(others.len());
        for other in others {
            offers.push((other, rows::all_offers(conn, other).await?));
        }
        // Sorting and counting of a large shop would hold up every other task of this thread.
        let build = move || Self::build(shells, categories, &pages, synonyms, popular, now).with_tiers(offers, now);
        tokio::task::spawn_blocking(build).await.map_err(|_| sqlx::Error::WorkerCrashed)
    }

    /// Builds a shelf; the order of the products gives the ordinals.
    pub fn build(
        shells: Vec<Shell>,
        categories: Vec<(CategoryId, Option<CategoryId>, String, String)>,
        pages: &[(String, String)],
        synonyms: Synonyms,
        popular: Arc<[(String, u32)]>,
        now: Time,
    ) -> Self {
        let mut categories = tree(categories);
        let mut facets = FacetTable::default();
        let mut words = HashSet::new();
        let ranks = titles_in_order(shells.iter().map(|shell| shell.title.as_str()));
        let items: Items = shells
            .into_iter()
            .zip(ranks)
            .map(|(shell, rank)| Arc::new(item(shell, rank, &categories, &mut facets, &mut words)))
            .collect();
        fill(&items, &mut facets, &mut categories);
        let lexicon = Arc::new(Lexicon::build(&items, &categories, pages, popular, now));
        let mut shelf = Self {
            places: Arc::new(items.iter().zip(0..).map(|(item, at)| (item.id, at)).collect()),
            prices: RangeIndex::build((0..).zip(items.iter()).filter_map(|(at, item)| Some((at, item.price?)))),
            amounts: None,
            tiers: Arc::default(),
            items,
            live: Arc::default(),
            buyable: Arc::default(),
            rated: Default::default(),
            categories: Arc::new(categories),
            facets: Arc::new(facets),
            lexicon,
            synonyms: Arc::new(synonyms),
            due: None,
            generation: next_generation(),
            origin: next_generation(),
            crowded: false,
        };
        shelf.buyable = Arc::new(shelf.places_where(|item| item.buyable));
        shelf.rated = STARS.map(|stars| Arc::new(shelf.places_where(|item| item.has_stars(stars))));
        shelf.publish(now);
        shelf
    }

    /// The shelf with the prices of further currencies.
    fn with_tiers(mut self, offers: Vec<(Currency, Vec<(ProductId, i64, bool)>)>, now: Time) -> Self {
        let place = |(product, price, buyable)| Some((*self.places.get(&product)?, price, buyable));
        let tier = |(currency, offers): (_, Vec<_>)| {
            let offers: Vec<_> = offers.into_iter().filter_map(place).collect();
            Tier::build(currency, &offers, &self.items, now)
        };
        self.tiers = Arc::new(offers.into_iter().map(tier).collect());
        self.publish(now);
        self
    }

    /// Suggestions of the words as they are now, with these popular searches.
    pub fn words(&self, popular: Arc<[(String, u32)]>, now: Time) -> Lexicon {
        Lexicon::build(&self.items, &self.categories, &self.lexicon.page_list, popular, now)
    }

    /// The shelf with suggestions made of its words; pages are those of now.
    pub fn with_words(&self, lexicon: Lexicon) -> Self {
        let known = &self.lexicon;
        let (pages, page_list) = (known.pages.clone(), known.page_list.clone());
        Self { lexicon: Arc::new(Lexicon { pages, page_list, ..lexicon }), ..self.clone() }
    }

    /// The shelf with other pages and synonyms.
    pub fn with_content(&self, pages: &[(String, String)], synonyms: Synonyms) -> Self {
        let lexicon = Arc::new(self.lexicon.with_pages(pages));
        Self { lexicon, synonyms: Arc::new(synonyms), ..self.clone() }
    }

    /// Shows what is published by now, and notes when the next product will be.
    pub fn publish(&mut self, now: Time) {
        self.live = Arc::new(self.places_where(|item| item.shown(now)));
        self.due = self.items.iter().filter_map(|item| item.next_moment(now)).min();
        for tier in Arc::make_mut(&mut self.tiers) {
            tier.publish(&self.items, now);
        }
    }

    fn places_where(&self, holds: impl Fn(&Item) -> bool) -> RoaringBitmap {
        (0..).zip(self.items.iter()).filter(|(_, item)| holds(item)).map(|(at, _)| at).collect()
    }
}

/// The clock of the database, which decides what is published.
pub async fn now(conn: &mut MySqlConnection) -> Result<Time, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT UTC_TIMESTAMP(6) as "now!: Time""#).fetch_one(conn).await
}

/// Turns what was read into an item; makes facet values that are new.
pub(super) fn item(
    shell: Shell,
    title_rank: u64,
    categories: &Categories,
    facets: &mut FacetTable,
    words: &mut HashSet<Arc<str>>,
) -> Item {
    let slots = shell.categories.iter().filter_map(|id| categories.by_id.get(id));
    let above: BTreeSet<u32> = slots.flat_map(|slot| categories.upwards(*slot)).collect();
    let mut values = BTreeSet::new();
    values.extend(facets.vendor(&shell.vendor));
    for (name, labels, option) in shell.facets {
        // What a product without options carries in Shopify's files.
        let real = labels.iter().filter(|label| label.as_str() != "Default Title");
        values.extend(real.filter_map(|label| facets.value(&name, label, option)));
    }
    Item {
        id: shell.id,
        title: shell.title.into(),
        title_rank,
        kind: intern(words, shell.kind.trim()),
        tags: shell.tags.iter().map(|tag| intern(words, tag)).collect(),
        published: shell.published,
        until: shell.until,
        popularity: shell.popularity,
        rating_sum: shell.rating_sum,
        rating_count: shell.rating_count,
        price: shell.price,
        buyable: shell.buyable,
        categories: above.into_iter().collect(),
        values: values.into_iter().collect(),
    }
}

fn intern(words: &mut HashSet<Arc<str>>, word: &str) -> Arc<str> {
    if let Some(known) = words.get(word) {
        return known.clone();
    }
    let word: Arc<str> = word.into();
    words.insert(word.clone());
    word
}

/// Makes the sets of members in one go, which is far cheaper than adding one product after another.
fn fill(items: &Items, facets: &mut FacetTable, categories: &mut Categories) {
    let mut sets: HashMap<(u32, u32), RoaringBitmap> = HashMap::new();
    let mut slots: Vec<RoaringBitmap> = vec![RoaringBitmap::new(); categories.list.len()];
    for (at, item) in (0..).zip(items.iter()) {
        for value in &item.values {
            sets.entry(*value).or_default().insert(at);
        }
        for slot in &item.categories {
            slots[*slot as usize].insert(at);
        }
    }
    for ((facet, value), members) in sets {
        Arc::make_mut(&mut facets.facets[facet as usize]).values[value as usize].members = Arc::new(members);
    }
    for (entry, members) in categories.list.iter_mut().zip(slots) {
        entry.members = Arc::new(members);
    }
}

fn tree(rows: Vec<(CategoryId, Option<CategoryId>, String, String)>) -> Categories {
    let by_id: HashMap<CategoryId, u32> = rows.iter().zip(0..).map(|(row, slot)| (row.0, slot)).collect();
    let mut categories = Categories::default();
    for (at, (_, parent, handle, title)) in (0..).zip(rows) {
        let parent = parent.and_then(|id| by_id.get(&id).copied());
        categories.by_handle.insert(handle.clone(), at);
        categories.list.push(CategoryEntry {
            handle: handle.into(),
            title: title.into(),
            parent,
            children: vec![],
            members: Arc::default(),
        });
    }
    for at in 0..categories.list.len() {
        if let Some(parent) = categories.list[at].parent {
            categories.list[parent as usize].children.push(at as u32);
        }
    }
    categories.by_id = by_id;
    categories
}
