//! What can be suggested: product types, tags, categories, pages and titles.

use super::{
    shelf::{Categories, Item, Items},
    words,
};
use insight::{Entry, Suggester};
use model::Time;
use std::{collections::HashMap, sync::Arc};

/// Suggestions by kind; the ids of categories and products are their numbers on the shelf.
#[derive(Default)]
pub struct Lexicon {
    pub queries: Suggester,
    /// Labels of the queries.
    pub labels: Vec<Arc<str>>,
    pub categories: Suggester,
    pub products: Suggester,
    pub pages: Suggester,
    /// Handle and title of each page.
    pub page_list: Vec<(String, String)>,
}

impl Lexicon {
    /// Builds the suggestions of everything that is published.
    pub fn build(items: &Items, categories: &Categories, pages: &[(String, String)], now: Time) -> Self {
        let live: Vec<(u32, &Arc<Item>)> = (0..).zip(items.iter()).filter(|(_, item)| item.shown(now)).collect();
        let (queries, labels) = queries(&live);
        let entry = |text: &str, weight: u32, id: u32| Entry { text: words::normal(text), weight, id };
        let products = live.iter().map(|(at, item)| entry(&item.title, item.weight(), *at));
        let shown = (0..).zip(&categories.list).filter(|(_, category)| !category.members.is_empty());
        let sized = shown.map(|(slot, category)| entry(&category.title, category.members.len() as u32, slot));
        let page_entries = (0..).zip(pages).map(|(at, (_, title))| entry(title, 1, at));
        Self {
            queries,
            labels,
            categories: Suggester::build(sized),
            products: Suggester::build(products),
            pages: Suggester::build(page_entries),
            page_list: pages.to_vec(),
        }
    }
}

/// Product types and tags as things to search for, the common ones first; writings of one word are one.
fn queries(live: &[(u32, &Arc<Item>)]) -> (Suggester, Vec<Arc<str>>) {
    let mut counts: HashMap<String, (Arc<str>, u32)> = HashMap::new();
    let mut forms: HashMap<&Arc<str>, String> = HashMap::new();
    for (_, item) in live {
        for (term, weight) in std::iter::once((&item.kind, 3)).chain(item.tags.iter().map(|tag| (tag, 1))) {
            let form = forms.entry(term).or_insert_with(|| words::normal(term));
            // Tags such as "season:2026" or "a,b" are marks of the back office and nothing to search for.
            if form.is_empty() || term.contains([':', '_', '=', '/']) || form.len() > 40 {
                continue;
            }
            match counts.get_mut(form) {
                Some(known) => known.1 += weight,
                None => drop(counts.insert(form.clone(), (term.to_lowercase().into(), weight))),
            }
        }
    }
    let mut rows: Vec<(String, Arc<str>, u32)> =
        counts.into_iter().map(|(form, (label, n))| (form, label, n)).collect();
    rows.sort_unstable();
    let entries = (0..).zip(&rows).map(|(id, (form, _, n))| Entry { text: form.clone(), weight: *n, id });
    let suggester = Suggester::build(entries);
    (suggester, rows.into_iter().map(|(_, label, _)| label).collect())
}
