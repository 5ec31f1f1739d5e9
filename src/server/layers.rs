//! What lies between the socket and the pages: names and logs for requests, small bodies, one site, no panics.

use crate::web::{
    Failed,
    cache::{LookedFor, REQUEST_ID, Shared},
    is_secret, metrics,
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use commerce::import::MOST_UPLOADED;
use http_body_util::Limited;
use model::{Fault, FaultKind};
use std::{any::Any, time::Instant};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
    csrf::{CsrfLayer, ProtectionError},
};
use tracing::Instrument;

/// The route of addresses that are not in use.
const NOWHERE: &str = "none";
/// Most bytes of a body; forms and JSON need less.
const MOST_BYTES: usize = 256 * 1024;
/// Where staff hands in a file, which is written to the disk while it comes.
const UPLOAD: &str = "/admin/import";
/// Beginnings and ends of addresses that take pictures, and the most bytes of what is sent there.
const WITH_FILES: [(&str, &str, usize); 5] = [
    ("/p/", "/review", OF_A_REVIEW),
    ("/review/", "/change", OF_A_REVIEW),
    // Several pictures at once, which are read one by one as they come.
    ("/admin/products/", "/pictures", 20 * commerce::media::MAX_BYTES + MOST_BYTES),
    ("/admin/categories/", "/cover", OF_A_COVER),
    ("/admin/collections/", "/cover", OF_A_COVER),
];
/// A picture as cameras make them, likewise.
const OF_A_COVER: usize = 32 * 1024 * 1024 + MOST_BYTES;
/// The photos as cameras make them, far larger than what is taken, so that the form can say so; and the words.
const OF_A_REVIEW: usize = commerce::reviews::MOST_PHOTOS * 32 * 1024 * 1024 + MOST_BYTES;

/// Names the request, notes it, and gives the answer its name.
pub async fn observe(request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let route = request.extensions().get::<MatchedPath>().map_or(NOWHERE, MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let path = told(&route, request.uri().path()).to_owned();
    let span = tracing::info_span!("request", id, %method, path);
    let began = Instant::now();
    let mut answer = next.run(request).instrument(span.clone()).await;
    let (status, took) = (answer.status().as_u16(), began.elapsed());
    metrics::answered(method.as_str(), &route, status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    span.in_scope(|| match status {
        500.. => tracing::warn!(status, milliseconds, "answered"),
        400.. => tracing::info!(status, milliseconds, "answered"),
        _ => tracing::debug!(status, milliseconds, "answered"),
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

/// What a log may tell of an address. No log holds what only the shopper may know, not even where a link came with a
/// slash too many and is nobody's address.
fn told<'a>(route: &'a str, path: &'a str) -> &'a str {
    let holds_a_secret = route.contains("{token}") || route.contains("{reference}");
    let strayed = route == NOWHERE && (is_secret(path) || path.starts_with("/live/"));
    if holds_a_secret || strayed { route } else { path }
}

/// The name that a proxy gave the request, if it looks like one; else a fresh one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let fits = |id: &&str| (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    given.filter(fits).map_or_else(|| uuid::Uuid::now_v7().simple().to_string(), str::to_owned)
}

/// Turns a panic into the page for defects; the log has the rest.
pub fn catch_panic() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(panicked)
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failed(Fault::from(commerce::Broken::other(format_args!("a handler panicked: {text}")))).into_response()
}

/// Refuses bodies that are larger than any form; what lies about its length is cut off while it is read.
pub async fn small_body(request: Request, next: Next) -> Response {
    if request.uri().path() == UPLOAD && request.method() == Method::POST {
        let body = request.map(|body| Body::new(Limited::new(body, MOST_UPLOADED as usize + MOST_BYTES)));
        return next.run(body).await;
    }
    let most = most_bytes(request.uri().path());
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return Failed(Fault::new(FaultKind::TooLarge, "too-large")).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

fn most_bytes(path: &str) -> usize {
    let taken = WITH_FILES.iter().find(|(start, end, _)| path.starts_with(start) && path.ends_with(end));
    taken.map_or(MOST_BYTES, |(.., most)| *most)
}

/// Refuses changes that a page of another site asks for. Providers sign what they send instead.
pub fn same_site(public_url: &str) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let layer = CsrfLayer::new().with_insecure_bypass(|_: &Method, uri: &Uri| uri.path().starts_with("/webhooks/"));
    let layer = layer.clone().add_trusted_origin(public_url).unwrap_or(layer);
    layer.with_rejection_response(foreign)
}

fn foreign(error: ProtectionError) -> Response {
    tracing::info!(%error, "a change asked for by another site was refused");
    Failed(Fault::new(FaultKind::Forbidden, "not-same-site")).into_response()
}

/// Takes the mark of a shared page off where nobody looks for one: too many units in the cart, too long an address, no
/// room for pages.
pub async fn shared_where_looked_for(request: Request, next: Next) -> Response {
    let looked_for = request.extensions().get::<LookedFor>().is_some();
    let mut answer = next.run(request).await;
    if !looked_for && answer.extensions_mut().remove::<Shared>().is_some() {
        // Made for this visitor's badge, and without the tag of a kept page.
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

/// Compresses what was made for this one request; pages that are looked for are compressed by their keeper.
pub fn compression() -> CompressionLayer<impl Predicate> {
    let worth = SizeAbove::new(1024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotKept);
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth)
}

#[derive(Clone, Copy)]
struct NotKept;

impl Predicate for NotKept {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response.extensions().get::<Shared>().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn no_log_tells_a_secret_link() {
        assert_eq!(told("/order/{token}", "/order/abc"), "/order/{token}");
        assert_eq!(told("/pay/local/{reference}", "/pay/local/lp_1"), "/pay/local/{reference}");
        for strayed in ["/order/abc/", "/order/abc/pay/now", "/pay/local/lp_1/", "/live/order/abc/"] {
            assert_eq!(told("none", strayed), "none", "{strayed}");
        }
        assert_eq!(told("none", "/wp-login.php"), "/wp-login.php");
        assert_eq!(told("/p/{handle}", "/p/chair"), "/p/chair");
    }
}
