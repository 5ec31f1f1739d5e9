//! Addresses of the back office, each behind the door.

use super::{document, forms, sign_in};
use crate::web::{self, AppState, StaffVisit};
use axum::{
    Router, middleware,
    response::Redirect,
    routing::{get, post},
};
use leptos::{prelude::provide_context, server_fn::axum::server_fn_paths};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions};
use model::account::Permission;

/// Where somebody begins: the orders, or the goods for those who see no orders.
fn first_page(visit: &StaffVisit) -> &'static str {
    if visit.staff.role.may(Permission::SeeOrders) { "/admin/orders" } else { "/admin/products" }
}

/// Everything under `/admin`.
pub fn routes(state: &AppState) -> Router<AppState> {
    // The framework would put every server function behind this door; they have a route of their own.
    let functions = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let pages = generate_route_list_with_exclusions(document::Tree, Some(functions));
    let context = state.clone();
    let shell = state.clone();
    let inside = Router::new()
        .leptos_routes_with_context(
            state,
            pages,
            move || provide_context(context.clone()),
            move || document::document(&shell),
        )
        .route("/admin", get(async |visit: StaffVisit| Redirect::to(first_page(&visit))))
        .route("/admin/orders/{order}/step", post(forms::step))
        .route("/admin/products/{product}/price", post(forms::price))
        .route("/admin/products/{product}/stock", post(forms::stock))
        .merge(web::live::staff_routes())
        .layer(middleware::from_fn_with_state(state.clone(), web::staff_only));
    Router::new()
        .route("/admin/sign-in", get(sign_in::page).post(sign_in::submit))
        .route("/admin/sign-out", post(sign_in::leave))
        .merge(inside)
        .layer(web::staff_sessions(&state.shop))
}
