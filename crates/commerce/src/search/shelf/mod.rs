//! The shelf: what lists need of every product for sale, in memory, as sets over dense ordinals.
//!
//! A shelf is never changed: a patch makes a new one that shares everything untouched, and readers keep the one they
//! began with. Texts, pictures and the prices on cards are not here; they come from the database for one page at a time.

mod build;
mod facet_table;
mod items;
mod order;
mod patch;
mod rows;
mod tier;

pub use build::now;
pub use facet_table::{FacetEntry, FacetTable, VENDOR};
pub use items::Items;
pub use rows::{Shell, Span, offer, page_rows, read, synonym_rows};
pub use tier::{Offer, Tier};

use super::{lexicon::Lexicon, synonyms::Synonyms};
use insight::RangeIndex;
use model::{CategoryId, ProductId, Time};
use roaring::RoaringBitmap;
use std::{collections::HashMap, sync::Arc};

/// Everything for sale, and what lies ready to be published.
#[derive(Clone)]
pub struct Shelf {
    /// By ordinal. A product that left keeps its place until the next whole load.
    pub items: Items,
    pub places: Arc<HashMap<ProductId, u32>>,
    /// Published and priced: what lists may show.
    pub live: Arc<RoaringBitmap>,
    /// With at least one variant that can be bought now.
    pub buyable: Arc<RoaringBitmap>,
    pub prices: RangeIndex,
    /// Products rated with at least as many stars as [`STARS`] says, by its places.
    pub rated: [Arc<RoaringBitmap>; STARS.len()],
    /// The prices that are shown, where the shelf is sold in a further currency.
    amounts: Option<order::Amounts>,
    /// What differs in each further currency.
    pub tiers: Arc<Vec<Tier>>,
    pub categories: Arc<Categories>,
    pub facets: Arc<FacetTable>,
    pub lexicon: Arc<Lexicon>,
    pub synonyms: Arc<Synonyms>,
    /// When the next product is to be published, or to be shown no longer.
    pub due: Option<Time>,
    /// Another number whenever a product got a place.
    pub generation: u64,
    /// Another number whenever all places were given anew.
    pub origin: u64,
    /// Whether a title found no room between its neighbours, so that titles want to be put in order anew.
    pub crowded: bool,
}

/// From here on an end of being shown is none: the year 9999.
const FOREVER: Time = Time(253_370_764_800_000_000);

/// Stars that can be asked for: so many and up.
pub const STARS: [u32; 3] = [4, 3, 2];

/// A product on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: ProductId,
    pub title: Box<str>,
    /// Order among all titles; gaps leave room for new ones.
    pub title_rank: u64,
    pub kind: Arc<str>,
    pub tags: Box<[Arc<str>]>,
    pub published: Time,
    /// The last moment at which it is shown.
    pub until: Time,
    pub popularity: u32,
    pub rating_sum: u32,
    pub rating_count: u32,
    /// Lowest price in the shop's currency, in minor units.
    pub price: Option<i64>,
    pub buyable: bool,
    /// Slots of its categories and of all above them.
    pub categories: Box<[u32]>,
    /// Facet and value, as numbers of the facet table.
    pub values: Box<[(u32, u32)]>,
}

impl Item {
    /// Whether lists show it at a moment.
    pub fn shown(&self, now: Time) -> bool {
        self.price.is_some() && self.timely(now)
    }

    /// Whether a moment lies within the time of its sale, whatever it costs.
    pub fn timely(&self, now: Time) -> bool {
        self.published <= now && now <= self.until
    }

    /// When that is another answer next.
    pub fn next_moment(&self, now: Time) -> Option<Time> {
        let moment = if self.published > now { self.published } else { self.until };
        (self.price.is_some() && moment >= now && moment < FOREVER).then_some(moment)
    }

    /// What puts it before others where nothing else does.
    pub fn weight(&self) -> u32 {
        self.popularity.saturating_mul(16).saturating_add(self.rating_count).saturating_add(1)
    }

    /// Whether people gave it so many stars on average.
    pub fn has_stars(&self, stars: u32) -> bool {
        self.rating_count > 0 && u64::from(self.rating_sum) >= u64::from(stars) * u64::from(self.rating_count)
    }

    /// Average rating, drawn to the middle while votes are few, in thousandths.
    pub fn rating(&self) -> u32 {
        const PRIOR_VOTES: u64 = 5;
        let (sum, count) = (u64::from(self.rating_sum), u64::from(self.rating_count));
        if count == 0 { 0 } else { ((sum + 4 * PRIOR_VOTES) * 1000 / (count + PRIOR_VOTES)) as u32 }
    }
}

/// The category tree as lists need it.
#[derive(Clone, Default)]
pub struct Categories {
    pub list: Vec<CategoryEntry>,
    pub by_handle: HashMap<String, u32>,
    pub by_id: HashMap<CategoryId, u32>,
}

/// A category with everything in it and below.
#[derive(Clone)]
pub struct CategoryEntry {
    pub handle: Arc<str>,
    pub title: Arc<str>,
    pub parent: Option<u32>,
    pub children: Vec<u32>,
    pub members: Arc<RoaringBitmap>,
}

impl Categories {
    /// A category and all above it.
    pub fn upwards(&self, slot: u32) -> impl Iterator<Item = u32> + '_ {
        let mut steps = 0;
        std::iter::successors(Some(slot), move |at| {
            steps += 1;
            // A ring in the tree must not become an endless way.
            self.list.get(*at as usize).and_then(|entry| entry.parent).filter(|_| steps < 32)
        })
    }
}

impl Shelf {
    /// Places that lists do not show: what is published later, or was taken out.
    pub fn hidden(&self) -> RoaringBitmap {
        let mut hidden = RoaringBitmap::new();
        hidden.insert_range(0..self.items.len());
        hidden -= &*self.live;
        hidden
    }

    /// The product at a place.
    pub fn item(&self, ordinal: u32) -> Option<&Arc<Item>> {
        self.items.get(ordinal)
    }
}
