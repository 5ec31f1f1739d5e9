//! What shoppers browse.

pub mod compare;
pub mod contact;
pub mod content;
pub mod currency;
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
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use product::{notify, reviews};

/// The pages to browse, the wishlist's forms, and the choice of the currency.
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
        .route("/contact", get(contact::page).post(contact::write))
        .route("/wishlist", get(wishlist::own))
        .route("/wishlist/add", post(wishlist::add))
        .route("/wishlist/remove", post(wishlist::remove))
        .route("/wishlist/share", post(wishlist::share))
        .route("/wishlist/unshare", post(wishlist::unshare))
        .route("/wishlist/shared/{token}", get(wishlist::shared))
        .route("/currency", post(currency::choose))
        .route("/p/{handle}/notify", get(notify::page).post(notify::wish))
        .route("/notice/{token}", get(notify::notice))
        .route("/notice/{token}/stop", post(notify::stop))
        .merge(reviews_routes())
}

/// Reviews are written and changed with photos; how many bytes these may have is said for all addresses in one place.
fn reviews_routes() -> Router<AppState> {
    Router::new()
        .route("/p/{handle}/review", get(reviews::page).post(reviews::submit))
        .route("/p/{handle}/helpful", post(reviews::helpful))
        .route("/review/{token}", get(reviews::show))
        .route("/review/{token}/change", post(reviews::change))
        .route("/review/{token}/withdraw", post(reviews::withdraw))
        .layer(DefaultBodyLimit::disable())
}
