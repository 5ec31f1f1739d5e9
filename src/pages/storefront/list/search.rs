//! Search: `/search?q=`, and the lines under the search field.

use super::frame;
use crate::{
    app::{Head, render},
    pages::storefront::parts::{grid, picked, price, section_head, tiles},
    ui::{Icon, IconSize, Thumb, suggest as suggestions},
    web::{Failed, Page, PageResult, Visit, cache::Tag},
};
use axum::{
    extract::{Query, RawQuery},
    http::header,
    response::{Html, IntoResponse, Response},
};
use commerce::{
    catalog, search as operation,
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    catalog::{CategoryNode, ProductCard},
    search::{ListQuery, Listing, Suggestion, SuggestionKind},
};
use serde::Deserialize;

const FEW: u32 = 4;

/// `GET /search`
pub async fn search(visit: Visit, RawQuery(raw): RawQuery) -> PageResult {
    let currency = visit.pricing.currency;
    let asked = ListQuery::from_query_string(None, raw.as_deref().unwrap_or_default(), currency);
    let mut head = Head::new(t("shop-search"));
    head.noindex = true;
    head.class = "search-page";
    let Some(text) = asked.text.clone() else { return Ok(ask(&visit, head)) };
    let listing = operation::list(visit.shop(), &asked, visit.pricing).await?;
    let query = listing.query.clone();
    head.title = t_args("shop-search-title", &[("text", (&text).into())]);
    head.search = Some(text.clone());
    if listing.products.total == 0 && !query.filtered() {
        return nothing(&visit, head, text).await;
    }
    let hints = operation::suggest(visit.shop(), &text, visit.pricing).await.unwrap_or_default();
    let title = title(&text, &listing);
    let shown: Vec<_> = listing.products.items.iter().map(|card| card.id).collect();
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                <div class="list-head" id="list-head" data-part>
                    <h1>{title}</h1>
                    {listing.corrected.as_deref().map(|used| corrected(&text, used))}
                    {elsewhere(hints)}
                </div>
                {frame(query, listing, currency)}
            </div>
        }
    })
    .shared_as_list(shown, [Tag::Found]))
}

/// Nothing was asked yet.
fn ask(visit: &Visit, head: Head) -> Page {
    let tree = visit.frame.menu().clone();
    Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                <div class="page-head"><h1>{t("shop-search-label")}</h1>{field("")}</div>
                {instead(&tree)}
            </div>
        }
    })
}

/// Nothing was found: other words, categories, and what others find.
async fn nothing(visit: &Visit, head: Head, text: String) -> PageResult {
    let best: Vec<ProductCard> = match catalog::collection(visit.shop(), "best-sellers", visit.pricing, 1, FEW).await {
        Ok(list) => list.products.items,
        Err(_) => vec![],
    };
    let tree = visit.frame.menu().clone();
    let words: Vec<String> =
        text.split_whitespace().filter(|word| word.chars().count() > 2).map(str::to_owned).collect();
    let words = if words.len() > 1 { words } else { vec![] };
    let title = t_args("shop-search-nothing", &[("text", (&text).into())]);
    Ok(Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                <div class="page-head">
                    {field(&text)}
                    <h1>{title}</h1>
                    <p class="lead">{t("shop-search-nothing-hint")}</p>
                    {(!words.is_empty()).then(|| view! {
                        <div class="chips">{words.into_iter().map(word).collect::<Vec<_>>()}</div>
                    })}
                </div>
                {instead(&tree)}
                {(!best.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-others">
                        {section_head("t-others", t("shop-search-others").into(), None)}
                        {grid(best, true, 0)}
                    </section>
                })}
            </div>
        }
    }))
}

fn word(word: String) -> impl IntoView {
    let href = ListQuery { text: Some(word.clone()), ..ListQuery::default() }.href(model::Currency::EUR);
    view! { <a class="chip" href=href rel="nofollow">{word}</a> }
}

fn title(text: &str, listing: &Listing) -> String {
    t_args("shop-search-results", &[("count", (listing.products.total as i64).into()), ("text", text.into())])
}

fn corrected(text: &str, used: &str) -> impl IntoView + use<> {
    let line = t_args("shop-search-corrected", &[("text", text.into()), ("used", used.into())]);
    view! { <p class="lead">{line}</p> }
}

/// Categories and pages that the words name.
fn elsewhere(hints: Vec<Suggestion>) -> Option<impl IntoView> {
    let places: Vec<_> = hints
        .into_iter()
        .filter(|hint| matches!(hint.kind, SuggestionKind::Category | SuggestionKind::Page))
        .map(|hint| view! { <a class="chip" href=hint.href>{hint.label}<Icon name="right" size=IconSize::Small/></a> })
        .collect();
    (!places.is_empty()).then(|| view! { <nav class="chips" aria-label=t("shop-search-places")>{places}</nav> })
}

/// A search field in the page itself.
pub fn field(text: &str) -> impl IntoView + use<> {
    let text = text.to_owned();
    view! {
        <search class="lost">
            <div class="search-box">
                <form class="input-group input-group--lead" action="/search">
                    <Icon name="search"/>
                    <label class="vh" for="sq">{t("shop-search-label")}</label>
                    <input class="input" id="sq" name="q" type="search" maxlength="200" autocomplete="off"
                        data-list="sq-list" value=text/>
                </form>
                {suggestions("sq-list", t("shop-suggestions"))}
            </div>
        </search>
    }
}

/// Categories for people who did not find what they looked for.
pub fn instead(tree: &[CategoryNode]) -> Option<impl IntoView + use<>> {
    let nodes = picked(tree, FEW as usize);
    (!nodes.is_empty()).then(|| {
        view! {
            <section aria-labelledby="t-instead">
                {section_head("t-instead", t("shop-search-instead").into(), None)}
                {tiles(nodes, true)}
            </section>
        }
    })
}

/// The letters typed so far.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// `GET /search/suggest`: the lines as HTML, ready to be put under the field.
pub async fn suggest(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Failed> {
    let lines = operation::suggest(visit.shop(), &typed.q, visit.pricing).await?;
    let html = if lines.is_empty() { String::new() } else { render(move || groups(lines)) };
    Ok(([(header::CACHE_CONTROL, "private, max-age=60")], Html(html)).into_response())
}

fn groups(lines: Vec<Suggestion>) -> impl IntoView {
    use SuggestionKind::{Category, Page, Product, Query};
    let lines: Vec<(usize, Suggestion)> = lines.into_iter().enumerate().collect();
    let kinds = [
        (Query, "shop-suggest-queries"),
        (Category, "shop-suggest-categories"),
        (Product, "shop-suggest-products"),
        (Page, "shop-suggest-pages"),
    ];
    let group = |(kind, label): (SuggestionKind, &'static str)| {
        let rows: Vec<_> = lines.iter().filter(|(_, line)| line.kind == kind).cloned().map(line).collect();
        (!rows.is_empty()).then(|| {
            view! { <div role="group" aria-label=t(label)><p class="suggest__label" aria-hidden="true">{t(label)}</p>{rows}</div> }
        })
    };
    kinds.map(group).into_iter().flatten().collect::<Vec<_>>()
}

fn line((place, line): (usize, Suggestion)) -> impl IntoView {
    let sign = match (line.picture, line.kind) {
        (Some(picture), _) => view! { <Thumb picture=picture width=40 height=50/> }.into_any(),
        (None, SuggestionKind::Query) => view! { <Icon name="search"/> }.into_any(),
        (None, _) => view! { <Icon name="right"/> }.into_any(),
    };
    let price = line.price.map(|p| price(p, false));
    view! {
        <a class="suggest__row" role="option" aria-selected="false" id=format!("suggestion-{place}") href=line.href tabindex="-1">
            {sign}
            <span>{line.label}</span>
            {price}
        </a>
    }
}
