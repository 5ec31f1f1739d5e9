//! Collections: `/collections` for all of them, and `/collection/<handle>`.

use super::pager;
use crate::{
    app::Head,
    pages::storefront::parts::{
        CARD_SIZES, collection_cards, crumbs, crumbs_ld, grid, list_head, section_head, trail, trail_ld,
    },
    web::{Failed, Page, PageResult, Visit},
};
use axum::extract::{Path, RawQuery};
use commerce::{
    catalog::{self, CatalogError},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    catalog::{CollectionCard, CollectionView, Picture},
    search::{ListQuery, PER_PAGE},
};

/// Other collections at the foot of one.
const OTHERS: usize = 3;
const ALL: &str = "/collections";

/// `GET /collections`
pub async fn collections(visit: Visit) -> PageResult {
    let list = visit.frame.collections().to_vec();
    if list.is_empty() {
        return Err(Failed(CatalogError::NoCollection.into()));
    }
    let title = t("shop-collections");
    let mut head = Head::new(title);
    head.description = Some(t("shop-collections-lead").into());
    head.canonical = Some(ALL.into());
    head.class = "list-page";
    head.image = list.iter().find_map(|one| one.picture.as_ref()).map(Picture::card);
    head.json_ld.push(crumbs_ld(&[], (title, ALL), |path| visit.site().absolute(path)));
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                {crumbs(&[], title)}
                <div class="list-head"><h1>{title}</h1><p class="lead">{t("shop-collections-lead")}</p></div>
                {collection_cards(list)}
            </div>
        }
    })
    .shared_as_list([], []))
}

/// `GET /collection/{handle}`
pub async fn collection(visit: Visit, Path(handle): Path<String>, RawQuery(raw): RawQuery) -> PageResult {
    let currency = visit.pricing.currency;
    let asked = ListQuery::from_query_string(None, raw.as_deref().unwrap_or_default(), currency);
    let list = catalog::collection(visit.shop(), &handle, visit.pricing, asked.page, PER_PAGE).await?;
    let head = head(&visit, &list);
    let total = t_args("shop-list-total", &[("count", (list.products.total as i64).into())]);
    let pager = pager::pager(&list.products, |page| address(&handle, page));
    let others = others(&visit, &handle);
    let shown: Vec<_> = list.products.items.iter().map(|card| card.id).collect();
    let CollectionView { title, intro, seo_text, products, cover, .. } = list;
    let cover = cover.filter(|_| products.page == 1);
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                {trail(above(), &title)}
                {list_head(title.clone(), intro, cover)}
                <p class="num strong list-total">{total}</p>
                <h2 class="vh">{t("shop-list-products")}</h2>
                {grid(products.items, true, super::EAGER)}
                {pager}
                {(!seo_text.is_empty()).then(|| view! {
                    <section class="section list-text stack" aria-label=t("shop-collection-about")><p>{seo_text}</p></section>
                })}
                {(!others.is_empty()).then(|| more(others))}
            </div>
        }
    })
    .shared_as_list(shown, []))
}

fn head(visit: &Visit, list: &CollectionView) -> Head {
    let mut head = Head::new(list.title.clone());
    let about = [&list.intro, &list.seo_text].into_iter().find(|text| !text.is_empty());
    head.description = about.cloned();
    head.class = "list-page";
    let first = list.products.items.iter().find_map(|card| card.pictures.first());
    head.image = list.cover.as_ref().or(first).map(Picture::card);
    head.preload = first.map(|picture| (picture.srcset(), CARD_SIZES.into()));
    let (page, pages) = (list.products.page, list.products.pages());
    if page > 1 {
        head.title = t_args("shop-list-page-title", &[("title", (&list.title).into()), ("page", page.into())]);
    }
    let path = address(&list.handle, 1);
    head.json_ld.push(trail_ld(above(), (&list.title, &path), |path| visit.site().absolute(path)));
    head.canonical = Some(address(&list.handle, page));
    head.prev = (page > 1).then(|| address(&list.handle, page - 1));
    head.next = (page < pages).then(|| address(&list.handle, page + 1));
    head
}

/// The address of a page of a collection.
fn address(handle: &str, page: u32) -> String {
    match page {
        1 => format!("/collection/{handle}"),
        page => format!("/collection/{handle}?page={page}"),
    }
}

fn above() -> Vec<(String, String)> {
    vec![(t("shop-collections").into(), ALL.into())]
}

/// The collections that come after one, beginning again at the first.
fn others(visit: &Visit, handle: &str) -> Vec<CollectionCard> {
    let all = visit.frame.collections();
    let here = all.iter().position(|one| one.handle == handle).unwrap_or_default();
    all.iter().cycle().skip(here + 1).take(all.len().saturating_sub(1).min(OTHERS)).cloned().collect()
}

fn more(others: Vec<CollectionCard>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="t-collections">
            {section_head("t-collections", t("shop-collections-more").into(), Some((ALL.into(), t("shop-see-all").into())))}
            {collection_cards(others)}
        </section>
    }
}
