//! What was looked at last: a row that scripts fill, since only the browser remembers it.

use super::parts::price;
use crate::{
    app::render,
    ui::Thumb,
    web::{Failed, Visit},
};
use axum::{
    extract::Query,
    http::header,
    response::{Html, IntoResponse, Response},
};
use commerce::{catalog, text::t};
use leptos::prelude::*;
use model::{ProductId, catalog::ProductCard};
use serde::Deserialize;

/// Products in the row, and the most ids that are read.
const SHOWN: usize = 3;
const READ: usize = 9;

/// Ids of products, the last one first.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    products: String,
}

/// The place of the row; it takes room only where the browser remembers something.
pub fn place() -> impl IntoView {
    view! { <section class="section seen" id="seen" aria-label=t("shop-seen")></section> }
}

/// `GET /seen?products=`: the row as HTML.
pub async fn seen(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Failed> {
    let ids: Vec<ProductId> = asked.products.split('.').take(READ).filter_map(|id| id.parse().ok()).collect();
    let mut cards = catalog::cards(visit.shop(), &ids, visit.pricing).await?;
    cards.truncate(SHOWN);
    let html = if cards.is_empty() { String::new() } else { render(move || row(cards)) };
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

fn row(cards: Vec<ProductCard>) -> impl IntoView {
    let items: Vec<_> = cards.into_iter().map(item).collect();
    view! {
        <div class="section__head">
            <h2>{t("shop-seen")}</h2>
            <button class="text-button" type="button" data-forget-seen>{t("shop-seen-forget")}</button>
        </div>
        <div class="resume">{items}</div>
    }
}

fn item(card: ProductCard) -> impl IntoView {
    let picture = card.pictures.into_iter().next().map(|picture| view! { <Thumb picture=picture width=64 height=80/> });
    let price = price(card.price, card.from);
    view! {
        <a href=format!("/p/{}", card.handle)>
            <span class="picture">{picture}</span>
            <span><span class="resume__title">{card.title}</span><span class="meta">{card.vendor}</span></span>
            {price}
        </a>
    }
}
