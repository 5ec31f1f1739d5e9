//! Facets of the shelf: options, attributes and makers, each value with the set of products that have it.

use crate::catalog::colors;
use model::search::{facet_key, value_key};
use roaring::RoaringBitmap;
use std::{collections::HashMap, sync::Arc};

/// The word of the facet of makers.
pub const VENDOR: &str = "vendor";

/// All facets of the shop.
#[derive(Clone, Default)]
pub struct FacetTable {
    pub facets: Vec<Arc<FacetEntry>>,
    by_key: HashMap<Arc<str>, u32>,
}

/// One facet: "Colour".
#[derive(Clone)]
pub struct FacetEntry {
    pub key: Arc<str>,
    pub label: Arc<str>,
    /// Whether shoppers choose it when they buy, as opposed to a fact of the product.
    pub option: bool,
    pub values: Vec<ValueEntry>,
    by_key: HashMap<Arc<str>, u32>,
}

/// One value of a facet: "Spruce".
#[derive(Clone)]
pub struct ValueEntry {
    pub key: Arc<str>,
    pub label: Arc<str>,
    pub color: Option<Arc<str>>,
    pub members: Arc<RoaringBitmap>,
}

/// Longest label that is worth a line among filters, in characters.
const LONGEST_LABEL: usize = 60;

impl FacetTable {
    /// The facet of a word in the address.
    pub fn facet(&self, key: &str) -> Option<&Arc<FacetEntry>> {
        self.facets.get(*self.by_key.get(key)? as usize)
    }

    /// Finds or makes a value, by the labels that a product carries; `None` where a label makes no word.
    pub fn value(&mut self, name: &str, label: &str, option: bool) -> Option<(u32, u32)> {
        self.keyed(&facet_key(name)?, name.trim(), label.trim(), option)
    }

    /// Finds or makes a value of the facet of makers, whose word in addresses no attribute can take.
    pub fn vendor(&mut self, label: &str) -> Option<(u32, u32)> {
        self.keyed(VENDOR, VENDOR, label.trim(), false)
    }

    fn keyed(&mut self, key: &str, name: &str, label: &str, option: bool) -> Option<(u32, u32)> {
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            return None;
        }
        let word: Arc<str> = value_key(label)?.into();
        let facet = self.facet_of(key, name, option);
        // Most values are known; only a new one copies the facet.
        if let Some(known) = self.facets[facet as usize].by_key.get(&word) {
            return Some((facet, *known));
        }
        let entry = Arc::make_mut(&mut self.facets[facet as usize]);
        let next = entry.values.len() as u32;
        let color = colors::swatch(label.to_owned()).color.map(Into::into);
        entry.by_key.insert(word.clone(), next);
        entry.values.push(ValueEntry { key: word, label: label.into(), color, members: Arc::default() });
        Some((facet, next))
    }

    /// Puts a product among the members of a value.
    pub fn add(&mut self, (facet, value): (u32, u32), ordinal: u32) {
        let known = self.facets.get(facet as usize).and_then(|facet| facet.values.get(value as usize));
        if known.is_some_and(|value| value.members.contains(ordinal)) {
            return;
        }
        self.change(facet, value, |members| {
            members.insert(ordinal);
        });
    }

    /// Takes a product from the members of a value.
    pub fn remove(&mut self, (facet, value): (u32, u32), ordinal: u32) {
        self.change(facet, value, |members| {
            members.remove(ordinal);
        });
    }

    fn change(&mut self, facet: u32, value: u32, change: impl FnOnce(&mut RoaringBitmap)) {
        if let Some(facet) = self.facets.get_mut(facet as usize)
            && let Some(value) = Arc::make_mut(facet).values.get_mut(value as usize)
        {
            change(Arc::make_mut(&mut value.members));
        }
    }

    fn facet_of(&mut self, key: &str, label: &str, option: bool) -> u32 {
        if let Some(known) = self.by_key.get(key) {
            if option && !self.facets[*known as usize].option {
                Arc::make_mut(&mut self.facets[*known as usize]).option = true;
            }
            return *known;
        }
        let key: Arc<str> = key.into();
        let at = self.facets.len() as u32;
        let entry =
            FacetEntry { key: key.clone(), label: label.into(), option, values: vec![], by_key: HashMap::new() };
        self.facets.push(Arc::new(entry));
        self.by_key.insert(key, at);
        at
    }
}

impl FacetEntry {
    /// The value of a word in the address.
    pub fn value(&self, key: &str) -> Option<&ValueEntry> {
        self.values.get(*self.by_key.get(key)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_value_are_one() {
        let mut table = FacetTable::default();
        let spruce = table.value("Colour", "Spruce", true).unwrap();
        assert_eq!(table.value("colour", " spruce ", false), Some(spruce));
        assert_ne!(table.value("Colour", "Clay", true), Some(spruce));
        table.add(spruce, 7);
        let facet = table.facet("colour").unwrap();
        assert!(facet.option && facet.value("spruce").unwrap().members.contains(7));
        assert_eq!(facet.value("spruce").unwrap().label.as_ref(), "Spruce");
        assert!(facet.value("spruce").unwrap().color.is_some());
        assert_eq!(table.value("Colour", "!!!", true), None);
        assert_eq!(table.value("Care", &"x".repeat(61), false), None);
        table.remove(spruce, 7);
        assert!(table.facet("colour").unwrap().value("spruce").unwrap().members.is_empty());
    }
}
