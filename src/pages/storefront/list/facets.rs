//! The filters: beside the list on a wide screen, a sheet on a phone, one form in both.

use super::{FORM, slider::slider, typed::WrongPrices};
use crate::{
    fragments::parts::field_error,
    pages::storefront::parts::{dot, hint},
    ui::{Icon, IconSize},
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Currency, Money,
    search::{Facet, FacetValue, ListQuery, Listing, PER_PAGE},
};

/// Values of a facet that are shown before "more"; facets that stand open at first.
const SHOWN: usize = 7;
const OPEN: usize = 5;

/// The form with all filters. It is always in the page, so that the fields elsewhere have their form.
pub fn panel(query: &ListQuery, listing: &Listing, currency: Currency) -> impl IntoView + use<> {
    let action = ListQuery { category: query.category.clone(), ..ListQuery::default() }.href(currency);
    let text = query.text.clone().map(|text| view! { <input type="hidden" name="q" value=text/> });
    let size = (query.per_page != PER_PAGE && query.per_page != 0)
        .then(|| view! { <input type="hidden" name="per-page" value=query.per_page/> });
    let price = price(query, listing, currency);
    let stock = stock(query, listing);
    let facets: Vec<_> = listing.facets.iter().enumerate().map(|(place, f)| facet(f, place < OPEN)).collect();
    let show = t_args("shop-filter-show", &[("count", (listing.products.total as i64).into())]);
    view! {
        <aside class="facets sheet" id="filters" popover aria-label=t("shop-filters")>
            <div class="sheet__head">
                <h2 class="h3">{t("shop-filter")}</h2>
                <button class="icon-button" popovertarget="filters" popovertargetaction="hide" autofocus
                    aria-label=t("shop-filters-close")><Icon name="close"/></button>
            </div>
            <form class="sheet__body" id=FORM action=action data-auto="(min-width: 64rem)" data-part>
                {text}
                {size}
                {facets}
                {price}
                {stock}
            </form>
            <div class="sheet__foot" id="filter-foot" data-part>
                <a class="button button--quiet button--lg" href=query.cleared().href(currency) data-list>{t("shop-list-clear")}</a>
                <button class="button button--primary button--lg" id="filter-show" form=FORM>{show}</button>
            </div>
        </aside>
    }
}

fn facet(facet: &Facet, open: bool) -> impl IntoView + use<> {
    let key = &facet.key;
    let open = open || facet.values.iter().any(|value| value.chosen);
    let first: Vec<_> = facet.values.iter().take(SHOWN).map(|value| row(key, value)).collect();
    let rest = facet.values.get(SHOWN..).filter(|rest| !rest.is_empty()).map(|rest| {
        let label = t_args("shop-facet-more", &[("count", (rest.len() as i64).into())]);
        let open = rest.iter().any(|value| value.chosen);
        let rows: Vec<_> = rest.iter().map(|value| row(key, value)).collect();
        view! { <details class="facet__more" id=format!("more-{key}") open=open><summary class="text-button">{label}</summary>{rows}</details> }
    });
    let texts: Vec<_> = facet.values.iter().map(|value| value.label.as_str()).chain([facet.label.as_str()]).collect();
    let hint = hint(key, &texts);
    fold(key, facet.label.clone(), open, view! { {first}{rest}{hint} })
}

fn fold<V: IntoView>(key: &str, label: String, open: bool, body: V) -> impl IntoView + use<V> {
    view! {
        <details class="facet" id=format!("fold-{key}") open=open>
            <summary><span>{label}</span><Icon name="chevron" size=IconSize::Small/></summary>
            <div class="facet__body">{body}</div>
        </details>
    }
}

fn row(facet: &str, value: &FacetValue) -> impl IntoView + use<> {
    // A value that would leave nothing stays visible, so that the list of values does not jump.
    let none = value.count == 0 && !value.chosen;
    let id = format!("f-{facet}-{}", value.key);
    view! {
        <label class="facet__row check">
            <input type="checkbox" id=id name=facet.to_owned() value=value.key.clone() checked=value.chosen disabled=none/>
            <span>{value.color.clone().map(dot)}{value.label.clone()}</span>
            <span class="facet__count">{value.count}</span>
        </label>
    }
}

fn price(query: &ListQuery, listing: &Listing, currency: Currency) -> Option<impl IntoView + use<>> {
    let wrong = use_context::<WrongPrices>().unwrap_or_default();
    let range = listing.price_range.filter(|(low, high)| low.minor < high.minor);
    if range.is_none() && wrong.sentence().is_none() {
        return None;
    }
    let field = |id: &'static str, label: &'static str, chosen: Option<i64>, bound: Option<Money>| {
        let (typed, sentence) = wrong.at(id).unzip();
        let value = typed.or_else(|| chosen.map(|minor| whole(Money::new(minor, currency))));
        let (error, invalid) = (format!("{id}-error"), sentence.is_some().then_some("true"));
        let described = sentence.is_some().then(|| error.clone());
        view! {
            <div class="field">
                <label class="field__label" for=id>{t_args(label, &[("currency", currency.symbol().into())])}</label>
                <input class="input input--sm" id=id name=id inputmode="decimal" maxlength="12" autocomplete="off"
                    value=value placeholder=bound.map(whole) aria-invalid=invalid aria-describedby=described/>
                {sentence.map(|sentence| field_error(error, sentence))}
            </div>
        }
    };
    let body = view! {
        {range.map(|range| slider(query, range, currency))}
        <div class="facet__range">
            {field("price-min", "shop-price-from-field", query.price_min, range.map(|(low, _)| low))}
            {field("price-max", "shop-price-to-field", query.price_max, range.map(|(_, high)| high))}
        </div>
    };
    Some(fold("price-range", t("shop-price").into(), true, body))
}

fn stock(query: &ListQuery, listing: &Listing) -> impl IntoView + use<> {
    let none = listing.in_stock == 0 && !query.in_stock;
    let body = view! {
        <label class="facet__row check">
            <input type="checkbox" id="in-stock" name="in-stock" value="1" checked=query.in_stock disabled=none/>
            <span>{t("shop-in-stock")}</span>
            <span class="facet__count">{listing.in_stock}</span>
        </label>
    };
    fold("stock-now", t("shop-stock").into(), true, body)
}

/// An amount as people type it: "129", "12.50".
fn whole(money: Money) -> String {
    let text = money.decimal();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}
