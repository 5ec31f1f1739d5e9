//! A category: `/c/<handle>`.

use super::{Loaded, frame, load, typed::WrongPrices};
use crate::{
    app::Head,
    pages::storefront::parts::{Words, crumbs, crumbs_ld, list_head},
    ui::Thumb,
    web::{Page, PageResult, Visit},
};
use axum::extract::{Path, RawQuery};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    catalog::{CategoryNode, CategoryView, Picture},
    search::ListQuery,
};

/// `GET /c/{handle}`
pub async fn category(visit: Visit, Path(handle): Path<String>, RawQuery(raw): RawQuery) -> PageResult {
    let currency = visit.pricing.currency;
    let query = raw.as_deref().unwrap_or_default();
    let Loaded { category, listing } = load(visit.shop(), &handle, query, visit.pricing).await?;
    let wrong = WrongPrices::of(query, currency);
    let query = listing.query.clone();
    let pages = listing.products.pages();
    let mut head = head(&visit, &category);
    // Every page of the plain list is a page of its own; what is filtered or sorted counts as the plain list.
    let plain = ListQuery { page: query.page.min(pages), ..ListQuery::of_category(&handle) };
    if query.page > 1 {
        let page = [("title", (&category.title).into()), ("page", query.page.into())];
        head.title = t_args("shop-list-page-title", &page);
    }
    let first = listing.products.items.iter().find_map(|card| card.pictures.first());
    head.image = category.cover.as_ref().or(first).map(Picture::card);
    head.canonical = Some(plain.href(currency));
    head.noindex = query.filtered();
    head.prev = (query.page > 1).then(|| query.at_page(query.page - 1).href(currency));
    head.next = (query.page < pages).then(|| query.at_page(query.page + 1).href(currency));
    head.preload = listing
        .products
        .items
        .first()
        .and_then(|card| card.pictures.first())
        .map(|picture| (picture.srcset(), crate::pages::storefront::parts::CARD_SIZES.to_owned()));
    let above = above(&category);
    let cover = category.cover.clone().filter(|_| query.page == 1);
    let CategoryView { title, intro, seo_text, children, .. } = category;
    let shown: Vec<_> = listing.products.items.iter().map(|card| card.id).collect();
    let told = wrong.clone();
    let words = Words(visit.frame.words().clone());
    let page = Page::storefront(&visit, head, move || {
        provide_context(told);
        provide_context(words);
        view! {
            <div class="container">
                {crumbs(&above, &title)}
                {list_head(title.clone(), intro, cover)}
                {below(&children)}
                {frame(query, listing, currency)}
                {(!seo_text.is_empty()).then(|| view! {
                    <section class="section list-text stack" aria-label=t("shop-list-about")><p>{seo_text}</p></section>
                })}
            </div>
        }
    });
    Ok(wrong.answer(page.shared_as_list(shown, [])))
}

fn head(visit: &Visit, category: &CategoryView) -> Head {
    let mut head = Head::new(category.title.clone());
    head.description = (!category.intro.is_empty()).then(|| category.intro.clone());
    head.section = category.crumbs.first().map(|root| root.handle.clone());
    head.class = "list-page";
    let path = format!("/c/{}", category.handle);
    head.json_ld.push(crumbs_ld(&above(category), (&category.title, &path), |path| visit.site().absolute(path)));
    head
}

/// The way to the category, without itself.
fn above(category: &CategoryView) -> Vec<model::catalog::Crumb> {
    category.crumbs.iter().filter(|crumb| crumb.handle != category.handle).cloned().collect()
}

fn below(children: &[CategoryNode]) -> Option<impl IntoView + use<>> {
    let child = |node: &CategoryNode| {
        let picture =
            node.picture.clone().map(|p| view! { <span class="picture"><Thumb picture=p width=48 height=48/></span> });
        let class = if picture.is_some() { "sub-tile" } else { "sub-tile sub-tile--plain" };
        view! { <a class=class href=format!("/c/{}", node.handle)>{picture}<span>{node.title.clone()}</span></a> }
    };
    let children: Vec<_> = children.iter().filter(|node| node.products > 0).map(child).collect();
    let some = !children.is_empty();
    some.then(|| view! { <nav class="sub-tiles scroll-x" aria-label=t("shop-list-below")>{children}</nav> })
}
