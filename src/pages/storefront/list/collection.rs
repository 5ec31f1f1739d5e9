//! A collection: `/collection/<handle>`.

use crate::{
    app::Head,
    pages::storefront::parts::{CARD_SIZES, crumbs, grid},
    web::{Page, PageResult, Visit, cache::Tag},
};
use axum::extract::Path;
use commerce::{
    catalog,
    text::{t, t_args},
};
use leptos::prelude::*;

/// Collections are short lists; more than this is a category.
const MOST: usize = 96;

/// `GET /collection/{handle}`
pub async fn collection(visit: Visit, Path(handle): Path<String>) -> PageResult {
    let list = catalog::collection(visit.shop(), &handle, visit.pricing, MOST).await?;
    let mut head = Head::new(list.title.clone());
    head.description = (!list.intro.is_empty()).then(|| list.intro.clone());
    head.canonical = Some(format!("/collection/{handle}"));
    head.class = "list-page";
    head.preload =
        list.products.first().and_then(|card| card.pictures.first()).map(|p| (p.srcset(), CARD_SIZES.into()));
    let total = t_args("shop-list-total", &[("count", (list.products.len() as i64).into())]);
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                {crumbs(&[], &list.title)}
                <div class="list-head">
                    <h1>{list.title.clone()}</h1>
                    {(!list.intro.is_empty()).then(|| view! { <p class="lead">{list.intro}</p> })}
                </div>
                <div class="list-bar"><p class="num strong">{total}</p></div>
                <h2 class="vh">{t("shop-list-products")}</h2>
                {grid(list.products, true, super::EAGER)}
            </div>
        }
    })
    .shared_by([Tag::List]))
}
