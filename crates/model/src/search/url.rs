//! The state of a list in its address, and back. Equal states have equal addresses.

use super::{ListQuery, Sort};
use crate::{
    Currency, Handle, Money,
    percent::{decode, encode},
};

/// Products on a page when the address does not say.
pub const PER_PAGE: u32 = 24;
/// Most pages that one view shows together.
pub const MOST_PAGES: u32 = 20;
/// Most facet values that an address may choose; more are dropped.
pub const MAX_CHOSEN: usize = 50;

/// Words of the address that no facet may take.
const RESERVED: [&str; 9] = ["q", "sort", "page", "from", "per-page", "price-min", "price-max", "in-stock", "currency"];
/// Facets that every list has of itself; an attribute of the same name gets another word.
const BUILT_IN: [&str; 3] = ["category", "rating", "vendor"];

/// The name of a facet in addresses: "Cord length" is `cord-length`. `None` where no letter or digit is left.
pub fn facet_key(name: &str) -> Option<String> {
    let slug = value_key(name)?;
    if RESERVED.contains(&slug.as_str()) || BUILT_IN.contains(&slug.as_str()) {
        Some(format!("{slug}-is"))
    } else {
        Some(slug)
    }
}

/// The word of a facet value in addresses: "4.2 l" is `4-2-l`.
pub fn value_key(label: &str) -> Option<String> {
    Handle::from_title(label).map(String::from)
}

impl ListQuery {
    /// The products of a category, unfiltered.
    pub fn of_category(handle: &str) -> Self {
        Self { category: Some(handle.to_owned()), page: 1, per_page: PER_PAGE, ..Self::default() }
    }

    /// Reads the decoded pairs of a query string; the category comes from the path. What is out of range or makes no
    /// sense counts as not said, and every other name is taken for a facet.
    pub fn from_query_pairs<K, V>(
        category: Option<&str>,
        pairs: impl IntoIterator<Item = (K, V)>,
        currency: Currency,
    ) -> Self
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let mut list = Self { category: category.map(str::to_owned), page: 1, per_page: PER_PAGE, ..Self::default() };
        for (name, value) in pairs {
            list.read_pair(name.as_ref(), value.as_ref().trim(), currency);
        }
        list.chosen.sort();
        list.chosen.dedup();
        list.chosen.truncate(MAX_CHOSEN);
        if let (Some(low), Some(high)) = (list.price_min, list.price_max)
            && low > high
        {
            (list.price_min, list.price_max) = (Some(high), Some(low));
        }
        list.from = match list.from {
            0 => 0,
            from if from >= list.page => 0,
            // Larger pages are fewer.
            from => {
                from.max(list.page.saturating_sub((MOST_PAGES * PER_PAGE / list.per_page.max(PER_PAGE)).max(1) - 1))
            }
        };
        list
    }

    /// Reads an encoded query string, with or without its question mark.
    pub fn from_query_string(category: Option<&str>, query: &str, currency: Currency) -> Self {
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        };
        let parts = query.trim_start_matches('?').split('&').filter(|part| !part.is_empty());
        Self::from_query_pairs(category, parts.map(pair), currency)
    }

    fn read_pair(&mut self, name: &str, value: &str, currency: Currency) {
        if value.is_empty() {
            return;
        }
        match name {
            // What no page can show stands in no search.
            "q" => {
                self.text = Some(value.replace(char::is_control, " ").trim().to_owned()).filter(|text| !text.is_empty())
            }
            "sort" => self.sort = Sort::parse(value).unwrap_or_default(),
            "page" => self.page = value.parse().unwrap_or(1).max(1),
            "from" => self.from = value.parse().unwrap_or(0),
            "per-page" => self.per_page = value.parse().unwrap_or(PER_PAGE).clamp(1, crate::page::MAX_PER_PAGE),
            "price-min" => self.price_min = amount(value, currency),
            "price-max" => self.price_max = amount(value, currency),
            "in-stock" => self.in_stock = matches!(value, "1" | "true" | "on" | "yes"),
            name if RESERVED.contains(&name) => {}
            facet => {
                // Only a word that could be a facet's is kept, so that stray parameters do not make new addresses.
                let word = |text: &str| value_key(text).is_some_and(|slug| slug == text);
                if word(facet) && word(value) && self.chosen.len() < 4 * MAX_CHOSEN {
                    self.chosen.push((facet.to_owned(), value.to_owned()));
                }
            }
        }
    }

    /// The canonical query string without its question mark; empty for the plain first page.
    pub fn to_query_string(&self, currency: Currency) -> String {
        let mut out = String::new();
        let mut put = |name: &str, value: &str| {
            out.push_str(if out.is_empty() { "" } else { "&" });
            encode(name, &mut out);
            out.push('=');
            encode(value, &mut out);
        };
        if let Some(text) = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            put("q", text);
        }
        let mut chosen: Vec<_> = self.chosen.iter().collect();
        chosen.sort();
        chosen.dedup();
        for (facet, value) in chosen {
            put(facet, value);
        }
        if self.in_stock {
            put("in-stock", "1");
        }
        for (name, bound) in [("price-min", self.price_min), ("price-max", self.price_max)] {
            if let Some(minor) = bound {
                let decimal = Money::new(minor, currency).decimal();
                put(name, decimal.strip_suffix(".00").unwrap_or(&decimal));
            }
        }
        if self.sort != Sort::default() {
            put("sort", self.sort.as_str());
        }
        if self.per_page != PER_PAGE && self.per_page != 0 {
            put("per-page", &self.per_page.to_string());
        }
        if self.page > 1 {
            put("page", &self.page.to_string());
        }
        if self.first_page() < self.page {
            put("from", &self.from.to_string());
        }
        out
    }

    /// The address of the list: `/c/chairs?colour=clay` or `/search?q=lamp`.
    pub fn href(&self, currency: Currency) -> String {
        let mut out = String::new();
        match &self.category {
            Some(handle) => {
                out.push_str("/c/");
                encode(handle, &mut out);
            }
            None => out.push_str("/search"),
        }
        let query = self.to_query_string(currency);
        if query.is_empty() { out } else { format!("{out}?{query}") }
    }

    /// The same list with a facet value chosen or, if it was, let go; back on the first page.
    pub fn toggled(&self, facet: &str, value: &str) -> Self {
        let mut list = Self { page: 1, from: 0, ..self.clone() };
        let pair = (facet.to_owned(), value.to_owned());
        match list.chosen.iter().position(|chosen| *chosen == pair) {
            Some(at) => drop(list.chosen.remove(at)),
            None => list.chosen.push(pair),
        }
        list.chosen.sort();
        list
    }

    /// The same list without any filter; the words searched for and the order stay.
    pub fn cleared(&self) -> Self {
        Self { page: 1, from: 0, chosen: vec![], price_min: None, price_max: None, in_stock: false, ..self.clone() }
    }

    /// The same list in another order, from its first page.
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort, page: 1, from: 0, ..self.clone() }
    }

    /// Another page of the same list, alone.
    pub fn at_page(&self, page: u32) -> Self {
        Self { page: page.max(1), from: 0, ..self.clone() }
    }

    /// The first of the pages that are shown together.
    pub fn first_page(&self) -> u32 {
        if self.from == 0 { self.page.max(1) } else { self.from.min(self.page.max(1)) }
    }

    /// Whether anything narrows the list.
    pub fn filtered(&self) -> bool {
        !self.chosen.is_empty() || self.price_min.is_some() || self.price_max.is_some() || self.in_stock
    }
}

fn amount(text: &str, currency: Currency) -> Option<i64> {
    Money::parse(text, currency).ok().map(|money| money.minor).filter(|minor| *minor >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EUR: Currency = Currency::EUR;

    fn read(query: &str) -> ListQuery {
        ListQuery::from_query_string(Some("chairs"), query, EUR)
    }

    #[test]
    fn reads_every_part_of_an_address() {
        let list = read(
            "?colour=spruce&colour=clay&material=oak&price-min=20&price-max=199,50&in-stock=1&sort=price-asc&page=3",
        );
        assert_eq!(list.category.as_deref(), Some("chairs"));
        let pairs = [("colour", "clay"), ("colour", "spruce"), ("material", "oak")];
        assert_eq!(list.chosen, pairs.map(|(k, v)| (k.to_owned(), v.to_owned())));
        assert_eq!((list.price_min, list.price_max), (Some(2_000), Some(19_950)));
        assert!(list.in_stock);
        assert_eq!((list.sort, list.page, list.per_page), (Sort::PriceAsc, 3, PER_PAGE));
    }

    #[test]
    fn nonsense_counts_as_not_said() {
        let plain = ListQuery::of_category("chairs");
        for odd in [
            "",
            "page=0",
            "page=-1",
            "page=x",
            "sort=up",
            "price-min=-5",
            "price-max=many",
            "&&=&",
            "in-stock=0",
            "colour=",
            "%zz=1",
            "a%20b=c",
            "currency=EUR",
            "utm source=x y",
            "per-page=",
        ] {
            assert_eq!(read(odd), plain, "{odd}");
        }
        assert_eq!(read("per-page=100000").per_page, 100);
        let swapped = read("price-min=9&price-max=3");
        assert_eq!((swapped.price_min, swapped.price_max), (Some(300), Some(900)));
    }

    #[test]
    fn has_one_address_for_one_state() {
        let one = read("material=oak&colour=spruce&colour=clay&page=1&sort=featured");
        let two = read("colour=clay&colour=spruce&colour=spruce&material=oak");
        assert_eq!(one.href(EUR), "/c/chairs?colour=clay&colour=spruce&material=oak");
        assert_eq!(one, two);
        let search = ListQuery { text: Some("café & bar 50%".into()), ..ListQuery::default() };
        assert_eq!(search.href(EUR), "/search?q=caf%C3%A9+%26+bar+50%25");
    }

    #[test]
    fn toggles_a_value_and_goes_to_the_first_page() {
        let list = read("colour=clay&page=4");
        assert_eq!(list.toggled("colour", "clay").to_query_string(EUR), "");
        assert_eq!(list.toggled("colour", "ash").to_query_string(EUR), "colour=ash&colour=clay");
        assert_eq!(list.at_page(2).to_query_string(EUR), "colour=clay&page=2");
    }

    #[test]
    fn an_address_tells_how_many_pages_are_shown_together() {
        let list = read("page=3&from=1");
        assert_eq!((list.page, list.first_page()), (3, 1));
        assert_eq!(list.to_query_string(EUR), "page=3&from=1");
        assert_eq!(list.at_page(4).to_query_string(EUR), "page=4");
        assert_eq!(list.sorted(Sort::Newest).to_query_string(EUR), "sort=newest");
        for alone in ["page=3&from=3", "page=3&from=9", "page=3&from=x", "page=3&from=0"] {
            assert_eq!(read(alone), read("page=3"), "{alone}");
        }
        assert_eq!(read("page=90&from=1").first_page(), 90 - MOST_PAGES + 1);
        assert_eq!(read("per-page=100&page=20&from=1").first_page(), 17, "as many products as on the most plain pages");
    }

    #[test]
    fn no_facet_takes_a_word_of_the_address() {
        assert_eq!(facet_key("Page").as_deref(), Some("page-is"));
        assert_eq!(facet_key("Vendor").as_deref(), Some("vendor-is"));
        assert_eq!(read("vendor=lowlight").chosen.len(), 1);
        assert_eq!(facet_key("Cord length").as_deref(), Some("cord-length"));
        assert_eq!(facet_key("!?"), None);
    }

    proptest! {
        #[test]
        fn an_address_reads_back(
            text in proptest::option::of("[^\\p{C}\\p{Z}]\\PC{0,20}[^\\p{C}\\p{Z}]"),
            chosen in prop::collection::vec(("[a-z]{1,6}", "[a-z0-9]{1,6}"), 0..6),
            low in proptest::option::of(0i64..1_000), more in 0i64..100_000,
            in_stock: bool, sort in 0usize..6, page in 1u32..500,
        ) {
            let mut list = ListQuery {
                text: text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
                chosen: chosen.into_iter().filter(|(k, _)| !RESERVED.contains(&k.as_str())).collect(),
                price_min: low, price_max: low.map(|l| l + more), in_stock, sort: Sort::ALL[sort], page,
                ..ListQuery::of_category("x")
            };
            list.chosen.sort();
            list.chosen.dedup();
            let address = list.to_query_string(EUR);
            let back = ListQuery::from_query_string(Some("x"), &address, EUR);
            prop_assert_eq!(&back, &list);
            prop_assert_eq!(back.to_query_string(EUR), address);
        }

        #[test]
        fn any_bytes_are_read_without_a_fault(query in "\\PC{0,200}") {
            let list = read(&query);
            let again = read(&list.to_query_string(EUR));
            prop_assert_eq!(again, list);
        }
    }
}
