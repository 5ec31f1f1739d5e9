//! One made-up product, the same for the same number on every machine.

use super::vocabulary::{
    ADJECTIVES, CARES, COLOURS, FINISHES, KINDS, MATERIALS, ORIGINS, ROOMS, SENTENCES, STYLES, SYLLABLES, TAGS,
    WARRANTIES,
};
use model::{ProductId, VariantId};
use uuid::Uuid;

/// A product to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub number: u64,
    pub title: String,
    pub handle: String,
    pub body: String,
    pub vendor: String,
    /// Place in [`KINDS`].
    pub kind: usize,
    pub tags: Vec<&'static str>,
    /// Names with values, facts only.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Names with values, what is chosen when it is bought.
    pub options: Vec<(String, Vec<String>)>,
    pub variants: Vec<MadeVariant>,
    pub popularity: u32,
    /// Stars of each review.
    pub ratings: Vec<u8>,
    pub days_old: u32,
}

/// A variant to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeVariant {
    pub sku: String,
    pub barcode: String,
    /// Values of the options, in their order.
    pub values: Vec<String>,
    pub price: i64,
    pub compare_at: Option<i64>,
    pub stock: i64,
}

/// 1 January 2024, the moment in the ids of everything made.
const BORN: u64 = 1_704_067_200_000;
/// Most variants of a product.
const VARIANTS: usize = 6;

/// Makes the product of a number.
pub fn product(number: u64) -> Made {
    let mut dice = Dice::new(number);
    let at = dice.skewed(KINDS.len());
    let kind = &KINDS[at];
    let material = pick(&mut dice, &MATERIALS);
    let adjective = pick(&mut dice, &ADJECTIVES);
    let series = name(&mut dice, 3);
    let title = format!("{series} {adjective} {} {}", material.to_lowercase(), kind.name.to_lowercase());
    let options = options(&mut dice, kind.sizes);
    let base = kind.price.0 + dice.roll((kind.price.1 - kind.price.0) as u64) as i64;
    Made {
        number,
        handle: format!("{}-{number}", model::search::value_key(&title).unwrap_or_default()),
        body: body(&mut dice, &title),
        vendor: maker(&mut dice),
        kind: at,
        tags: some(&mut dice, &TAGS, 4),
        attributes: attributes(&mut dice, material),
        variants: variants(&mut dice, number, base, &options),
        options,
        title,
        // A few sell most.
        popularity: (1_000_000 / (1 + dice.roll(1_000_000))) as u32,
        ratings: ratings(&mut dice),
        days_old: dice.roll(900) as u32,
    }
}

impl Made {
    /// Its id; ids rise with numbers.
    pub fn id(&self) -> ProductId {
        id(self.number)
    }

    /// The id of a variant, by its place.
    pub fn variant_id(&self, place: usize) -> VariantId {
        VariantId(made_id(1, self.number * 8 + place as u64))
    }
}

/// The id of a product's number.
pub fn id(number: u64) -> ProductId {
    ProductId(made_id(0, number))
}

/// A UUID of version 7 of a fixed moment, with a table and a number where others have chance.
pub fn made_id(table: u64, number: u64) -> Uuid {
    Uuid::from_u64_pair((BORN << 16) | 0x7000 | table, (0b10 << 62) | number)
}

fn options(dice: &mut Dice, sizes: &[&str]) -> Vec<(String, Vec<String>)> {
    let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let mut options = vec![("Colour".to_owned(), owned(some(dice, &COLOURS, 3)))];
    if !sizes.is_empty() {
        options.push(("Size".to_owned(), owned(some(dice, sizes, 3))));
    }
    options
}

fn attributes(dice: &mut Dice, material: &str) -> Vec<(String, Vec<String>)> {
    let mut facts = vec![("Material".to_owned(), vec![material.to_owned()])];
    let lists: [(&str, &[&str], usize); 6] = [
        ("Style", &STYLES, 1),
        ("Room", &ROOMS, 2),
        ("Finish", &FINISHES, 1),
        ("Made in", &ORIGINS, 1),
        ("Care", &CARES, 2),
        ("Warranty", &WARRANTIES, 1),
    ];
    for (name, values, most) in lists {
        let chosen = some(dice, values, most).into_iter().map(str::to_owned).collect();
        facts.push((name.to_owned(), chosen));
    }
    facts
}

fn variants(dice: &mut Dice, number: u64, base: i64, options: &[(String, Vec<String>)]) -> Vec<MadeVariant> {
    let mut rows: Vec<Vec<String>> = vec![vec![]];
    for (_, values) in options {
        rows = rows
            .iter()
            .flat_map(|row| values.iter().map(|value| [row.clone(), vec![value.clone()]].concat()))
            .collect();
    }
    rows.truncate(VARIANTS);
    let gone = dice.roll(12) == 0;
    let reduced = dice.roll(6) == 0;
    let make = |(place, values): (usize, Vec<String>)| {
        let price = round(base + base / 20 * (place as i64 % 3));
        MadeVariant {
            sku: format!("S{number:07}-{place}"),
            barcode: format!("29{:010}", number * 8 + place as u64),
            values,
            price,
            compare_at: reduced.then(|| round(price + price / 4)),
            stock: if gone { 0 } else { dice.roll(60) as i64 },
        }
    };
    rows.into_iter().enumerate().map(make).collect()
}

/// A price that ends in 90.
fn round(minor: i64) -> i64 {
    minor / 100 * 100 + 90
}

fn ratings(dice: &mut Dice) -> Vec<u8> {
    let count = dice.skewed(12);
    let usual = 3 + dice.roll(3);
    (0..count).map(|_| if dice.roll(4) == 0 { 1 + dice.roll(5) as u8 } else { usual as u8 }).collect()
}

fn maker(dice: &mut Dice) -> String {
    // A hundred and fifty makers, a few of them large.
    name(&mut Dice::new(1 << 40 | dice.skewed(150) as u64), 2)
}

fn name(dice: &mut Dice, syllables: usize) -> String {
    let word: String = (0..syllables).map(|_| pick(dice, &SYLLABLES)).collect();
    word[..1].to_uppercase() + &word[1..]
}

fn body(dice: &mut Dice, title: &str) -> String {
    let sentences = some(dice, &SENTENCES, 4).join(" ");
    format!("<p>{title}. {sentences}</p>")
}

fn pick<'a>(dice: &mut Dice, list: &[&'a str]) -> &'a str {
    list[dice.roll(list.len() as u64) as usize]
}

/// One to `most` different entries, in the order of the list.
fn some<'a>(dice: &mut Dice, list: &[&'a str], most: usize) -> Vec<&'a str> {
    let count = 1 + dice.roll(most as u64) as usize;
    let mut places: Vec<usize> = (0..count).map(|_| dice.roll(list.len() as u64) as usize).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|place| list[place]).collect()
}

/// Numbers that look like chance and are the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) % below.max(1)
    }

    /// A place in a list, the first ones twice as often as the last.
    fn skewed(&mut self, length: usize) -> usize {
        let (one, two) = (self.roll(length as u64), self.roll(length as u64));
        if self.roll(3) == 0 { one.min(two) as usize } else { one as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_number_makes_one_product() {
        assert_eq!(product(7), product(7));
        assert_ne!(product(7).title, product(8).title);
        assert!(id(7) < id(8) && id(1_000_000) < id(1_000_001));
        assert_eq!(id(7).0.get_version_num(), 7);
    }

    #[test]
    fn goods_are_sound_and_differ() {
        let goods: Vec<Made> = (0..3_000).map(product).collect();
        let distinct = |values: Vec<String>| values.len() == values.iter().collect::<HashSet<_>>().len();
        assert!(distinct(goods.iter().map(|made| made.handle.clone()).collect()));
        assert!(distinct(goods.iter().flat_map(|made| &made.variants).map(|one| one.sku.clone()).collect()));
        assert!(distinct(goods.iter().flat_map(|made| &made.variants).map(|one| one.barcode.clone()).collect()));
        for made in &goods {
            assert!((1..=VARIANTS).contains(&made.variants.len()) && made.attributes.len() == 7);
            assert!(distinct(made.variants.iter().map(|one| one.values.join("/")).collect()), "{made:?}");
            assert!(made.variants.iter().all(|one| one.price > 0 && one.compare_at.is_none_or(|was| was > one.price)));
            assert!(made.ratings.iter().all(|stars| (1..=5).contains(stars)));
        }
        let share = |holds: &dyn Fn(&Made) -> bool| goods.iter().filter(|made| holds(made)).count();
        assert!(share(&|made| made.variants.iter().all(|one| one.stock == 0)) > 100);
        assert!(share(&|made| made.ratings.is_empty()) > 100);
        assert!((0..KINDS.len()).all(|kind| share(&|made| made.kind == kind) > 10));
    }
}
