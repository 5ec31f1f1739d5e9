//! Limits by address: which requests count towards which. What is counted by cart, link or account
//! counts in its own page or operation.

use crate::web::{AppState, Failed, client_address, client_ip};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use commerce::limits::{self, Limit};

/// Counts a request where there is a limit for it. This machine's own callers are not counted.
pub async fn enforce(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Failed> {
    let (parts, body) = request.into_parts();
    let limit = quota(&parts.method, parts.uri.path());
    let outside = client_ip(&parts.extensions).is_some_and(|ip| !ip.is_loopback());
    if let Some(limit) = limit.filter(|_| outside) {
        let who = client_address(&parts);
        // Looking goes on without the counters; ordering and paying does not.
        if parts.method.is_safe() {
            limits::guard_reading(&state.shop, limit, &who).await?;
        } else {
            limits::guard(&state.shop, limit, &who).await?;
        }
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

fn quota(method: &Method, path: &str) -> Option<Limit> {
    let post = *method == Method::POST;
    match path {
        "/search" => Some(limits::SEARCH),
        "/search/suggest" => Some(limits::SUGGEST),
        "/checkout" if post => Some(limits::PLACE_ORDER_HOUR),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_or_can_be_abused_is_counted() {
        let name = |method, path| quota(&method, path).map(|limit| limit.name);
        assert_eq!(name(Method::POST, "/checkout"), Some("place-order-hour"));
        assert_eq!(name(Method::POST, "/order/abc/pay"), None, "the operation counts by itself");
        assert_eq!(name(Method::GET, "/search"), Some("search"));
        assert_eq!(name(Method::GET, "/checkout"), None);
        assert_eq!(name(Method::GET, "/p/chair"), None);
    }
}
