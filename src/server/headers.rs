//! Headers on every answer, whatever made it.

use crate::web::{AppState, is_secret};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// The headers that never change.
#[derive(Clone)]
pub struct Common(HeaderMap);

/// For whatever brings no policy of its own: it shows nothing and is shown nowhere.
const STRICT: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
);

impl Common {
    /// The headers of a server; those about HTTPS only where the shop is reached by it.
    pub fn new(state: &AppState) -> Self {
        let mut headers = HeaderMap::new();
        let mut set =
            |name: HeaderName, value: &'static str| drop(headers.insert(name, HeaderValue::from_static(value)));
        if state.site.secure() {
            set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
        }
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
        set(
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        );
        Self(headers)
    }
}

/// Adds them.
pub async fn protect(State(common): State<Common>, request: Request, next: Next) -> Response {
    // Pages behind a secret link never tell their address.
    let secret = is_secret(request.uri().path());
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in &common.0 {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    // Nothing at all would make browsers hide the origin of forms too.
    let referrer = if secret { "same-origin" } else { "strict-origin-when-cross-origin" };
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static(referrer));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(STRICT);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}
