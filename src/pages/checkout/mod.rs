//! Cart, checkout, payment and order pages.

pub mod cart;
mod cart_changes;
mod cart_lines;
pub mod drawer;
mod parts;
mod payment;

use crate::web::AppState;
use axum::{
    Router,
    routing::{get, post},
};

/// Routes from the cart to the tracked order.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/cart", get(cart::cart))
        .route("/cart/add", post(cart_changes::add))
        .route("/cart/set", post(cart_changes::set))
        .route("/cart/remove", post(cart_changes::remove))
        .route("/cart/clear", post(cart_changes::clear))
        .route("/cart/accept", post(cart_changes::accept))
}
