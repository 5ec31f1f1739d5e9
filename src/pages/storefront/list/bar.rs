//! Above the products: how many, and in which order.

use super::FORM;
use crate::ui::{Icon, IconSize};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::search::{ListQuery, Listing, Sort};

/// The total; the button of the filters, which only a phone shows; and the order.
pub fn bar(query: &ListQuery, listing: &Listing) -> impl IntoView + use<> {
    let total = t_args("shop-list-total", &[("count", (listing.products.total as i64).into())]);
    let now = query.sort;
    let option = |sort: Sort| view! { <option value=sort.as_str() selected=sort == now>{t(label(sort))}</option> };
    view! {
        <div class="list-top">
            <p class="num strong" id="total" tabindex="-1">{total}</p>
            <div class="list-bar">
                <button class="button button--secondary list-bar__filter" id="filter-open" popovertarget="filters">
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
