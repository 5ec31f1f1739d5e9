//! The one table of the back office: columns that sort, a form that filters, pages, and what an empty list offers.
//! Below 640 px each row is a card.

use super::parts::Wide;
use commerce::text::{self, t};
use leptos::prelude::*;
use model::{Page, percent::encoded};
use serde::Deserialize;
use std::borrow::Cow;

/// What is asked of a list with views and a search.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub view: String,
    pub q: String,
    page: Option<u32>,
}

impl Asked {
    /// The page, from 1.
    pub fn page(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

/// A column: key of its words, its place in the card of a phone, and by what it sorts.
pub struct Column {
    label: &'static str,
    class: &'static str,
    sort: Option<&'static str>,
}

impl Column {
    /// A column. Its class says what it is on a phone: `c-primary`, `c-amount`, `c-date`, `c-meta`, `c-status`, `c-hide`;
    /// and `num`, `fit` or `grow` on a desk. The cells of the rows bear the same.
    pub fn new(label: &'static str, class: &'static str) -> Self {
        Self { label, class, sort: None }
    }

    /// The same, by which the list can be sorted.
    pub fn sorts(self, by: &'static str) -> Self {
        Self { sort: Some(by), ..self }
    }
}

/// Where a list stands: its address, and what of the address stays when one thing changes.
#[derive(Clone, Debug, Default)]
pub struct Place {
    base: Cow<'static, str>,
    kept: Vec<(&'static str, String)>,
}

impl Place {
    /// The place of a list with what was asked for; what is empty does not show in addresses.
    pub fn new(base: &'static str, asked: &[(&'static str, &str)]) -> Self {
        Self::at(base, asked)
    }

    /// The same for a list whose address names what it is of.
    pub fn at(base: impl Into<Cow<'static, str>>, asked: &[(&'static str, &str)]) -> Self {
        let kept = asked.iter().filter(|(_, value)| !value.is_empty());
        Self { base: base.into(), kept: kept.map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }

    fn value(&self, name: &str) -> &str {
        self.kept.iter().find(|(kept, _)| *kept == name).map_or("", |(_, value)| value)
    }

    /// The address with one thing changed; the page begins anew.
    pub fn with(&self, name: &str, value: &str) -> String {
        let changed = [(name, value)].into_iter().filter(|(_, value)| !value.is_empty());
        let kept = self.kept.iter().map(|(kept, value)| (*kept, value.as_str())).filter(|(kept, _)| *kept != name);
        let query: Vec<_> = kept.chain(changed).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if query.is_empty() { self.base.to_string() } else { format!("{}?{}", self.base, query.join("&")) }
    }

    /// The views of the list as links; the first is the one without a name.
    pub fn tabs(&self, label: &'static str, views: &[(&'static str, &'static str)]) -> impl IntoView + use<> {
        let current = self.value("view").to_owned();
        let first = views.first().map(|(view, _)| *view).unwrap_or_default();
        let tabs = views.iter().map(|(view, key)| {
            let on = *view == current || (current.is_empty() && *view == first);
            view! { <a class="view-tab" href=self.with("view", view) aria-current=on.then_some("true")>{t(key)}</a> }
        });
        let tabs = tabs.collect_view();
        view! { <nav class="view-tabs" aria-label=t(label)>{tabs}</nav> }
    }

    /// The form that filters the list; `more` are fields beside the search.
    pub fn filter(&self, label: &'static str, more: Option<AnyView>) -> impl IntoView + use<> {
        let stay = self.kept.iter().filter(|(name, _)| ["view", "sort"].contains(name)).map(|(name, value)| {
            view! { <input type="hidden" name=*name value=value.clone()/> }
        });
        let stay = stay.collect_view();
        view! {
            <form class="filter-bar" method="get" action=self.base.to_string() role="search">
                {stay}
                <label class="visually-hidden" for="q">{t(label)}</label>
                <input class="input" id="q" name="q" type="search" maxlength="200" value=self.value("q").to_owned() placeholder=t(label)/>
                {more}
                <button class="button button-secondary" type="submit">{t("admin-search")}</button>
            </form>
        }
    }

    /// The table; every row brings its own `tr`.
    pub fn table(
        &self,
        label: &'static str,
        look: &'static str,
        columns: &[Column],
        rows: Vec<AnyView>,
    ) -> impl IntoView + use<> {
        let head: Vec<_> = columns.iter().map(|column| self.head(column)).collect();
        view! {
            <Wide label=t(label).to_owned()>
                <table class=format!("data-table cards-on-phone {look}")>
                    <caption class="visually-hidden">{t(label)}</caption>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </Wide>
        }
    }

    fn head(&self, column: &Column) -> AnyView {
        let Some(by) = column.sort else {
            return view! { <th scope="col" class=column.class>{t(column.label)}</th> }.into_any();
        };
        let current = self.value("sort");
        let (up, down) = (current == by, current.strip_prefix('-') == Some(by));
        let sorted = if up { Some("ascending") } else { down.then_some("descending") };
        let next = if up { format!("-{by}") } else { by.to_owned() };
        view! {
            <th scope="col" class=column.class aria-sort=sorted><a href=self.with("sort", &next)>{t(column.label)}</a></th>
        }
        .into_any()
    }

    /// The foot of the list: what is shown and the way to the pages beside it. A list of nothing has none.
    pub fn pager<T>(&self, page: &Page<T>) -> Option<impl IntoView + use<T>> {
        if page.total == 0 {
            return None;
        }
        let first = u64::from((page.page - 1) * page.per_page) + 1;
        let last = first + page.items.len() as u64 - u64::from(!page.items.is_empty());
        let numbers = [("first", first), ("last", last), ("total", page.total)];
        let numbers = numbers.map(|(name, number)| (name, number.cast_signed().into()));
        let shown = match page.items.is_empty() {
            true => t("admin-list-empty").to_owned(),
            false => text::t_args("admin-list-shown", &numbers),
        };
        let to = |number: u32| self.with("page", &number.to_string());
        let before = (page.page > 1).then(|| (to(page.page - 1), t("admin-page-before")));
        let after = (page.page < page.pages()).then(|| (to(page.page + 1), t("admin-page-after")));
        let link = |(href, label): (String, &'static str)| view! { <a class="button button-secondary button-sm" href=href>{label}</a> };
        Some(view! {
            <div class="table-foot">
                <span>{shown}</span>
                <span class="pager row">{before.map(link)}{after.map(link)}</span>
            </div>
        })
    }
}

/// What a list without a row says, with at most one thing to do.
pub fn empty(sentence: &'static str, action: Option<(&'static str, &'static str)>) -> impl IntoView {
    let action = action.map(|(href, label)| view! { <a class="button button-secondary" href=href>{t(label)}</a> });
    view! { <div class="empty"><p class="muted">{t(sentence)}</p>{action}</div> }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn an_address_keeps_what_was_asked_for() {
        let place = Place::new("/admin/pages", &[("view", "draft"), ("q", "a b"), ("sort", "")]);
        assert_eq!(place.with("page", "2"), "/admin/pages?view=draft&q=a+b&page=2");
        assert_eq!(place.with("view", ""), "/admin/pages?q=a+b");
        assert_eq!(Place::new("/admin/pages", &[]).with("sort", ""), "/admin/pages");
    }
}
