//! Cart, checkout, payment and order pages.

mod cart;
mod cart_changes;
mod frame;
mod local_gateway;
mod order;
mod order_form;
mod order_kept;

use crate::web::AppState;
use axum::{
    Router,
    routing::{get, post},
};
pub use order_kept::page as kept_order;

/// Routes from the cart to the tracked order.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/cart", get(cart::cart))
        .route("/cart/add", post(cart_changes::add))
        .route("/cart/set", post(cart_changes::set))
        .route("/cart/remove", post(cart_changes::remove))
        .route("/cart/clear", post(cart_changes::clear))
        .route("/cart/accept", post(cart_changes::accept))
        .route("/checkout", get(order_form::show).post(order_form::place))
        .route("/checkout/update", post(order_form::update))
        .route("/order/{token}", get(order::show))
        .route("/order/{token}/pay", post(order::pay))
        .route("/order/{token}/cancel", post(order::cancel))
        .route("/pay/local/{reference}", get(local_gateway::show).post(local_gateway::decide))
}
