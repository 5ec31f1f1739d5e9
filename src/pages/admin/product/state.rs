//! Archiving, restoring and copying a product.

use super::editor::{address, load};
use crate::{
    pages::admin::page::{PageResult, done},
    web::{Flash, StaffVisit},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use commerce::{
    catalog::{self, DuplicateProduct, MoveProducts, Target},
    text::{t, t_args},
};

/// `POST /admin/products/{product}/archive`: the note of the next page takes it back by one press.
pub async fn archive(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = load(&visit, &product).await?;
    let command = MoveProducts { products: vec![product.id], to: Target::Archived };
    catalog::move_products(visit.shop(), &visit.actor(), command).await?;
    let words = t_args("admin-product-archived", &[("title", (&product.details.title).into())]);
    visit.say(Flash::good(words).undo(format!("{}/restore", address(product.id)))).await;
    Ok(Redirect::to("/admin/products").into_response())
}

/// `POST /admin/products/{product}/restore`
pub async fn restore(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = load(&visit, &product).await?;
    let command = MoveProducts { products: vec![product.id], to: Target::Restored };
    catalog::move_products(visit.shop(), &visit.actor(), command).await?;
    Ok(done(&visit, t("admin-product-restored"), &address(product.id)).await)
}

/// `POST /admin/products/{product}/duplicate`
pub async fn duplicate(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = load(&visit, &product).await?.id;
    let command = DuplicateProduct { product, title: String::new() };
    let copy = catalog::duplicate_product(visit.shop(), &visit.actor(), command).await?;
    Ok(done(&visit, t("admin-product-copied"), &address(copy)).await)
}

/// `GET /admin/products/{product}/preview`: its page as it will be, by a link that others can open for a day.
pub async fn preview(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = load(&visit, &product).await?.id;
    let link = catalog::preview_link(visit.shop(), &visit.actor(), product).await?;
    Ok(Redirect::to(&link).into_response())
}
