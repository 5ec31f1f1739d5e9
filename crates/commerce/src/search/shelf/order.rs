//! Orders of a list.

use super::{Item, Shelf};
use model::search::Sort;
use roaring::RoaringBitmap;
use std::{cmp::Reverse, sync::Arc};

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
    letters(title).collect()
}

fn letters(title: &str) -> impl Iterator<Item = char> + '_ {
    title.trim().chars().flat_map(char::to_lowercase)
}

/// Amounts in one piece.
const PIECE: usize = 1024;

/// Prices by place, in pieces, so that a new shelf copies one piece and shares the others.
#[derive(Clone, Default)]
pub struct Amounts(Vec<Arc<Vec<Option<i64>>>>);

impl Amounts {
    /// The amount at a place.
    pub fn get(&self, at: u32) -> Option<i64> {
        *self.0.get(at as usize / PIECE)?.get(at as usize % PIECE)?
    }

    /// Sets the amount at a place.
    pub fn set(&mut self, at: u32, amount: Option<i64>) {
        let (piece, within) = (at as usize / PIECE, at as usize % PIECE);
        while self.0.len() <= piece {
            self.0.push(Arc::default());
        }
        let piece = Arc::make_mut(&mut self.0[piece]);
        if piece.len() <= within {
            piece.resize(within + 1, None);
        }
        piece[within] = amount;
    }
}

impl Shelf {
    /// A rank for a new title between its neighbours, and whether there was room for it.
    pub(super) fn rank_of(&self, title: &str) -> (u64, bool) {
        let (mut below, mut above) = (0, u64::MAX);
        for item in self.items.iter() {
            if letters(&item.title).le(letters(title)) {
                below = below.max(item.title_rank)
            } else {
                above = above.min(item.title_rank)
            }
        }
        // Equal titles may share a rank.
        let (below, above) = (below.min(above), above);
        if above == u64::MAX {
            (below.saturating_add(GAP), true)
        } else {
            (below + (above - below) / 2, above - below > 1)
        }
    }

    /// One page of some products in an order other than by fit.
    pub fn page(&self, members: &RoaringBitmap, sort: Sort, skip: usize, take: usize) -> Vec<u32> {
        match sort {
            Sort::Featured => self.cut(members, skip, take, |at, item| {
                let buyable = if self.amounts.is_some() { self.buyable.contains(at) } else { item.buyable };
                (!buyable, Reverse(item.weight()), Reverse(item.rating()), Reverse(item.published))
            }),
            Sort::Newest => self.cut(members, skip, take, |_, item| Reverse(item.published)),
            Sort::PriceAsc => self.cut_by_price(members, skip, take, |price| price.unwrap_or(i64::MAX)),
            Sort::PriceDesc => self.cut_by_price(members, skip, take, |price| Reverse(price.unwrap_or(i64::MIN))),
            Sort::Rating => {
                self.cut(members, skip, take, |_, item| (Reverse(item.rating()), Reverse(item.rating_count)))
            }
            Sort::Title => self.cut(members, skip, take, |_, item| item.title_rank),
        }
    }

    fn cut_by_price<K: Ord>(
        &self,
        members: &RoaringBitmap,
        skip: usize,
        take: usize,
        key: impl Fn(Option<i64>) -> K,
    ) -> Vec<u32> {
        match &self.amounts {
            None => self.cut(members, skip, take, |_, item| key(item.price)),
            Some(amounts) => self.cut(members, skip, take, |at, _| key(amounts.get(at))),
        }
    }

    /// Selects the page before sorting it, so that a long list costs one look at each product and no more. Equal ones
    /// stand in the order of their titles, then of their ids, so that no product shows on two pages or on none.
    fn cut<K: Ord>(
        &self,
        members: &RoaringBitmap,
        skip: usize,
        take: usize,
        key: impl Fn(u32, &Item) -> K,
    ) -> Vec<u32> {
        let keyed = |at: u32| self.item(at).map(|item| (key(at, item), item.title_rank, at));
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
