//! Addresses of the back office, each behind the door.

use super::{
    categories, collections, content, cover, exports, forms, import_batch, imports, messages, order, orders, page,
    price_list, price_lists, product, products, redirects, reviews, searches, sign_in, synonyms, types,
};
use crate::web::{self, AppState, StaffVisit};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    response::Redirect,
    routing::{get, post},
};
use model::account::Permission;

/// Where somebody begins: at the first of these pages that the role may see.
fn first_page(visit: &StaffVisit) -> &'static str {
    match visit.staff.role {
        role if role.may(Permission::SeeOrders) => "/admin/orders",
        role if role.may(Permission::SeeProducts) => "/admin/products",
        _ => "/admin/reviews",
    }
}

/// Everything under `/admin`.
pub fn routes(state: &AppState) -> Router<AppState> {
    let pages = Router::new()
        .route("/admin", get(async |visit: StaffVisit| Redirect::to(first_page(&visit))))
        .merge(sales())
        .merge(catalog())
        .merge(categories::routes())
        .merge(collections::routes())
        .merge(cover::routes())
        .merge(content::routes())
        .merge(messages::routes())
        .merge(redirects::routes())
        .merge(synonyms::routes())
        .route("/admin/searches", get(searches::searches))
        .merge(types::routes())
        .layer(middleware::from_fn(page::explain));
    let inside = Router::new()
        .merge(pages)
        .merge(web::live::staff_routes())
        .layer(middleware::from_fn_with_state(state.clone(), web::staff_only));
    Router::new()
        .route("/admin/sign-in", get(sign_in::page).post(sign_in::submit))
        .route("/admin/sign-out", post(sign_in::leave))
        .merge(inside)
        .layer(web::staff_sessions(&state.shop))
}

fn sales() -> Router<AppState> {
    Router::new()
        .route("/admin/orders", get(orders::orders))
        .route("/admin/orders/{order}", get(order::order))
        .route("/admin/orders/{order}/step", post(forms::step))
        .route("/admin/reviews", get(reviews::reviews))
        .route("/admin/reviews/decide", post(reviews::decide_many))
        .route("/admin/reviews/{review}/decide", post(reviews::decide))
        .route("/admin/reviews/{review}/reply", post(reviews::answer))
}

/// Goods on their way in and out as files. The upload counts its bytes itself.
fn moving() -> Router<AppState> {
    Router::new()
        .route("/admin/export", get(exports::exports))
        .route("/admin/export/{list}", get(exports::export))
        .route("/admin/import", get(imports::imports).post(imports::upload).layer(DefaultBodyLimit::disable()))
        .route("/admin/import/{batch}", get(import_batch::import_page))
        .route("/admin/import/{batch}/check", post(import_batch::check))
        .route("/admin/import/{batch}/columns", get(import_batch::columns))
        .route("/admin/import/{batch}/commit", post(import_batch::commit))
        .route("/admin/import/{batch}/errors", get(import_batch::errors))
        .route("/admin/import/{batch}/undo", get(import_batch::ask_undo).post(imports::undo))
}

fn catalog() -> Router<AppState> {
    Router::new()
        .route("/admin/products", get(products::products))
        .route("/admin/price-lists", get(price_lists::lists))
        .route("/admin/price-lists/new", get(price_lists::new).post(price_lists::add))
        .route("/admin/price-lists/{list}", get(price_list::show).post(price_list::change))
        .route("/admin/price-lists/{list}/close", get(price_list::ask_close).post(price_list::close))
        .route("/admin/price-lists/{list}/{variant}", get(price_list::price).post(price_list::set_price))
        .merge(product::routes())
        .merge(moving())
}
