//! Search without a database, on made-up goods: what benchmarks ask.

use super::{
    SearchError,
    listing::{answer, known, window},
    shelf::{Shelf, Shell},
    suggest,
    synonyms::Synonyms,
    text::{Document, TextIndex},
    words,
};
use crate::{
    Broken,
    seed::scale::{
        product::{self, Made},
        tree::{category, tree},
        vocabulary::{DEPARTMENTS, KINDS},
    },
};
use model::{CategoryId, Time, catalog::Pricing, search::ListQuery};
use std::{path::Path, sync::Arc};

/// Documents made at once.
const CHUNK: u64 = 10_000;

/// The search of a shop with so many made-up products.
pub struct Trial {
    shelf: Shelf,
    index: TextIndex,
}

impl Trial {
    /// Makes goods, shelf and text index in a new folder.
    pub fn new(products: u64, folder: &Path) -> Result<Self, Broken> {
        let shells = (0..products).map(|number| shell(&product::product(number))).collect();
        let shelf = Shelf::build(shells, categories(), &[], Synonyms::default(), Arc::default(), Time(i64::MAX));
        let index = TextIndex::create(folder)?;
        let chunks = (0..products).step_by(CHUNK as usize);
        index.fill(
            chunks.flat_map(|from| (from..(from + CHUNK).min(products)).map(|n| document(&product::product(n)))),
        )?;
        Ok(Self { shelf, index })
    }

    /// One page of a list; returns how many there are in all, and how many values of facets were counted.
    pub fn list(&self, query: &ListQuery) -> Result<(u64, usize), SearchError> {
        let window = window(query)?;
        let query = known(&self.shelf, query);
        let found = query.text.as_deref().map(|text| self.index.search(&self.shelf, text)).transpose()?;
        let answer = answer(&self.shelf, &query, found.as_ref(), window)?;
        Ok((answer.total, answer.facets.iter().map(|facet| facet.values.len()).sum()))
    }

    /// Lines under the search field; returns how many there are.
    pub fn suggest(&self, text: &str, pricing: Pricing) -> Result<usize, SearchError> {
        let typed = words::normal(text);
        let lines = suggest::plain_lines(&self.shelf, &typed, pricing).len();
        let begun = suggest::begun(&self.shelf, &typed, &self.index.spelling());
        let places = match begun {
            Some(places) => places,
            None => {
                let found = self.index.search_few(&self.shelf, text)?;
                suggest::found(&self.shelf, &typed, found, &self.index.spelling())
            }
        };
        Ok(lines + places.len())
    }
}

fn categories() -> Vec<(CategoryId, Option<CategoryId>, String, String)> {
    tree().into_iter().map(|one| (one.id, one.parent, one.handle, one.title.to_owned())).collect()
}

fn shell(made: &Made) -> Shell {
    let facts = made.attributes.iter().map(|(name, values)| (name.clone(), values.clone(), false));
    let options = made.options.iter().map(|(name, values)| (name.clone(), values.clone(), true));
    Shell {
        id: made.id(),
        title: made.title.clone(),
        vendor: made.vendor.clone(),
        kind: KINDS[made.kind].name.into(),
        tags: made.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        published: Time(-i64::from(made.days_old)),
        until: Time(i64::MAX),
        popularity: made.popularity,
        rating_sum: made.ratings.iter().map(|stars| u32::from(*stars)).sum(),
        rating_count: made.ratings.len() as u32,
        price: made.variants.iter().map(|one| one.price).min(),
        buyable: made.variants.iter().any(|one| one.stock > 0),
        categories: vec![category(made.kind)],
        facets: facts.chain(options).collect(),
    }
}

fn document(made: &Made) -> Document {
    let kind = &KINDS[made.kind];
    let facts =
        made.options.iter().chain(&made.attributes).map(|(name, values)| format!("{name} {}", values.join(" ")));
    let codes = made.variants.iter().flat_map(|one| [one.sku.to_lowercase(), one.barcode.clone()]);
    Document {
        id: Some(made.id()),
        digest: made.number,
        title: made.title.clone(),
        kind: kind.name.into(),
        tags: made.tags.join(", "),
        categories: format!("{} > {}", DEPARTMENTS[kind.department], kind.name),
        options: facts.collect::<Vec<_>>().join("\n"),
        vendor: made.vendor.clone(),
        body: crate::text::without_marks(&made.body),
        codes: codes.chain([made.handle.clone()]).collect(),
    }
}
