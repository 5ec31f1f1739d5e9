//! Filters as chips above the products: those that are chosen, and those that many choose.

use crate::ui::Icon;
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Currency, Money,
    search::{Facet, FacetValue, ListQuery, Listing},
};

/// Filters offered above the list.
const POPULAR: usize = 4;

/// What narrows the list; a click on one lets it go.
pub fn chosen(query: &ListQuery, listing: &Listing, currency: Currency) -> Option<impl IntoView + use<>> {
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
            <a class="chip chip--on" href=href rel="nofollow" data-list>
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
                <a class="text-button" href=query.cleared().href(currency) data-list>{t("shop-list-clear")}</a>
            </div>
        }
    })
}

/// The value of each facet that most products have, of those that still leave something out.
pub fn popular(query: &ListQuery, listing: &Listing, currency: Currency) -> Option<impl IntoView + use<>> {
    let total = listing.products.total;
    let offer = |facet: &Facet| {
        let open = facet.values.iter().all(|value| !value.chosen);
        let narrows = |value: &&FacetValue| value.count > 1 && u64::from(value.count) < total;
        let best = facet.values.iter().filter(narrows).max_by_key(|value| value.count)?;
        open.then(|| {
            let href = query.toggled(&facet.key, &best.key).href(currency);
            view! {
                <a class="chip" href=href rel="nofollow" data-list>
                    {best.label.clone()}<span class="chip__count">{best.count}</span>
                </a>
            }
        })
    };
    // The first facet is the category; its values stand above the list already.
    let chips: Vec<_> =
        listing.facets.iter().filter(|facet| facet.key != "category").filter_map(offer).take(POPULAR).collect();
    (chips.len() > 1).then(|| {
        view! {
            <nav class="chips chips--popular scroll-x" aria-label=t("shop-popular-label")>
                <span class="meta" aria-hidden="true">{t("shop-popular")}</span>
                {chips}
            </nav>
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
