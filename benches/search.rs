//! What search costs in memory, by size: `cargo bench -p stoa-insight --bench search`.

use divan::{Bencher, black_box};
use insight::{Entry, RangeIndex, Scopes, Spelling, Suggester, facets, range::Bounds, top::RangeMax};
use roaring::RoaringBitmap;

fn main() {
    divan::main();
}

const SIZES: [u32; 3] = [1_000, 50_000, 1_000_000];

/// A generator of its own, so that every run measures the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(below)) as u32
    }
}

const SYLLABLES: [&str; 24] = [
    "ba", "cel", "dor", "en", "fir", "gal", "hem", "is", "jun", "kor", "lam", "mir", "nos", "oak", "pel", "qui", "ros",
    "sil", "tan", "ul", "ver", "wen", "yor", "zin",
];

fn suggester(size: u32) -> Suggester {
    let mut dice = Dice(7);
    let mut word = || (0..3).map(|_| SYLLABLES[dice.roll(24) as usize]).collect::<String>();
    let texts: Vec<String> = (0..size).map(|_| format!("{} {} {}", word(), word(), word())).collect();
    Suggester::build(texts.into_iter().zip(0..).map(|(text, id)| Entry { text, weight: id % 997, id }))
}

#[divan::bench(args = SIZES)]
fn complete_three_letters(bencher: Bencher<'_, '_>, size: u32) {
    let suggester = suggester(size);
    bencher.bench(|| suggester.complete(black_box("lam"), 10));
}

#[divan::bench(args = SIZES)]
fn complete_nine_letters(bencher: Bencher<'_, '_>, size: u32) {
    let suggester = suggester(size);
    bencher.bench(|| suggester.complete(black_box("lammirnos"), 10));
}

#[divan::bench(args = SIZES)]
fn forgive_one_slip(bencher: Bencher<'_, '_>, size: u32) {
    let suggester = suggester(size);
    bencher.bench(|| suggester.complete_near(black_box("lamiros"), 10));
}

#[divan::bench(args = SIZES)]
fn forgive_two_slips(bencher: Bencher<'_, '_>, size: u32) {
    let suggester = suggester(size);
    bencher.bench(|| suggester.complete_near(black_box("lanmirmos"), 10));
}

fn spelling(size: u32) -> Spelling {
    let mut dice = Dice(11);
    let mut word = || (0..3).map(|_| SYLLABLES[dice.roll(24) as usize]).collect::<String>();
    Spelling::build((0..size).map(|at| (format!("{}{}", word(), at % 97), 1 + at % 13)))
}

#[divan::bench(args = SIZES)]
fn correct_one_slip(bencher: Bencher<'_, '_>, size: u32) {
    let spelling = spelling(size);
    bencher.bench(|| spelling.corrections(black_box("lamirns"), 8));
}

#[divan::bench(args = SIZES)]
fn correct_two_slips(bencher: Bencher<'_, '_>, size: u32) {
    let spelling = spelling(size);
    bencher.bench(|| spelling.corrections(black_box("lanmrimos"), 8));
}

#[divan::bench(args = SIZES)]
fn ten_largest_of_a_stretch(bencher: Bencher<'_, '_>, size: u32) {
    let mut dice = Dice(13);
    let weights = RangeMax::new((0..size).map(|_| dice.roll(100_000)).collect());
    let stretch = (size as usize / 10, size as usize * 9 / 10);
    bencher.bench(|| weights.descending(black_box(&[stretch])).take(10).last());
}

/// Eight facets of twelve values, two of them with a choice.
#[divan::bench(args = SIZES)]
fn count_eight_facets(bencher: Bencher<'_, '_>, size: u32) {
    let mut dice = Dice(3);
    let mut sets = vec![vec![RoaringBitmap::new(); 12]; 8];
    for product in 0..size {
        for facet in &mut sets {
            facet[dice.roll(12) as usize].insert(product);
        }
    }
    let base: RoaringBitmap = (0..size).filter(|product| product % 3 != 0).collect();
    bencher.bench(|| {
        let chosen = [facets::any_of(&sets[0][0..3]), facets::any_of(&sets[1][4..6])];
        let scopes = Scopes::new(&base, &chosen);
        let counts = |at: usize| {
            let scope = scopes.without(Some(at));
            sets[at].iter().map(|set| facets::count(scope, set)).sum::<u32>()
        };
        (0..8).map(counts).sum::<u32>()
    });
}

fn prices(size: u32) -> (RangeIndex, Vec<i64>, RoaringBitmap) {
    let mut dice = Dice(5);
    let prices: Vec<i64> = (0..size).map(|_| i64::from(dice.roll(50_000))).collect();
    let candidates = (0..size).filter(|product| product % 7 == 0).collect();
    (RangeIndex::build((0..).zip(prices.iter().copied())), prices, candidates)
}

const BOUNDS: Bounds = Bounds { low: Some(9_900), high: Some(24_900) };

/// Of a thousand candidates, as a narrow category has.
#[divan::bench(args = SIZES)]
fn price_range_among_few(bencher: Bencher<'_, '_>, size: u32) {
    let (index, _, _) = prices(size);
    let few: RoaringBitmap = (0..size).step_by((size / 1_000) as usize).collect();
    bencher.bench(|| index.members_among(black_box(BOUNDS), &few).len());
}

#[divan::bench(args = SIZES)]
fn price_extremes_of_candidates(bencher: Bencher<'_, '_>, size: u32) {
    let (index, _, candidates) = prices(size);
    bencher.bench(|| index.extremes(black_box(&candidates)));
}

#[divan::bench(args = SIZES)]
fn price_range_among_a_seventh(bencher: Bencher<'_, '_>, size: u32) {
    let (index, _, candidates) = prices(size);
    bencher.bench(|| index.members_among(black_box(BOUNDS), &candidates).len());
}

/// Ten thousand changes of any prices, with the sorting anew that they bring: divide by as many.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn ten_thousand_price_changes(bencher: Bencher<'_, '_>, size: u32) {
    let (mut index, mut prices, _) = prices(size);
    let mut dice = Dice(17);
    bencher.bench_local(|| {
        for _ in 0..10_000 {
            let (member, now) = (dice.roll(size), i64::from(dice.roll(50_000)));
            let was = std::mem::replace(&mut prices[member as usize], now);
            index.set(member, Some(was), Some(now));
        }
    });
}

/// What the index saves.
#[divan::bench(args = SIZES)]
fn price_range_count_by_scan(bencher: Bencher<'_, '_>, size: u32) {
    let (_, prices, _) = prices(size);
    bencher.bench(|| prices.iter().filter(|price| (9_900..=24_900).contains(*price)).count());
}
