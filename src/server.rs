//! The one place that puts pages, actions and files together and serves them.

use crate::{pages, web};
use axum::{Router, middleware};
use commerce::Shop;
use web::AppState;

/// Every route of the shop.
pub fn router(shop: Shop) -> Router {
    let state = AppState::new(shop);
    let settings = &state.shop.settings;
    let files = web::static_files(&settings.server.site_root, &settings.storage.dir);
    Router::new()
        .merge(pages::storefront::routes())
        .merge(pages::admin::routes(&state))
        .merge(pages::checkout::routes())
        .merge(pages::dev::routes())
        .merge(web::rpc::routes())
        .merge(web::live::routes())
        .fallback(pages::storefront::trouble::nowhere)
        .layer(middleware::from_fn_with_state(state.clone(), web::explain_failures))
        .merge(web::webhooks())
        .merge(files)
        .with_state(state)
}
