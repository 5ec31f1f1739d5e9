//! What can be chosen in a list: which facets, which values, how many of each.

use super::{
    listing::Sight,
    shelf::{FacetEntry, STARS, Shelf, VENDOR},
};
use crate::text::{t, t_args};
use insight::facets::count;
use model::search::{Facet, FacetValue, ListQuery};
use roaring::RoaringBitmap;
use std::{cmp::Reverse, sync::Arc};

/// The word of the facet of categories in addresses.
pub const CATEGORY: &str = "category";
/// The word of the facet of stars.
pub const RATING: &str = "rating";
/// Most facets of a list, and most values of a facet.
const MOST_FACETS: usize = 12;
const MOST_VALUES: usize = 100;

/// The facets of a list. Values that the list has without any choice stay in sight with a count of 0, so that nothing
/// jumps away while one chooses; their order does not change with choices either.
pub fn describe(shelf: &Shelf, query: &ListQuery, sight: &Sight) -> Vec<Facet> {
    let chosen = |key: &str| query.chosen.iter().any(|(facet, _)| facet == key);
    let mut ranked: Vec<(bool, bool, i64, &Arc<FacetEntry>, Facet)> = vec![];
    for entry in &shelf.facets.facets {
        let Some((facet, worth)) = values(entry, query, sight) else { continue };
        if chosen(&entry.key) || (facet.values.len() > 1 && worth > 0) {
            ranked.push((chosen(&entry.key), entry.option, worth, entry, facet));
        }
    }
    ranked.sort_by_key(|(chosen, option, worth, entry, _)| (Reverse((*chosen, *option, *worth)), entry.key.clone()));
    ranked.truncate(MOST_FACETS - 1);
    // Chosen ones are kept above all, but they do not change places.
    ranked.sort_by_key(|(_, option, worth, entry, _)| (Reverse((*option, *worth)), entry.key.clone()));
    let facets = ranked.into_iter().map(|(.., facet)| facet);
    categories(shelf, query, sight).into_iter().chain(facets).chain(ratings(shelf, query, sight)).collect()
}

/// The values of a facet, and how much the facet helps to narrow this list: the products it covers, less the number
/// of values it takes to do so. A facet in which nearly every product has a value of its own is worth nothing.
fn values(entry: &FacetEntry, query: &ListQuery, sight: &Sight) -> Option<(Facet, i64)> {
    let scope = sight.scope_of(&entry.key);
    let mut rows = vec![];
    let (mut covered, mut length) = (0, 0);
    for value in &entry.values {
        let chosen = query.chosen.iter().any(|(facet, key)| **facet == *entry.key && **key == *value.key);
        let all = count(&sight.base, &value.members);
        if all == 0 && !chosen {
            continue;
        }
        covered += i64::from(all);
        length += value.label.len() as i64;
        let color = value.color.as_deref().map(str::to_owned);
        let (key, label) = (value.key.to_string(), value.label.to_string());
        rows.push((all, FacetValue { key, label, count: count(scope, &value.members), chosen, color }));
    }
    if rows.is_empty() {
        return None;
    }
    let (number, colored) = (rows.len() as i64, rows.iter().filter(|(_, value)| value.color.is_some()).count());
    let wordy = (length / number - 16).max(0);
    let worth = covered - 2 * number - covered * wordy / 16;
    // Swatches where (nearly) all values have a colour; single ones would look like a mistake.
    if colored * 5 < rows.len() * 4 {
        rows.iter_mut().for_each(|(_, value)| value.color = None);
    }
    let label = if &*entry.key == VENDOR { t("list-facet-vendor").to_owned() } else { entry.label.to_string() };
    let values = in_order(&entry.key, rows);
    Some((Facet { key: entry.key.to_string(), label, values }, worth))
}

/// Sizes and amounts in their natural order, all else by number of products and then by label.
fn in_order(key: &str, mut rows: Vec<(u32, FacetValue)>) -> Vec<FacetValue> {
    rows.sort_by(|(a, one), (b, two)| b.cmp(a).then_with(|| one.label.cmp(&two.label)));
    let kept = |at: usize, value: &FacetValue| at < MOST_VALUES || value.chosen;
    let mut rows: Vec<FacetValue> =
        rows.into_iter().enumerate().filter(|(at, row)| kept(*at, &row.1)).map(|(_, row)| row.1).collect();
    let measured = rows.iter().filter(|value| measure(&value.label).is_some()).count();
    if key.split('-').any(|word| word == "size") || measured * 5 >= rows.len() * 4 {
        rows.sort_by(|one, two| {
            natural(&one.label).partial_cmp(&natural(&two.label)).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    rows
}

fn natural(label: &str) -> (u8, f64, String) {
    let (class, number) = measure(label).unwrap_or((2, 0.0));
    (class, number, label.to_lowercase())
}

/// The place of a clothing size, or the number at the beginning of a label.
fn measure(label: &str) -> Option<(u8, f64)> {
    const SIZES: [&str; 9] = ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl"];
    const WORDS: [&str; 5] = ["extra small", "small", "medium", "large", "extra large"];
    let lower = label.trim().to_lowercase();
    let named = |list: &[&str]| list.iter().position(|size| *size == lower);
    if let Some(at) = named(&SIZES).or_else(|| named(&WORDS).map(|at| at + 1)) {
        return Some((0, at as f64));
    }
    // "Small 25 cm" goes by its first number too.
    let start = lower.find(|c: char| c.is_ascii_digit())?;
    let number: String = lower[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    number.trim_end_matches('.').parse().ok().map(|number| (1, number))
}

/// The facet of categories: what lies below the category of the list, or below the deepest one that holds all hits.
fn categories(shelf: &Shelf, query: &ListQuery, sight: &Sight) -> Option<Facet> {
    let tree = &shelf.categories;
    let mut level: Vec<u32> = match sight.category {
        Some(slot) => tree.list[slot as usize].children.clone(),
        None => (0..).zip(&tree.list).filter(|(_, entry)| entry.parent.is_none()).map(|(slot, _)| slot).collect(),
    };
    let held = |slot: &u32| count(&sight.base, &tree.list[*slot as usize].members);
    while sight.category.is_none() {
        let with_hits: Vec<u32> = level.iter().copied().filter(|slot| held(slot) > 0).collect();
        match with_hits[..] {
            [only] if !tree.list[only as usize].children.is_empty() => {
                level = tree.list[only as usize].children.clone()
            }
            _ => break,
        }
    }
    let scope = sight.scope_of(CATEGORY);
    let chosen = |handle: &str| query.chosen.iter().any(|(facet, key)| facet == CATEGORY && key == handle);
    // A category chosen elsewhere in the tree stays in sight, or it could not be let go.
    let strangers = tree.by_handle.iter().filter(|(handle, slot)| chosen(handle) && !level.contains(slot));
    let strangers: Vec<u32> = strangers.map(|(_, slot)| *slot).collect();
    level.extend(strangers);
    let value = |slot: u32| {
        let entry = &tree.list[slot as usize];
        let (key, label) = (entry.handle.to_string(), entry.title.to_string());
        let chosen = chosen(&key);
        (held(&slot) > 0 || chosen).then(|| FacetValue {
            count: count(scope, &entry.members),
            key,
            label,
            chosen,
            color: None,
        })
    };
    let values: Vec<FacetValue> = level.into_iter().filter_map(value).take(MOST_VALUES).collect();
    let useful = values.len() > 1 || values.iter().any(|value| value.chosen);
    useful.then(|| Facet { key: CATEGORY.to_owned(), label: t("list-facet-category").to_owned(), values })
}

/// The facet of stars: so many and up. The members of one value are among those of the next.
fn ratings(shelf: &Shelf, query: &ListQuery, sight: &Sight) -> Option<Facet> {
    let scope = sight.scope_of(RATING);
    let mut useful = false;
    let value = |(stars, members): (u32, &Arc<RoaringBitmap>)| {
        let key = stars.to_string();
        let chosen = query.chosen.iter().any(|(facet, value)| facet == RATING && *value == key);
        useful |= chosen || count(&sight.base, members) > 0;
        let label = t_args("list-facet-rating-up", &[("stars", i64::from(stars).into())]);
        FacetValue { count: count(scope, members), key, label, chosen, color: None }
    };
    let values: Vec<FacetValue> = STARS.into_iter().zip(&shelf.rated).map(value).collect();
    useful.then(|| Facet { key: RATING.to_owned(), label: t("list-facet-rating").to_owned(), values })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(key: &str, labels: &[&str]) -> Vec<String> {
        let value = |label: &&str| FacetValue {
            key: String::new(),
            label: (*label).into(),
            count: 1,
            chosen: false,
            color: None,
        };
        let rows = labels.iter().map(|label| (1, value(label))).collect();
        in_order(key, rows).into_iter().map(|value| value.label).collect()
    }

    #[test]
    fn sizes_stand_in_their_own_order() {
        assert_eq!(ordered("size", &["XL", "S", "M", "XS"]), ["XS", "S", "M", "XL"]);
        assert_eq!(ordered("capacity", &["10 l", "4.2 l", "20 l"]), ["4.2 l", "10 l", "20 l"]);
        assert_eq!(ordered("shoe-size", &["44", "9", "40"]), ["9", "40", "44"]);
        assert_eq!(ordered("colour", &["Rust", "Clay"]), ["Clay", "Rust"]);
        assert_eq!(
            ordered("size", &["Small 20 cm", "Large 40 cm", "One size"]),
            ["Small 20 cm", "Large 40 cm", "One size"]
        );
    }
}
