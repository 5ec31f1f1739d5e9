//! Orders of a list.

use super::{Item, Shelf};
use model::search::Sort;
use roaring::RoaringBitmap;
use std::cmp::Reverse;

/// Room between two neighbouring titles, for titles that come later.
const GAP: u64 = 1 << 24;

/// The rank of each title among all, with gaps between them.
pub fn titles_in_order<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let keys: Vec<String> = titles.map(title_key).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    let mut ranks = vec![0; keys.len()];
    for (place, at) in (1..).zip(order) {
        ranks[at] = place * GAP;
    }
    ranks
}

fn title_key(title: &str) -> String {
    title.trim().to_lowercase()
}

impl Shelf {
    /// A rank for a new title between its neighbours.
    pub(super) fn rank_of(&self, title: &str) -> u64 {
        let key = title_key(title);
        let (mut below, mut above) = (0, u64::MAX);
        for item in self.items.iter() {
            if title_key(&item.title) <= key {
                below = below.max(item.title_rank)
            } else {
                above = above.min(item.title_rank)
            }
        }
        if above == u64::MAX { below.saturating_add(GAP) } else { below + (above - below) / 2 }
    }

    /// One page of some products in an order other than by fit.
    pub fn page(&self, members: &RoaringBitmap, sort: Sort, skip: usize, take: usize) -> Vec<u32> {
        match sort {
            Sort::Featured => self.cut(members, skip, take, |item| {
                (!item.buyable, Reverse(item.weight()), Reverse(item.rating()), Reverse(item.published))
            }),
            Sort::Newest => self.cut(members, skip, take, |item| Reverse(item.published)),
            Sort::PriceAsc => self.cut(members, skip, take, |item| item.price.unwrap_or(i64::MAX)),
            Sort::PriceDesc => self.cut(members, skip, take, |item| Reverse(item.price.unwrap_or(i64::MIN))),
            Sort::Rating => self.cut(members, skip, take, |item| (Reverse(item.rating()), Reverse(item.rating_count))),
            Sort::Title => self.cut(members, skip, take, |item| item.title_rank),
        }
    }

    /// Selects the page before sorting it, so that a long list costs one look at each product and no more. Equal ones
    /// stand in the order of their titles, then of their ids, so that no product shows on two pages or on none.
    fn cut<K: Ord>(&self, members: &RoaringBitmap, skip: usize, take: usize, key: impl Fn(&Item) -> K) -> Vec<u32> {
        let keyed = |at: u32| self.item(at).map(|item| (key(item), item.title_rank, at));
        let mut rows: Vec<_> = members.iter().filter_map(keyed).collect();
        let end = (skip + take).min(rows.len());
        if skip >= end {
            return vec![];
        }
        if end < rows.len() {
            rows.select_nth_unstable(end - 1);
            rows.truncate(end);
        }
        if skip > 0 {
            rows.select_nth_unstable(skip);
        }
        let mut page = rows.split_off(skip);
        page.sort_unstable();
        page.into_iter().map(|(_, _, at)| at).collect()
    }
}
