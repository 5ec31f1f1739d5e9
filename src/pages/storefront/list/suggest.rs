//! The lines under the search field.

use crate::{
    app::render,
    pages::storefront::parts::{marks, price},
    ui::{Icon, Thumb},
    web::{Failed, Visit},
};
use axum::{
    extract::Query,
    http::header,
    response::{Html, IntoResponse, Response},
};
use commerce::{search as operation, text::t};
use leptos::prelude::*;
use model::search::{Suggestion, SuggestionKind};
use serde::Deserialize;

/// The letters typed so far.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// `GET /search/suggest`: the lines as HTML, ready to be put under the field.
pub async fn suggest(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Failed> {
    let lines = operation::suggest(visit.shop(), &typed.q, visit.pricing).await?;
    let html = if lines.is_empty() { String::new() } else { render(move || groups(lines, &typed.q)) };
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

fn groups(lines: Vec<Suggestion>, typed: &str) -> impl IntoView + use<> {
    use SuggestionKind::{Category, Page, Product, Query};
    let lines: Vec<(usize, Suggestion)> = lines.into_iter().enumerate().collect();
    let kinds = [
        (Query, "shop-suggest-queries"),
        (Category, "shop-suggest-categories"),
        (Product, "shop-suggest-products"),
        (Page, "shop-suggest-pages"),
    ];
    let group = |(kind, label): (SuggestionKind, &'static str)| {
        let of_kind = lines.iter().filter(|(_, line)| line.kind == kind).cloned();
        let rows: Vec<_> = of_kind.map(|one| line(one, typed)).collect();
        (!rows.is_empty()).then(|| {
            view! { <div role="group" aria-label=t(label)><p class="suggest__label" aria-hidden="true">{t(label)}</p>{rows}</div> }
        })
    };
    kinds.map(group).into_iter().flatten().collect::<Vec<_>>()
}

fn line((place, line): (usize, Suggestion), typed: &str) -> impl IntoView + use<> {
    let sign = match (line.picture, line.kind) {
        (Some(picture), _) => view! { <Thumb picture=picture width=40 height=50/> }.into_any(),
        (None, SuggestionKind::Query) => view! { <Icon name="search"/> }.into_any(),
        (None, _) => view! { <Icon name="right"/> }.into_any(),
    };
    let price = line.price.map(|p| price(p, false));
    view! {
        <a class="suggest__row" role="option" aria-selected="false" id=format!("suggestion-{place}") href=line.href tabindex="-1">
            {sign}
            <span>{marks(&line.label, typed)}</span>
            {price}
        </a>
    }
}
