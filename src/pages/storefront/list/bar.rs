//! Above the products: how many, in which order, and what narrows the list.

use super::FORM;
use crate::ui::{Icon, IconSize};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Currency, Money,
    search::{ListQuery, Listing, Sort},
};

/// The total; the button of the filters, which only a phone shows; and the order.
pub fn bar(query: &ListQuery, listing: &Listing) -> impl IntoView + use<> {
    let total = t_args("shop-list-total", &[("count", (listing.products.total as i64).into())]);
    let now = query.sort;
    let option = |sort: Sort| view! { <option value=sort.as_str() selected=sort == now>{t(label(sort))}</option> };
    view! {
        <div class="list-top">
            <p class="num strong" id="total" role="status">{total}</p>
            <div class="list-bar">
                <button class="button button--secondary list-bar__filter" popovertarget="filters">
                    <Icon name="filter" size=IconSize::Small/>
                    {filter_label(query)}
                </button>
                <label class="meta" for="sort">{t("shop-sort-by")}</label>
                <select class="input" id="sort" name="sort" form=FORM data-auto="all">{Sort::ALL.into_iter().map(option).collect::<Vec<_>>()}</select>
                <button class="button button--secondary no-script" form=FORM>{t("shop-sort-apply")}</button>
            </div>
        </div>
    }
}

fn filter_label(query: &ListQuery) -> String {
    let priced = query.price_min.is_some() || query.price_max.is_some();
    match query.chosen.len() + usize::from(query.in_stock) + usize::from(priced) {
        0 => t("shop-filter").to_owned(),
        count => t_args("shop-filter-count", &[("count", (count as i64).into())]),
    }
}

fn label(sort: Sort) -> &'static str {
    match sort {
        Sort::Featured => "shop-sort-featured",
        Sort::Newest => "shop-sort-newest",
        Sort::PriceAsc => "shop-sort-price-asc",
        Sort::PriceDesc => "shop-sort-price-desc",
        Sort::Rating => "shop-sort-rating",
        Sort::Title => "shop-sort-title",
    }
}

/// What narrows the list; a click on one lets it go.
pub fn chips(query: &ListQuery, listing: &Listing, currency: Currency) -> Option<impl IntoView + use<>> {
    let mut chips: Vec<(String, String)> = query
        .chosen
        .iter()
        .map(|(facet, value)| (name(listing, facet, value), query.toggled(facet, value).href(currency)))
        .collect();
    if query.price_min.is_some() || query.price_max.is_some() {
        let without = ListQuery { price_min: None, price_max: None, page: 1, ..query.clone() };
        chips.push((price(query, currency), without.href(currency)));
    }
    if query.in_stock {
        let without = ListQuery { in_stock: false, page: 1, ..query.clone() };
        chips.push((t("shop-in-stock").into(), without.href(currency)));
    }
    let chip = |(text, href): (String, String)| {
        view! {
            <a class="chip chip--on" href=href rel="nofollow">
                {text}
                <Icon name="close"/>
                <span class="vh">{t("shop-chip-remove")}</span>
            </a>
        }
    };
    query.filtered().then(|| {
        view! {
            <div class="chips chips--active">
                {chips.into_iter().map(chip).collect::<Vec<_>>()}
                <a class="text-button" href=query.cleared().href(currency)>{t("shop-list-clear")}</a>
            </div>
        }
    })
}

/// A chosen value as people call it; the word of the address where the list has no such value.
fn name(listing: &Listing, facet: &str, value: &str) -> String {
    let found = listing.facets.iter().find(|f| f.key == facet).and_then(|f| f.values.iter().find(|v| v.key == value));
    found.map_or_else(|| value.replace('-', " "), |found| found.label.clone())
}

fn price(query: &ListQuery, currency: Currency) -> String {
    let money = |minor: i64| Money::new(minor, currency);
    match (query.price_min, query.price_max) {
        (Some(low), Some(high)) => {
            t_args("shop-price-between", &[("low", money(low).into()), ("high", money(high).into())])
        }
        (Some(low), None) => t_args("shop-price-above", &[("low", money(low).into())]),
        (None, high) => t_args("shop-price-below", &[("high", money(high.unwrap_or_default()).into())]),
    }
}
