//! What is asked of a made-up shop: the same questions on every machine and for every size.

use commerce::seed::scale::{
    product::{self, Made},
    tree::tree,
    vocabulary::{COLOURS, KINDS, ROOMS, STYLES},
};
use model::search::{ListQuery, value_key};

/// What one line of the table measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    Text,
    Nonsense,
    List,
    Prices,
    Suggest,
    SuggestSlip,
}

impl Workload {
    pub const ALL: [Self; 6] = [Self::Text, Self::Nonsense, Self::List, Self::Prices, Self::Suggest, Self::SuggestSlip];

    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text, all facets",
            Self::Nonsense => "unknown words",
            Self::List => "list without text",
            Self::Prices => "price range",
            Self::Suggest => "autocomplete",
            Self::SuggestSlip => "autocomplete, slip",
        }
    }
}

/// One question.
pub enum Question {
    List(ListQuery),
    Typed(String),
}

/// The question of a number, about goods that a shop of this size has.
pub fn question(workload: Workload, number: u64, products: u64) -> Question {
    let made = product::product(number.wrapping_mul(7_919) % products);
    match workload {
        Workload::Text => Question::List(ListQuery { text: Some(words(&made, number)), ..narrowed(number, &made) }),
        Workload::Nonsense => Question::List(ListQuery { text: Some(nonsense(&made, number)), ..first_page() }),
        Workload::List => Question::List(ListQuery { category: Some(category(&made)), ..narrowed(number, &made) }),
        Workload::Prices => {
            let (low, high) = KINDS[made.kind].price;
            let step = (high - low) / 8;
            let low = low + step * (number % 4) as i64;
            let category = number.is_multiple_of(2).then(|| category(&made));
            Question::List(ListQuery {
                price_min: Some(low),
                price_max: Some(low + 2 * step),
                category,
                ..first_page()
            })
        }
        Workload::Suggest => Question::Typed(beginning(&made, number)),
        Workload::SuggestSlip => Question::Typed(slipped(&beginning(&made, 8 + number % 5))),
    }
}

fn first_page() -> ListQuery {
    ListQuery { page: 1, ..ListQuery::default() }
}

/// Half of the lists have one or two choices.
fn narrowed(number: u64, made: &Made) -> ListQuery {
    let mut query = first_page();
    let choose = |key: &str, label: &str| (key.to_owned(), value_key(label).unwrap_or_default());
    if number % 2 == 1 {
        query.chosen.push(choose("colour", COLOURS[number as usize % COLOURS.len()]));
        query.chosen.push(choose("colour", COLOURS[(number as usize + 5) % COLOURS.len()]));
    }
    if number % 4 == 3 {
        query.chosen.push(choose("style", STYLES[number as usize % STYLES.len()]));
    }
    if number % 16 == 15 {
        query.chosen.push(choose("room", ROOMS[made.kind % ROOMS.len()]));
        query.in_stock = true;
    }
    query
}

fn category(made: &Made) -> String {
    tree().swap_remove(8 + made.kind).handle
}

/// Words as people type them: a kind, a kind with what it is, a name, a maker.
fn words(made: &Made, number: u64) -> String {
    let kind = KINDS[made.kind].name.to_lowercase();
    let title: Vec<&str> = made.title.split(' ').collect();
    match number % 6 {
        0 => kind,
        1 => format!("{} {kind}", title[1]),
        2 => format!("{kind} {}", made.attributes[0].1[0].to_lowercase()),
        3 => format!("{} {kind}", title[0].to_lowercase()),
        4 => format!("{} {kind}", made.options[0].1[0].to_lowercase()),
        _ => format!("{} {} gift", made.vendor.to_lowercase(), kind),
    }
}

/// Two mistyped words, and after them as many of letters as fit into a search.
fn nonsense(made: &Made, number: u64) -> String {
    let mut text = slipped(&KINDS[made.kind].name.to_lowercase());
    for word in made.title.split(' ').take(2) {
        text.push(' ');
        text.push_str(&slipped(&word.to_lowercase()));
    }
    let mut dice = number;
    while number.is_multiple_of(2) && text.len() < 190 {
        text.push(' ');
        for _ in 0..8 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push(char::from(b'a' + ((dice >> 33) % 26) as u8));
        }
    }
    text
}

fn beginning(made: &Made, number: u64) -> String {
    let text = if number.is_multiple_of(3) { KINDS[made.kind].name.to_lowercase() } else { made.title.to_lowercase() };
    text.chars().take(2 + (number % 11) as usize).collect::<String>().trim().to_owned()
}

/// Two letters in the wrong order.
fn slipped(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = letters.len() / 2;
    if at > 0 {
        letters.swap(at - 1, at);
    }
    letters.into_iter().collect()
}
