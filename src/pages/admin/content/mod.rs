//! What staff write besides goods: pages of running text and menus.

mod menu;
mod menu_item;
mod page;
mod pages;

pub use menu::mover;

use crate::web::AppState;
use axum::{
    Router,
    routing::{get, post},
};

/// The addresses of pages and menus.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/pages", get(pages::pages))
        .route("/admin/pages/new", get(page::blank).post(page::create))
        .route("/admin/pages/{page}", get(page::edit).post(page::save))
        .route("/admin/pages/{page}/delete", get(page::ask_delete).post(page::delete))
        .route("/admin/menus", get(menu::menus))
        .route("/admin/menus/{menu}", get(menu::menu))
        .route("/admin/menus/{menu}/new", get(menu_item::blank).post(menu_item::create))
        .route("/admin/menus/{menu}/{item}", get(menu_item::edit).post(menu_item::save))
        .route("/admin/menus/{menu}/{item}/move", post(menu::shift))
        .route("/admin/menus/{menu}/{item}/delete", get(menu_item::ask_delete).post(menu_item::delete))
}
