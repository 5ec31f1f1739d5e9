//! Sets of products by what they have, and how many there would be with each further choice.

use roaring::RoaringBitmap;

/// The members of `base` under a row of filters that all must hold, and the same with any one filter left out: what a
/// facet counts, since its own choice must not hide its other values.
pub struct Scopes {
    all: RoaringBitmap,
    without: Vec<RoaringBitmap>,
}

impl Scopes {
    /// Intersects the filters, each left out once, in two sweeps: O(filters) intersections.
    pub fn new(base: &RoaringBitmap, filters: &[RoaringBitmap]) -> Self {
        let mut prefix = Vec::with_capacity(filters.len() + 1);
        prefix.push(base.clone());
        for (at, filter) in filters.iter().enumerate() {
            prefix.push(&prefix[at] & filter);
        }
        let all = prefix.pop().unwrap_or_default();
        let mut without = prefix;
        let mut suffix: Option<RoaringBitmap> = None;
        for at in (0..filters.len()).rev() {
            if let Some(after) = &suffix {
                without[at] &= after;
            }
            suffix = Some(suffix.map_or_else(|| filters[at].clone(), |after| after & &filters[at]));
        }
        Self { all, without }
    }

    /// The members under all filters.
    pub fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The members under all filters but one; under all, when there is no such filter.
    pub fn without(&self, filter: Option<usize>) -> &RoaringBitmap {
        filter.and_then(|at| self.without.get(at)).unwrap_or(&self.all)
    }
}

/// Members of any of the sets: the values chosen within one facet.
pub fn any_of<'a>(sets: impl IntoIterator<Item = &'a RoaringBitmap>) -> RoaringBitmap {
    sets.into_iter().fold(RoaringBitmap::new(), |mut union, set| {
        union |= set;
        union
    })
}

/// How many of the scope are in a set.
pub fn count(scope: &RoaringBitmap, set: &RoaringBitmap) -> u32 {
    u32::try_from(scope.intersection_len(set)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Products with, for each of three facets, the values they have.
    fn products() -> impl Strategy<Value = Vec<[Vec<usize>; 3]>> {
        let values = || prop::collection::vec(0usize..5, 0..4);
        prop::collection::vec([values(), values(), values()], 0..80)
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_scan(products in products(), chosen in [prop::collection::vec(0usize..5, 0..3), prop::collection::vec(0usize..5, 0..3), prop::collection::vec(0usize..5, 0..3)]) {
            let set = |facet: usize, value: usize| -> RoaringBitmap {
                (0u32..).zip(&products).filter(|(_, p)| p[facet].contains(&value)).map(|(at, _)| at).collect()
            };
            let base = RoaringBitmap::from_iter(0..products.len() as u32);
            let with_choice: Vec<usize> = (0..3).filter(|f| !chosen[*f].is_empty()).collect();
            let filters: Vec<RoaringBitmap> = with_choice.iter().map(|f| {
                let sets: Vec<_> = chosen[*f].iter().map(|v| set(*f, *v)).collect();
                any_of(&sets)
            }).collect();
            let scopes = Scopes::new(&base, &filters);

            let fits = |p: &[Vec<usize>; 3], facet: usize| chosen[facet].is_empty() || p[facet].iter().any(|v| chosen[facet].contains(v));
            let all = products.iter().filter(|p| (0..3).all(|f| fits(p, f))).count();
            prop_assert_eq!(scopes.all().len(), all as u64);
            for facet in 0..3 {
                let scope = scopes.without(with_choice.iter().position(|f| *f == facet));
                for value in 0..5 {
                    let naive = products.iter().filter(|p| (0..3).all(|f| f == facet || fits(p, f)) && p[facet].contains(&value)).count();
                    prop_assert_eq!(count(scope, &set(facet, value)), naive as u32);
                }
            }
        }
    }
}
