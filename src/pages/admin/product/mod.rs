//! One product in the back office: written, pictured, put on sale, counted.

mod counts;
mod create;
mod editor;
mod gallery;
mod options;
mod parts;
mod place;
mod read;
mod side;
mod sold;
mod state;
mod stock;
mod upload;
mod variants;
mod view;

pub use stock::draw as stock;

use super::forms;
use crate::web::AppState;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// The addresses of one product.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/products/new", get(create::blank).post(create::create))
        .route("/admin/products/{product}", get(editor::edit).post(editor::save))
        // Its own limit is that of the server's layer, and one of each picture.
        .route("/admin/products/{product}/pictures", post(upload::upload).layer(DefaultBodyLimit::disable()))
        .route("/admin/products/{product}/preview", get(state::preview))
        .route("/admin/products/{product}/archive", post(state::archive))
        .route("/admin/products/{product}/restore", post(state::restore))
        .route("/admin/products/{product}/duplicate", post(state::duplicate))
        .route("/admin/products/{product}/price", post(forms::price))
        .route("/admin/products/{product}/stock", get(stock::product).post(forms::stock))
}
