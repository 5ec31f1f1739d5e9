//! What the machine can do without us: the bytes of pages from memory, and their SQL answered as JSON by bare axum.

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
use model::review::ReviewQuery;
use std::{fs, path::PathBuf};
use stoa::pages::storefront::{list, product};

/// Serves `/static/{n}` (the bytes of the n-th file), `/bare/p/{handle}` and `/bare/c/{handle}`.
pub async fn serve(port: u16, pages: &[PathBuf]) -> Result<()> {
    let bytes = pages.iter().map(|page| Ok(Bytes::from(fs::read(page)?))).collect::<Result<Vec<_>>>()?;
    let shop = Shop::open(settings::load()?).await?;
    let mut router = Router::new();
    for (at, page) in bytes.into_iter().enumerate() {
        let answer = get(move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) });
        router = router.route(&format!("/static/{at}"), answer);
    }
    let router =
        router.route("/bare/p/{handle}", get(a_product)).route("/bare/c/{handle}", get(a_list)).with_state(shop);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener.tap_io(|stream| drop(stream.set_nodelay(true))), router).await?;
    Ok(())
}

/// All that the product page reads, without the page.
async fn a_product(State(shop): State<Shop>, Path(handle): Path<String>) -> Result<Json<product::Loaded>, StatusCode> {
    let pricing = catalog::default_pricing(&shop);
    product::load(&shop, &handle, pricing, ReviewQuery::default())
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// All that the page of a category reads and counts, without the page.
async fn a_list(State(shop): State<Shop>, Path(handle): Path<String>) -> Result<Json<list::Loaded>, StatusCode> {
    let pricing = catalog::default_pricing(&shop);
    list::load(&shop, &handle, "", pricing).await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
