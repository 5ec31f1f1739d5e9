//! Words that made-up goods are made of.

/// A kind of goods with its department.
pub struct Kind {
    pub name: &'static str,
    /// Place in [`DEPARTMENTS`].
    pub department: usize,
    /// Values of the option "Size"; none for goods of one size.
    pub sizes: &'static [&'static str],
    /// Lowest and highest price in minor units.
    pub price: (i64, i64),
}

/// The roots of the category tree.
pub const DEPARTMENTS: [&str; 8] =
    ["Living room", "Kitchen", "Bedroom", "Lighting", "Clothing", "Outdoor", "Office", "Sound"];

const CLOTHES: &[&str] = &["XS", "S", "M", "L", "XL"];
const SHOES: &[&str] = &["38", "39", "40", "41", "42", "43"];
const WIDTHS: &[&str] = &["60 cm", "90 cm", "120 cm", "160 cm"];
const BEDS: &[&str] = &["90 x 200 cm", "140 x 200 cm", "180 x 200 cm"];
const VOLUMES: &[&str] = &["0.5 l", "0.75 l", "1 l", "2 l"];
const ONE: &[&str] = &[];

const fn kind(name: &'static str, department: usize, sizes: &'static [&'static str], low: i64, high: i64) -> Kind {
    Kind { name, department, sizes, price: (low, high) }
}

/// Kinds of goods; each is a category below its department.
pub const KINDS: [Kind; 40] = [
    kind("Sofa", 0, WIDTHS, 39_900, 249_900),
    kind("Armchair", 0, ONE, 19_900, 99_900),
    kind("Coffee table", 0, WIDTHS, 7_900, 69_900),
    kind("Bookshelf", 0, WIDTHS, 5_900, 59_900),
    kind("Rug", 0, WIDTHS, 3_900, 89_900),
    kind("Kettle", 1, VOLUMES, 1_900, 12_900),
    kind("Frying pan", 1, ONE, 1_900, 14_900),
    kind("Knife", 1, ONE, 1_200, 19_900),
    kind("Mug", 1, VOLUMES, 590, 3_900),
    kind("Chopping board", 1, WIDTHS, 1_490, 8_900),
    kind("Bed frame", 2, BEDS, 19_900, 149_900),
    kind("Duvet cover", 2, BEDS, 2_900, 19_900),
    kind("Pillow", 2, ONE, 1_490, 9_900),
    kind("Blanket", 2, BEDS, 2_490, 24_900),
    kind("Wardrobe", 2, WIDTHS, 24_900, 159_900),
    kind("Table lamp", 3, ONE, 2_900, 29_900),
    kind("Floor lamp", 3, ONE, 5_900, 49_900),
    kind("Pendant light", 3, ONE, 3_900, 59_900),
    kind("Candle holder", 3, ONE, 790, 5_900),
    kind("Light bulb", 3, ONE, 390, 3_490),
    kind("Jacket", 4, CLOTHES, 4_900, 39_900),
    kind("Jumper", 4, CLOTHES, 2_900, 24_900),
    kind("Trousers", 4, CLOTHES, 2_900, 19_900),
    kind("Boots", 4, SHOES, 5_900, 29_900),
    kind("Scarf", 4, ONE, 1_490, 12_900),
    kind("Tent", 5, ONE, 9_900, 79_900),
    kind("Backpack", 5, VOLUMES, 3_900, 29_900),
    kind("Garden chair", 5, ONE, 3_900, 34_900),
    kind("Lantern", 5, ONE, 1_490, 9_900),
    kind("Bottle", 5, VOLUMES, 990, 5_900),
    kind("Desk", 6, WIDTHS, 12_900, 119_900),
    kind("Office chair", 6, ONE, 9_900, 139_900),
    kind("Notebook", 6, ONE, 290, 3_900),
    kind("Desk tidy", 6, ONE, 990, 6_900),
    kind("Laptop stand", 6, ONE, 1_990, 12_900),
    kind("Headphones", 7, ONE, 2_900, 59_900),
    kind("Loudspeaker", 7, ONE, 4_900, 129_900),
    kind("Record player", 7, ONE, 9_900, 99_900),
    kind("Microphone", 7, ONE, 3_900, 49_900),
    kind("Radio", 7, ONE, 2_900, 29_900),
];

pub const ADJECTIVES: [&str; 32] = [
    "adjustable",
    "airy",
    "classic",
    "compact",
    "curved",
    "double",
    "everyday",
    "extra large",
    "folding",
    "framed",
    "handmade",
    "heavy",
    "insulated",
    "light",
    "low",
    "magnetic",
    "modern",
    "modular",
    "narrow",
    "padded",
    "portable",
    "quiet",
    "quilted",
    "ribbed",
    "round",
    "rustic",
    "slim",
    "soft",
    "stackable",
    "tall",
    "waterproof",
    "woven",
];

pub const MATERIALS: [&str; 16] = [
    "Oak",
    "Walnut",
    "Ash",
    "Bamboo",
    "Steel",
    "Brass",
    "Aluminium",
    "Glass",
    "Ceramic",
    "Linen",
    "Cotton",
    "Wool",
    "Leather",
    "Cork",
    "Marble",
    "Recycled plastic",
];

pub const COLOURS: [&str; 16] = [
    "Black", "White", "Grey", "Sand", "Clay", "Rust", "Red", "Pink", "Ochre", "Yellow", "Olive", "Green", "Teal",
    "Blue", "Navy", "Brown",
];

pub const STYLES: [&str; 8] =
    ["Scandinavian", "Industrial", "Mid-century", "Country", "Minimal", "Bohemian", "Art deco", "Japanese"];

pub const ROOMS: [&str; 8] =
    ["Living room", "Kitchen", "Bedroom", "Bathroom", "Hallway", "Study", "Balcony", "Nursery"];

pub const FINISHES: [&str; 6] = ["Matt", "Glossy", "Oiled", "Lacquered", "Brushed", "Natural"];

pub const ORIGINS: [&str; 12] = [
    "Denmark", "Sweden", "Germany", "Portugal", "Italy", "France", "Poland", "Spain", "Japan", "India", "Vietnam",
    "Estonia",
];

pub const CARES: [&str; 5] = ["Wipe clean", "Machine wash", "Hand wash", "Dry clean", "Dishwasher safe"];

pub const WARRANTIES: [&str; 4] = ["2 years", "3 years", "5 years", "10 years"];

pub const TAGS: [&str; 16] = [
    "gift",
    "new",
    "bestseller",
    "small spaces",
    "family",
    "sustainable",
    "travel",
    "winter",
    "summer",
    "handmade",
    "vegan",
    "office",
    "party",
    "pets",
    "student",
    "outlet",
];

/// Parts of invented names.
pub const SYLLABLES: [&str; 32] = [
    "ba", "cel", "dor", "el", "fir", "gal", "hem", "is", "jun", "kor", "lam", "mir", "nor", "oss", "pel", "qui", "ros",
    "sil", "tan", "ul", "ver", "wen", "yor", "zin", "ari", "bro", "den", "eska", "lia", "mund", "tova", "vik",
];

pub const SENTENCES: [&str; 12] = [
    "Made to be used every day and to look better for it.",
    "Packed flat, put together in ten minutes with the key in the box.",
    "The surface takes a knock and shows it with grace.",
    "Tested for twenty thousand turns in our own workshop.",
    "Goes well with the other pieces of the same series.",
    "A small thing that is missed as soon as it is lent to somebody.",
    "Every part can be ordered again, for at least ten years.",
    "Comes in a box without plastic.",
    "Light enough to be carried by one person.",
    "The colour is in the material and not on top of it.",
    "Warm in winter, cool in summer, quiet all year.",
    "Sized so that it fits where others do not.",
];
