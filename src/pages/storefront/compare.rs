//! Products side by side: `/compare`. Which they are is kept in a cookie, so that it needs no account and no scripts.

mod rows;
mod table;

use super::parts::{grid, section_head, trail};
use crate::{
    app::Head,
    web::{Failed, Form, Page, PageResult, Visit, cookie},
};
use axum::{
    extract::Query,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use commerce::{
    catalog::{self, CatalogError},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    ProductId,
    catalog::{ProductCard, ProductView},
};
use serde::Deserialize;

/// The cookie; scripts may change it.
const COOKIE: &str = "stoa_compare";
const MAX_AGE: u32 = 30 * 24 * 60 * 60;
const MOST: usize = 4;
/// Products that are offered where nothing is compared yet.
const OFFERED: u32 = 4;

/// How the comparison is seen.
#[derive(Deserialize)]
pub struct Seen {
    /// Only rows in which they differ.
    differences: Option<String>,
    /// One more was asked for than there is room for.
    full: Option<String>,
}

/// A product to put beside the others, or to take away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    product: String,
}

/// A product that is compared.
struct Column {
    card: ProductCard,
    product: ProductView,
}

/// `GET /compare`
pub async fn compare(visit: Visit, Query(seen): Query<Seen>) -> PageResult {
    let columns = columns(&visit).await?;
    let mut head = Head::new(t("shop-compare"));
    head.noindex = true;
    head.class = "compare-page";
    let offered = if columns.len() < 2 { offered(&visit).await } else { vec![] };
    let delivery = visit.frame.delivery().cloned();
    Ok(Page::storefront(&visit, head, move || {
        let title = match columns.len() {
            0 => t("shop-compare").to_owned(),
            count => t_args("shop-compare-title", &[("count", (count as i64).into())]),
        };
        let full = seen.full.is_some() && columns.len() >= MOST;
        let few = columns.len() < 2;
        let groups = rows::groups(&columns, delivery.as_ref());
        view! {
            <div class="container">
                {trail(vec![], t("shop-compare"))}
                <div class="list-head">
                    <h1>{title}</h1>
                    <p class="meta">{t("shop-compare-kept")}</p>
                </div>
                {full.then(|| view! { <p class="note-line" role="alert">{t("shop-compare-full")}</p> })}
                {few.then(|| view! { <p class="lead">{t("shop-compare-few")}</p> })}
                {(!columns.is_empty()).then(|| table::table(&columns, groups, seen.differences.is_some() && !few))}
                {(!offered.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-offered">
                        {section_head("t-offered", t("shop-home-best").into(), None)}
                        {grid(offered, true, 0)}
                    </section>
                })}
            </div>
        }
    }))
}

/// `POST /compare/add`
pub async fn add(visit: Visit, Form(choice): Form<Choice>) -> Result<Response, Failed> {
    let product: ProductId = choice.product.parse().map_err(|_| Failed(CatalogError::NoProduct.into()))?;
    let mut ids = compared(&visit);
    if ids.contains(&product) {
        return Ok(Redirect::to("/compare").into_response());
    }
    if ids.len() >= MOST {
        // What is sold no longer stands in nobody's way.
        let there = catalog::cards(visit.shop(), &ids, visit.pricing).await?;
        ids.retain(|id| there.iter().any(|card| card.id == *id));
    }
    if ids.len() >= MOST {
        return Ok(Redirect::to("/compare?full=1").into_response());
    }
    ids.push(product);
    Ok(kept(&visit, &ids))
}

/// `POST /compare/remove`
pub async fn remove(visit: Visit, Form(choice): Form<Choice>) -> Response {
    let gone: Option<ProductId> = choice.product.parse().ok();
    let mut ids = compared(&visit);
    ids.retain(|id| Some(*id) != gone);
    kept(&visit, &ids)
}

fn kept(visit: &Visit, ids: &[ProductId]) -> Response {
    let value = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
    let cookie = visit.site().open_cookie(COOKIE, &value, "/", MAX_AGE);
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/compare")).into_response()
}

/// What the cookie names, without what cannot be read.
fn compared(visit: &Visit) -> Vec<ProductId> {
    let value = cookie(&visit.headers, COOKIE).unwrap_or_default();
    let mut ids: Vec<ProductId> = vec![];
    for id in value.split('.').filter_map(|id| id.parse().ok()) {
        if !ids.contains(&id) && ids.len() < MOST {
            ids.push(id);
        }
    }
    ids
}

/// The products that are still for sale.
async fn columns(visit: &Visit) -> Result<Vec<Column>, Failed> {
    let mut columns = vec![];
    for card in catalog::cards(visit.shop(), &compared(visit), visit.pricing).await? {
        if let Ok(product) = catalog::product_page(visit.shop(), &card.handle, visit.pricing).await {
            columns.push(Column { card, product });
        }
    }
    Ok(columns)
}

async fn offered(visit: &Visit) -> Vec<ProductCard> {
    let best = catalog::collection(visit.shop(), "best-sellers", visit.pricing, 1, OFFERED).await;
    best.map(|list| list.products.items).unwrap_or_default()
}
