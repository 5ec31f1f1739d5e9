//! Lists as CSV, sent while they are read.

use super::{import_batch::csv, page::PageResult};
use crate::web::{Failed, StaffVisit};
use axum::{
    body::Body,
    extract::{Path, Query},
};
use bytes::Bytes;
use commerce::{
    export::{Export, Exporter, Format, What},
    limits,
};
use futures::stream;
use model::{Fault, FaultKind};
use serde::Deserialize;
use tokio::sync::Semaphore;

/// Exports of this node that run at once; each reads the whole catalog.
const AT_ONCE: usize = 4;
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Whose columns are wanted.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    format: String,
}

/// `GET /admin/export/{list}`
pub async fn export(visit: StaffVisit, Path(list): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let format = match asked.format.as_str() {
        "shopify-legacy" => Format::ShopifyLegacy,
        "woocommerce" => Format::WooCommerce,
        _ => Format::Shopify,
    };
    let what = match list.as_str() {
        "products" => What::Products(format),
        "categories" => What::Categories,
        "collections" => What::Collections,
        "reviews" => What::Reviews,
        "pages" => What::Pages,
        "redirects" => What::Redirects,
        _ => return Err(Failed(Fault::not_found("not-found"))),
    };
    visit.limit(limits::EXPORT).await?;
    let Ok(place) = PLACES.try_acquire() else {
        return Err(Failed(Fault::new(FaultKind::Unavailable, "too-busy").retry_after(5)));
    };
    let exporter = Exporter::new(visit.shop(), &visit.actor(), Export { what, images: None })?;
    // An export that breaks off ends the answer before its time, so that nobody takes half of it for the whole.
    let pieces = stream::try_unfold((exporter, place), |(mut exporter, place)| async move {
        let piece = exporter.next().await.map_err(|error| {
            tracing::error!(%error, "an export ended early");
            std::io::Error::other("the export ended early")
        })?;
        Ok::<_, std::io::Error>(piece.map(|piece| (Bytes::from(piece), (exporter, place))))
    });
    Ok(csv(&format!("{list}.csv"), Body::from_stream(pieces)))
}
