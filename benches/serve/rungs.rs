//! What the machine can do without us: the page's bytes from memory, and its SQL answered as JSON by bare axum.

use anyhow::Result;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    routing::get,
    serve::ListenerExt,
};
use bytes::Bytes;
use commerce::{Shop, catalog, settings};
use std::{fs, path};
use stoa::pages::storefront::product::{Loaded, load};

/// Serves `/static` (the bytes of a file) and `/bare/{handle}`.
pub async fn serve(port: u16, page: &path::Path) -> Result<()> {
    let bytes = Bytes::from(fs::read(page)?);
    let shop = Shop::open(settings::load()?).await?;
    let router = Router::new()
        .route("/static", get(move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }))
        .route("/bare/{handle}", get(product))
        .with_state(shop);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener.tap_io(|stream| drop(stream.set_nodelay(true))), router).await?;
    Ok(())
}

/// All that the product page reads, without the page.
async fn product(State(shop): State<Shop>, Path(handle): Path<String>) -> Result<Json<Loaded>, StatusCode> {
    let pricing = catalog::default_pricing(&shop);
    load(&shop, &handle, pricing).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
