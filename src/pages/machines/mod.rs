//! What machines read about the shop: search engines, price comparisons, assistants.

mod card;
mod google;
mod llms;
mod robots;
mod sitemap;

use crate::web::{AppState, cache::Shared};
use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

/// The files at the root that are made from the catalog.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/robots.txt", get(robots::robots))
        .route("/card/{picture}", get(card::card))
        .route("/feeds/google.xml", get(google::google))
        .route("/llms.txt", get(llms::llms))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
}

/// A text that is equal for everybody, kept until anything in the catalog changes.
fn shared(kind: &'static str, text: String) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=0, must-revalidate")];
    let mut answer = (headers, text).into_response();
    answer.extensions_mut().insert(Shared::default());
    answer
}
