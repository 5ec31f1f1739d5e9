//! What shoppers browse.

pub mod content;
pub mod home;
pub mod list;
pub mod parts;
pub mod product;
pub mod trouble;

use crate::web::AppState;
use axum::{Router, routing::get};

/// The pages that only show.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .route("/c/{handle}", get(list::category))
        .route("/collections", get(list::collections))
        .route("/collection/{handle}", get(list::collection))
        .route("/search", get(list::search))
        .route("/search/suggest", get(list::suggest))
        .route("/p/{handle}", get(product::product))
        .route("/p/{handle}/buy", get(product::buy_column))
        .route("/page/{handle}", get(content::content))
}
