//! Members by a number they carry, such as a price: how many lie between two bounds, which, and the extremes.
//!
//! The members lie sorted by their number in blocks; a segment tree over the blocks keeps the set of members below each
//! node. Any pair of bounds then is O(log n) nodes and at most two cut blocks: as many operations on sets, each of which
//! looks at members that are candidates too. Changes go to a small second layer that is folded in when it has grown.

use roaring::RoaringBitmap;
use std::{collections::BTreeSet, sync::Arc};

/// Members in one leaf of the tree.
const BLOCK: usize = 256;
/// Changes after which everything is sorted anew.
const MOST_LATE: usize = 1024;

/// Numbers from `low` to `high`, both included; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub low: Option<i64>,
    pub high: Option<i64>,
}

impl Bounds {
    fn pair(self) -> (i64, i64) {
        (self.low.unwrap_or(i64::MIN), self.high.unwrap_or(i64::MAX))
    }
}

/// Members sorted by number. A clone shares the sorted part, so it is cheap.
#[derive(Clone, Default)]
pub struct RangeIndex {
    tree: Arc<Tree>,
    /// Members of the tree whose place there no longer holds.
    moved: RoaringBitmap,
    late: BTreeSet<(i64, u32)>,
}

impl RangeIndex {
    /// Sorts (member, number) pairs; a member comes once.
    pub fn build(pairs: impl IntoIterator<Item = (u32, i64)>) -> Self {
        let mut sorted: Vec<(i64, u32)> = pairs.into_iter().map(|(member, number)| (number, member)).collect();
        sorted.sort_unstable();
        Self { tree: Arc::new(Tree::new(sorted)), ..Self::default() }
    }

    /// Gives a member another number, or takes it out. `was` is its number until now.
    pub fn set(&mut self, member: u32, was: Option<i64>, now: Option<i64>) {
        if let Some(was) = was
            && !self.late.remove(&(was, member))
        {
            self.moved.insert(member);
        }
        if let Some(now) = now {
            self.late.insert((now, member));
        }
        if self.late.len() + self.moved.len() as usize > MOST_LATE {
            let kept = self.tree.sorted.iter().filter(|(_, member)| !self.moved.contains(*member));
            *self = Self::build(kept.chain(&self.late).map(|(number, member)| (*member, *number)).collect::<Vec<_>>());
        }
    }

    /// The candidates between the bounds.
    pub fn members_among(&self, bounds: Bounds, candidates: &RoaringBitmap) -> RoaringBitmap {
        let (first, last) = self.tree.places(bounds.pair());
        let mut found = self.tree.members(first, last, candidates);
        found -= &self.moved;
        found.extend(self.late_between(bounds).filter(|member| candidates.contains(*member)));
        found
    }

    /// The lowest and the highest number among the candidates: one way down the tree each.
    pub fn extremes(&self, candidates: &RoaringBitmap) -> Option<(i64, i64)> {
        let unmoved;
        let steady = if self.moved.is_empty() {
            candidates
        } else {
            unmoved = candidates - &self.moved;
            &unmoved
        };
        let late = |pair: &&(i64, u32)| candidates.contains(pair.1);
        let lowest = [self.tree.edge(steady, Edge::Low), self.late.iter().find(late).map(|pair| pair.0)];
        let highest = [self.tree.edge(steady, Edge::High), self.late.iter().rev().find(late).map(|pair| pair.0)];
        Some((lowest.into_iter().flatten().min()?, highest.into_iter().flatten().max()?))
    }

    fn late_between(&self, bounds: Bounds) -> impl Iterator<Item = u32> + '_ {
        let (low, high) = bounds.pair();
        let wanted = (low <= high).then(|| self.late.range((low, 0)..=(high, u32::MAX)));
        wanted.into_iter().flatten().map(|(_, member)| *member)
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Low,
    High,
}

#[derive(Default)]
struct Tree {
    sorted: Vec<(i64, u32)>,
    /// A full binary tree in an array: node n has the children 2n and 2n + 1; leaves begin at `leaves`.
    nodes: Vec<RoaringBitmap>,
    leaves: usize,
}

impl Tree {
    fn new(sorted: Vec<(i64, u32)>) -> Self {
        let leaves = sorted.len().div_ceil(BLOCK).next_power_of_two();
        let mut nodes = vec![RoaringBitmap::new(); 2 * leaves];
        for (block, members) in sorted.chunks(BLOCK).enumerate() {
            nodes[leaves + block] = members.iter().map(|(_, member)| *member).collect();
        }
        for node in (1..leaves).rev() {
            nodes[node] = &nodes[2 * node] | &nodes[2 * node + 1];
        }
        Self { sorted, nodes, leaves }
    }

    /// The stretch of the sorted members between two numbers.
    fn places(&self, (low, high): (i64, i64)) -> (usize, usize) {
        let first = self.sorted.partition_point(|(number, _)| *number < low);
        let last = self.sorted.partition_point(|(number, _)| *number <= high);
        (first, last.max(first))
    }

    fn members(&self, first: usize, last: usize, candidates: &RoaringBitmap) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        let candidate = |(_, member): &(i64, u32)| candidates.contains(*member).then_some(*member);
        self.cover(first, last, |piece| match piece {
            Piece::Node(set) => found |= set & candidates,
            Piece::Cut(members) => found.extend(members.iter().filter_map(candidate)),
        });
        found
    }

    /// Covers a stretch with O(log n) whole nodes and at most two cut blocks.
    fn cover<'t>(&'t self, first: usize, last: usize, mut take: impl FnMut(Piece<'t>)) {
        let (mut low, mut high) = (first.div_ceil(BLOCK), last / BLOCK);
        if low >= high {
            return take(Piece::Cut(&self.sorted[first..last]));
        }
        take(Piece::Cut(&self.sorted[first..low * BLOCK]));
        take(Piece::Cut(&self.sorted[high * BLOCK..last]));
        (low, high) = (low + self.leaves, high + self.leaves);
        while low < high {
            if low % 2 == 1 {
                take(Piece::Node(&self.nodes[low]));
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                take(Piece::Node(&self.nodes[high]));
            }
            (low, high) = (low / 2, high / 2);
        }
    }

    fn edge(&self, candidates: &RoaringBitmap, edge: Edge) -> Option<i64> {
        let leaf = self.path(candidates, edge).last()?;
        let start = (leaf - self.leaves) * BLOCK;
        let block = &self.sorted[start..(start + BLOCK).min(self.sorted.len())];
        let candidate = |pair: &&(i64, u32)| candidates.contains(pair.1);
        match edge {
            Edge::Low => block.iter().find(candidate),
            Edge::High => block.iter().rev().find(candidate),
        }
        .map(|pair| pair.0)
    }

    /// The nodes from the root down to the outermost leaf with a candidate, one of each level; none without candidates.
    fn path(&self, candidates: &RoaringBitmap, edge: Edge) -> impl Iterator<Item = usize> {
        let root = self.nodes.get(1).filter(|root| !root.is_disjoint(candidates)).map(|_| 1);
        std::iter::successors(root, move |node| {
            let (near, far) = match edge {
                Edge::Low => (2 * node, 2 * node + 1),
                Edge::High => (2 * node + 1, 2 * node),
            };
            (*node < self.leaves).then(|| if self.nodes[near].is_disjoint(candidates) { far } else { near })
        })
    }
}

enum Piece<'t> {
    Node(&'t RoaringBitmap),
    Cut(&'t [(i64, u32)]),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bounds> {
        let bound = || proptest::option::of(-5i64..210);
        (bound(), bound()).prop_map(|(low, high)| Bounds { low, high })
    }

    fn holds(bounds: Bounds, number: i64) -> bool {
        bounds.low.is_none_or(|low| number >= low) && bounds.high.is_none_or(|high| number <= high)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn agrees_with_a_scan(
            mut numbers in prop::collection::vec(proptest::option::of(0i64..200), 0..1500),
            changes in prop::collection::vec((0usize..1500, proptest::option::of(0i64..200)), 0..1300),
            bounds in bounds(), every in 1u32..7,
        ) {
            let pairs = (0u32..).zip(&numbers).filter_map(|(member, number)| Some((member, (*number)?)));
            let mut index = RangeIndex::build(pairs.collect::<Vec<_>>());
            if !numbers.is_empty() {
                for (at, now) in changes {
                    let at = at % numbers.len();
                    index.set(at as u32, numbers[at], now);
                    numbers[at] = now;
                }
            }
            let candidates: RoaringBitmap = (0..numbers.len() as u32).filter(|m| m % every == 0).collect();
            let within: RoaringBitmap = (0u32..).zip(&numbers)
                .filter(|(_, n)| n.is_some_and(|n| holds(bounds, n))).map(|(m, _)| m).collect();
            let everyone: RoaringBitmap = (0..numbers.len() as u32).collect();
            prop_assert_eq!(index.members_among(bounds, &candidates), &within & &candidates);
            prop_assert_eq!(index.members_among(bounds, &everyone), within);
            let among: Vec<i64> = candidates.iter().filter_map(|m| numbers[m as usize]).collect();
            let extremes = among.iter().min().copied().zip(among.iter().max().copied());
            prop_assert_eq!(index.extremes(&candidates), extremes);
        }

        /// A range is O(log n): at most two whole nodes of each level and two cut blocks, at any size and for any bounds.
        #[test]
        fn a_range_visits_few_nodes(size in 1usize..300_000, low in 0.0f64..1.0, high in 0.0f64..1.0) {
            let tree = Tree::new((0..size as u32).map(|member| (i64::from(member) * 3, member)).collect());
            let levels = tree.leaves.ilog2() as usize + 1;
            let (first, last) = tree.places(((low * size as f64 * 3.0) as i64, (high * size as f64 * 3.0) as i64));
            let (mut nodes, mut cut, mut covered) = (0, 0, 0);
            tree.cover(first, last, |piece| match piece {
                Piece::Node(set) => {
                    nodes += 1;
                    covered += set.len() as usize;
                }
                Piece::Cut(members) => {
                    cut += members.len();
                    covered += members.len();
                }
            });
            prop_assert_eq!(covered, last - first);
            prop_assert!(nodes <= 2 * levels, "{} nodes of {} levels", nodes, levels);
            prop_assert!(cut <= 2 * BLOCK);
            let candidates: RoaringBitmap = (first as u32..last as u32).collect();
            for edge in [Edge::Low, Edge::High] {
                let steps = tree.path(&candidates, edge).count();
                prop_assert!(steps == if candidates.is_empty() { 0 } else { levels }, "{} steps of {} levels", steps, levels);
            }
        }
    }
}
