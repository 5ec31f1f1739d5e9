//! The list of products.

use super::parts::{Wide, failed, pager, pill, view_tabs, visit};
use commerce::{
    catalog::{self, ProductQuery},
    text::{self, t},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use model::{
    Page,
    catalog::ProductStatus,
    stock::{ProductRow, StockRow},
};

const VIEWS: [(&str, &str); 5] = [
    ("all", "admin-view-all"),
    ("active", "admin-view-active"),
    ("draft", "admin-view-draft"),
    ("archived", "admin-view-archived"),
    ("sold_out", "admin-view-sold-out"),
];

/// `GET /admin/products`
#[component]
pub fn Products() -> impl IntoView {
    let asked = use_query_map().get_untracked();
    let query = ProductQuery {
        view: asked.get("view").unwrap_or_default(),
        text: asked.get("q").unwrap_or_default(),
        page: asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let visit = visit();
    view! {
        <Title text=t("admin-products")/>
        {Suspend::new(async move {
            let Some(visit) = visit else { return ().into_any() };
            match catalog::products_for_staff(&visit.state.shop, &visit.actor(), query.clone()).await {
                Ok(page) => list(query, page).into_any(),
                Err(error) => failed(error.into()),
            }
        })}
    }
}

fn list(query: ProductQuery, page: Page<ProductRow>) -> impl IntoView {
    let foot = pager(&page, "/admin/products", &[("view", &query.view), ("q", &query.text)]);
    view! {
        <main class="page" id="main">
            <header class="page-head"><div class="page-title"><h1>{t("admin-products")}</h1></div></header>
            <section class="panel" aria-label=t("admin-products")>
                {view_tabs(t("admin-product-views"), "/admin/products", &query.view, &VIEWS)}
                <form class="filter-bar" method="get" action="/admin/products" role="search">
                    <input type="hidden" name="view" value=query.view.clone()/>
                    <label class="visually-hidden" for="q">{t("admin-product-search")}</label>
                    <input class="input" id="q" name="q" type="search" value=query.text placeholder=t("admin-product-search")/>
                    <button class="button button-secondary" type="submit">{t("admin-search")}</button>
                </form>
                <Wide label=t("admin-products").to_owned()>
                    <table class="data-table comfortable cards-on-phone">
                        <caption class="visually-hidden">{t("admin-products")}</caption>
                        <thead><tr>
                            <th scope="col" class="grow c-primary">{t("admin-col-product")}</th>
                            <th scope="col" class="c-status">{t("admin-col-status")}</th>
                            <th scope="col" class="num c-meta">{t("admin-col-available")}</th>
                            <th scope="col" class="num c-amount">{t("admin-col-price")}</th>
                            <th scope="col" class="c-hide">{t("admin-col-updated")}</th>
                        </tr></thead>
                        <tbody>{page.items.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </Wide>
                {foot}
            </section>
        </main>
    }
}

fn row(product: ProductRow) -> impl IntoView {
    let picture =
        product.picture.as_ref().map(|p| view! { <img class="thumb" src=p.src(320) width="32" height="40" alt=""/> });
    let count = text::t_args("admin-variants", &[("count", (product.variants.len() as i64).into())]);
    let sub = if product.vendor.is_empty() { count } else { format!("{} · {count}", product.vendor) };
    view! {
        <tr>
            <td class="grow c-primary"><span class="media">{picture}<span>
                <a class="row-link" href=format!("/admin/products/{}", product.id)>{product.title.clone()}</a><span class="sub">{sub}</span>
            </span></span></td>
            <td class="c-status">{status_pill(product.status)}</td>
            <td class="num c-meta">{available(&product.variants)}</td>
            <td class="num c-amount">{price_span(&product.variants)}</td>
            <td class="c-hide"><span class="muted">{text::date_time(product.updated_at)}</span></td>
        </tr>
    }
}

/// A product's status as a pill.
pub fn status_pill(status: ProductStatus) -> impl IntoView {
    match status {
        ProductStatus::Active => pill("pill-done", "disc", t("admin-view-active").into()),
        ProductStatus::Draft => pill("", "dash-ring", t("admin-view-draft").into()),
        ProductStatus::Archived => pill("pill-done", "stop", t("admin-view-archived").into()),
    }
}

fn available(variants: &[StockRow]) -> String {
    let sum: i64 = variants.iter().map(|v| (v.on_hand - v.reserved).max(0)).sum();
    let out = variants.iter().filter(|v| v.on_hand - v.reserved <= 0).count();
    match (variants.len(), out) {
        (_, 0) | (1, _) => sum.to_string(),
        (_, out) => text::t_args("admin-available-out", &[("sum", sum.into()), ("out", (out as i64).into())]),
    }
}

fn price_span(variants: &[StockRow]) -> String {
    let low = variants.iter().map(|v| v.price).min_by_key(|price| price.minor);
    let high = variants.iter().map(|v| v.price).max_by_key(|price| price.minor);
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} – {high}"),
        _ => String::new(),
    }
}
