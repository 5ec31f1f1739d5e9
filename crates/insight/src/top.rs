//! The largest weights of any stretch of an array, without looking at all of it.

use std::collections::BinaryHeap;

/// Weights in one block; a block is scanned, blocks are looked up.
const BLOCK: usize = 32;

/// An array of weights that names the largest of any stretch in constant time: a sparse table over blocks of 32, so it
/// takes n/32 * log(n/32) numbers beside the weights.
#[derive(Clone, Debug, Default)]
pub struct RangeMax {
    weights: Vec<u32>,
    /// `levels[j][b]`: place of the largest weight in the 2^j blocks from block b.
    levels: Vec<Vec<u32>>,
}

impl RangeMax {
    /// Prepares the weights.
    pub fn new(weights: Vec<u32>) -> Self {
        let starts = (0..weights.len()).step_by(BLOCK);
        let best_of_block = |start: usize| scan(&weights, start, (start + BLOCK).min(weights.len())) as u32;
        let mut levels = vec![starts.map(best_of_block).collect::<Vec<u32>>()];
        let mut width = 1;
        while 2 * width <= levels[0].len() {
            let below = &levels[levels.len() - 1];
            let pairs = (0..=levels[0].len() - 2 * width).map(|b| better(&weights, below[b], below[b + width]));
            let level = pairs.collect();
            levels.push(level);
            width *= 2;
        }
        Self { weights, levels }
    }

    /// The weight at a place.
    pub fn weight(&self, at: usize) -> u32 {
        self.weights[at]
    }

    /// Place of the largest weight in `low..high`, the first among equals; `None` for an empty stretch.
    pub fn largest(&self, low: usize, high: usize) -> Option<usize> {
        let high = high.min(self.weights.len());
        if low >= high {
            return None;
        }
        let (first, last) = (low.div_ceil(BLOCK), high / BLOCK);
        if first >= last {
            return Some(scan(&self.weights, low, high));
        }
        let level = (last - first).ilog2() as usize;
        let mut best = better(&self.weights, self.levels[level][first], self.levels[level][last - (1 << level)]);
        if low < first * BLOCK {
            best = better(&self.weights, scan(&self.weights, low, first * BLOCK) as u32, best);
        }
        if last * BLOCK < high {
            best = better(&self.weights, best, scan(&self.weights, last * BLOCK, high) as u32);
        }
        Some(best as usize)
    }

    /// Places of the weights in some stretches, largest first. Each costs one look-up and a turn of a small heap, so the
    /// first k cost O(k log k) however long the stretches are. A place in two stretches comes twice.
    pub fn descending<'a>(&'a self, stretches: &[(usize, usize)]) -> impl Iterator<Item = usize> + 'a {
        let turn = |low: usize, high: usize| {
            self.largest(low, high).map(|at| (self.weights[at], std::cmp::Reverse((at, low, high))))
        };
        let mut heap: BinaryHeap<_> = stretches.iter().filter_map(|(low, high)| turn(*low, *high)).collect();
        std::iter::from_fn(move || {
            let (_, std::cmp::Reverse((at, low, high))) = heap.pop()?;
            heap.extend(turn(low, at));
            heap.extend(turn(at + 1, high));
            Some(at)
        })
    }
}

fn scan(weights: &[u32], low: usize, high: usize) -> usize {
    let mut best = low;
    for at in low + 1..high {
        if weights[at] > weights[best] {
            best = at;
        }
    }
    best
}

fn better(weights: &[u32], one: u32, two: u32) -> u32 {
    let (first, second) = (one.min(two), one.max(two));
    if weights[second as usize] > weights[first as usize] { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_scan_finds(weights in prop::collection::vec(0u32..50, 0..700), low in 0usize..700, high in 0usize..700) {
            let index = RangeMax::new(weights.clone());
            let high_in = high.min(weights.len());
            let naive = (low < high_in).then(|| scan(&weights, low, high_in));
            prop_assert_eq!(index.largest(low, high), naive);
        }

        #[test]
        fn comes_down_in_order(weights in prop::collection::vec(0u32..50, 0..300), cut in 0usize..300) {
            let index = RangeMax::new(weights.clone());
            let cut = cut.min(weights.len());
            let found: Vec<usize> = index.descending(&[(0, cut), (cut, weights.len())]).collect();
            let mut naive: Vec<usize> = (0..weights.len()).collect();
            naive.sort_by_key(|at| (std::cmp::Reverse(weights[*at]), *at));
            prop_assert_eq!(found, naive);
        }
    }
}
