//! What can be suggested: popular searches, product types, tags, categories, pages and titles.

use super::{
    shelf::{Categories, Item, Items},
    words,
};
use insight::{Entry, Suggester};
use model::Time;
use std::{collections::HashMap, sync::Arc};

/// Suggestions by kind; the ids of categories and products are their numbers on the shelf.
#[derive(Clone, Default)]
pub struct Lexicon {
    pub queries: Arc<Suggester>,
    /// Labels of the queries.
    pub labels: Arc<[Arc<str>]>,
    pub categories: Arc<Suggester>,
    pub products: Arc<Suggester>,
    pub pages: Arc<Suggester>,
    /// Searches that many made and that found something, with their number.
    pub popular: Arc<[(String, u32)]>,
    /// Handle and title of each page.
    pub page_list: Arc<[(String, String)]>,
}

impl Lexicon {
    /// Builds the suggestions of everything that is published.
    pub fn build(
        items: &Items,
        categories: &Categories,
        pages: &[(String, String)],
        popular: Arc<[(String, u32)]>,
        now: Time,
    ) -> Self {
        let live: Vec<(u32, &Arc<Item>)> = (0..).zip(items.iter()).filter(|(_, item)| item.shown(now)).collect();
        let (queries, labels) = queries(&live, &popular);
        let entry = |text: &str, weight: u32, id: u32| Entry { text: words::normal(text), weight, id };
        let products = live.iter().map(|(at, item)| entry(&item.title, item.weight(), *at));
        let shown = (0..).zip(&categories.list).filter(|(_, category)| !category.members.is_empty());
        let sized = shown.map(|(slot, category)| entry(&category.title, category.members.len() as u32, slot));
        let (queries, labels) = (Arc::new(queries), labels.into());
        let (categories, products) = (Arc::new(Suggester::build(sized)), Arc::new(Suggester::build(products)));
        Self { queries, labels, categories, products, popular, ..Self::default() }.with_pages(pages)
    }

    /// The same with other pages.
    pub fn with_pages(&self, pages: &[(String, String)]) -> Self {
        let entry =
            |(at, (_, title)): (u32, &(String, String))| Entry { text: words::normal(title), weight: 1, id: at };
        let suggester = Suggester::build((0..).zip(pages).map(entry));
        Self { pages: Arc::new(suggester), page_list: pages.into(), ..self.clone() }
    }
}

/// What others searched for, product types and tags, the common ones first; writings of one word are one.
fn queries(live: &[(u32, &Arc<Item>)], popular: &[(String, u32)]) -> (Suggester, Vec<Arc<str>>) {
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
    for (term, searches) in popular {
        // A search says more of what people look for than a tag.
        let weight = searches.saturating_mul(10);
        let known = counts.entry(words::normal(term)).or_insert_with(|| (term.as_str().into(), 0));
        known.1 = known.1.saturating_add(weight);
    }
    let mut rows: Vec<(String, Arc<str>, u32)> =
        counts.into_iter().map(|(form, (label, n))| (form, label, n)).collect();
    rows.sort_unstable();
    let entries = (0..).zip(&rows).map(|(id, (form, _, n))| Entry { text: form.clone(), weight: *n, id });
    let suggester = Suggester::build(entries);
    (suggester, rows.into_iter().map(|(_, label, _)| label).collect())
}
