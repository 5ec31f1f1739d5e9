//! A product: `/p/<handle>`, and `?variant=` for one of its variants.

mod buy;
mod delivery;
mod details;
mod gallery;
mod json_ld;
mod load;
pub mod notify;
mod picker;
mod place;
pub mod reviews;

use super::{
    parts::{Words, crumbs, crumbs_ld, grid, section_head},
    seen,
};
use crate::{
    app::{Head, render},
    fragments::parts::{Tone, note},
    web::{Failed, Page, PageResult, Visit, cache::Tag},
};
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{AppendHeaders, Html, IntoResponse, Response},
};
use commerce::{
    catalog::{self, CatalogError},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    VariantId,
    catalog::{Crumb, Picture, ProductCard, ProductView},
    review::Reviews,
};
use serde::Deserialize;

pub use load::{Loaded, load};
use place::Place;

/// Which variant the address names, and what was typed about it.
#[derive(Deserialize)]
pub struct Chosen {
    variant: Option<String>,
    /// Shows a product that nobody else sees yet.
    preview: Option<String>,
    /// The place of delivery, where it was typed.
    country: Option<String>,
    postcode: Option<String>,
}

/// `GET /p/{handle}`
pub async fn product(
    visit: Visit,
    Path(handle): Path<String>,
    Query(chosen): Query<Chosen>,
    Query(asked): Query<reviews::Asked>,
) -> PageResult {
    let loaded = match &chosen.preview {
        Some(token) => {
            let product = catalog::product_preview(visit.shop(), &handle, token, visit.pricing).await?;
            load::furnish(visit.shop(), product, visit.pricing, asked.query()).await?
        }
        None => load(visit.shop(), &handle, visit.pricing, asked.query()).await?,
    };
    let preview = chosen.preview.is_some();
    let Loaded { product, reviews, around, linked, whole } = loaded;
    let said = reviews::Place::new(&product.handle, asked);
    let place = place(&product, &chosen)?;
    let typed = Place::typed(&visit, &chosen);
    let cookie = typed.as_ref().and_then(|place| place.cookie(&visit));
    let wrong = typed.as_ref().is_some_and(|place| place.wrong.is_some());
    let links = buy::Links::of(&visit, typed.clone()).await?;
    let mut head = head(&visit, &product, place, &reviews, &links);
    head.noindex = preview;
    let beside = around.iter().flat_map(|(_, cards)| cards).chain(linked.all()).map(|card| card.id);
    let shown: Vec<_> = beside.chain([product.id]).map(Tag::Product).collect();
    let words = Words(visit.frame.words().clone());
    let mut page = Page::storefront(&visit, head, move || {
        provide_context(words);
        let bar = buy::bar(&product, place, &links);
        let pictures = gallery::gallery(&product, place);
        let column = buy::buy(&product, place, &links);
        view! {
            <div class="container">
                {preview.then(|| note(Tone::Plain, "info", view! { <p role="status">{t("shop-preview")}</p> }))}
                {crumbs(&product.crumbs, &product.title)}
                <div class="product">
                    {pictures}
                    <section class="buy" id="buy" data-product=product.id.to_string() aria-label=t("shop-buy")>{column}</section>
                    <p class="vh" role="status" id="buy-said"></p>
                    {details::details(&product, &links)}
                </div>
                {put_beside("t-cross", "shop-links-cross", linked.cross)}
                {reviews::reviews(&said, reviews)}
                {put_beside("t-upsell", "shop-links-upsell", linked.upsell)}
                {put_beside("t-related", "shop-links-related", linked.related)}
                {around.map(|(category, cards)| more(category, cards))}
                {seen::place()}
                {bar}
            </div>
        }
    });
    if wrong {
        page.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    // What was typed is one visitor's own, and what is not public yet is kept for nobody.
    Ok(match (typed, cookie) {
        (None, _) if preview => page,
        (None, _) => page.whole(whole).shared_by(shown),
        (Some(_), Some(cookie)) => page.cookie(cookie),
        (Some(_), None) => page,
    })
}

/// `GET /p/{handle}/buy`: the buy column alone, for a change of the variant without a new page.
pub async fn buy_column(
    visit: Visit,
    Path(handle): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failed> {
    let product = catalog::product_page(visit.shop(), &handle, visit.pricing).await?;
    let place = place(&product, &chosen)?;
    let typed = Place::typed(&visit, &chosen);
    let cookie = typed.as_ref().and_then(|place| place.cookie(&visit));
    let links = buy::Links::of(&visit, typed.or_else(|| Place::kept(&visit))).await?;
    let html = render(move || buy::buy(&product, place, &links));
    let cookie = cookie.map(|cookie| AppendHeaders([(header::SET_COOKIE, cookie)]));
    Ok(([(header::CACHE_CONTROL, "no-store")], cookie, Html(html)).into_response())
}

/// The place of the variant that is shown: the one asked for, or the first that can be bought.
fn place(product: &ProductView, chosen: &Chosen) -> Result<usize, CatalogError> {
    match chosen.variant.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => {
            let id: VariantId = text.parse().map_err(|_| CatalogError::NoVariant)?;
            product.variants.iter().position(|variant| variant.id == id).ok_or(CatalogError::NoVariant)
        }
        None => Ok(product.variants.iter().position(|variant| variant.availability.buyable()).unwrap_or(0)),
    }
}

/// A row of what staff put beside the product.
fn put_beside(id: &'static str, title: &'static str, products: Vec<ProductCard>) -> Option<impl IntoView> {
    (!products.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                {section_head(id, t(title).into(), None)}
                {grid(products, true, 0)}
            </section>
        }
    })
}

fn more(category: Crumb, products: Vec<ProductCard>) -> impl IntoView {
    let title = t_args("shop-product-similar", &[("category", (&category.title).into())]);
    view! {
        <section class="section" aria-labelledby="t-similar">
            {section_head("t-similar", title, Some((format!("/c/{}", category.handle), t("shop-see-all").into())))}
            {grid(products, true, 0)}
        </section>
    }
}

fn head(visit: &Visit, product: &ProductView, place: usize, reviews: &Reviews, links: &buy::Links) -> Head {
    let site = visit.site();
    let mut head = Head::new(product.seo_title.clone().unwrap_or_else(|| product.title.clone()));
    head.description = product.seo_description.clone().or_else(|| details::summary(&product.description));
    let path = format!("/p/{}", product.handle);
    head.preload = gallery::order(product, place).next().map(|(_, p)| (p.srcset(), gallery::SIZES.to_owned()));
    head.image = product.pictures.first().map(Picture::card);
    head.json_ld.push(json_ld::product(site, product, place, reviews, links));
    head.json_ld.push(crumbs_ld(&product.crumbs, (&product.title, &path), |path| site.absolute(path)));
    head.canonical = Some(path);
    head.section = product.crumbs.first().map(|root| root.handle.clone());
    head.class = "product-page";
    head
}
