//! The list of products.

use super::{
    page::{Heading, PageResult, page},
    parts::{add_link, pill},
    table::{Asked, Column, Place, empty},
};
use crate::web::{Flash, StaffVisit};
use axum::extract::Query;
use commerce::{
    catalog::{self, ProductQuery},
    text::{self, t},
};
use leptos::prelude::*;
use model::{
    Page,
    account::Permission,
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
pub async fn products(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let query = ProductQuery { page: asked.page(), view: asked.view, text: asked.q };
    let rows = catalog::products_for_staff(visit.shop(), &visit.actor(), query.clone()).await?;
    let flash = visit.said().await;
    let may_change = visit.staff.role.may(Permission::ChangeProducts);
    Ok(page(&visit, t("admin-products"), move || list(query, rows, may_change, &flash)))
}

/// The ways in and out for files of goods, and to a new product.
fn moving(may: bool) -> Option<impl IntoView> {
    may.then(|| {
        view! {
            <a class="button button-secondary" href="/admin/import">{t("admin-import")}</a>
            <a class="button button-secondary" href="/admin/export">{t("admin-export")}</a>
            {add_link("/admin/products/new", "admin-product-add")}
        }
    })
}

fn list(query: ProductQuery, rows: Page<ProductRow>, may_change: bool, flash: &Option<Flash>) -> impl IntoView + use<> {
    let place = Place::new("/admin/products", &[("view", &query.view), ("q", &query.text)]);
    let foot = place.pager(&rows);
    let table = match rows.items.is_empty() {
        true => empty("admin-products-empty", Some(("/admin/products", "admin-products-all"))).into_any(),
        false => place
            .table("admin-products", "comfortable", &columns(), rows.items.into_iter().map(row).collect())
            .into_any(),
    };
    view! {
        <main class="page" id="main">
            {Heading::new(t("admin-products")).actions(moving(may_change)).view(flash)}
            <section class="panel" aria-label=t("admin-products")>
                {place.tabs("admin-product-views", &VIEWS)}
                {place.filter("admin-product-search", None)}
                {table}
                {foot}
            </section>
        </main>
    }
}

fn columns() -> [Column; 5] {
    [
        Column::new("admin-col-product", "grow c-primary"),
        Column::new("admin-col-status", "c-status"),
        Column::new("admin-col-available", "num c-meta"),
        Column::new("admin-col-price", "num c-amount"),
        Column::new("admin-col-updated", "c-hide"),
    ]
}

fn row(product: ProductRow) -> AnyView {
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
    .into_any()
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
