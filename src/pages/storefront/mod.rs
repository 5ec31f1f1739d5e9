//! What shoppers browse.

pub mod compare;
pub mod content;
pub mod home;
pub mod list;
pub mod parts;
pub mod product;
pub mod seen;
pub mod trouble;
pub mod wishlist;

use crate::web::AppState;
use axum::{
    Router,
    routing::{get, post},
};

/// The pages to browse, and the wishlist's forms.
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
        .route("/seen", get(seen::seen))
        .route("/compare", get(compare::compare))
        .route("/compare/add", post(compare::add))
        .route("/compare/remove", post(compare::remove))
        .route("/page/{handle}", get(content::content))
        .route("/wishlist", get(wishlist::own))
        .route("/wishlist/add", post(wishlist::add))
        .route("/wishlist/remove", post(wishlist::remove))
        .route("/wishlist/share", post(wishlist::share))
        .route("/wishlist/unshare", post(wishlist::unshare))
        .route("/wishlist/shared/{token}", get(wishlist::shared))
}
