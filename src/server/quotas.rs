//! Limits of looking, by address: which requests count towards which. What changes something counts in its own page or
//! operation, where what was typed is not lost.

use crate::web::{AppState, Failed, client_address, is_counted};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use commerce::limits::{self, Limit};

/// Counts a request where there is a limit for it. This machine's own callers are not counted.
pub async fn enforce(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Failed> {
    let (parts, body) = request.into_parts();
    let counted = is_counted(&parts.extensions, &parts.headers);
    if let Some(limit) = quota(parts.uri.path()).filter(|_| counted) {
        // Looking goes on without the counters.
        limits::guard_reading(&state.shop, limit, &client_address(&parts)).await?;
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

fn quota(path: &str) -> Option<Limit> {
    match path {
        "/search" => Some(limits::SEARCH),
        "/search/suggest" => Some(limits::SUGGEST),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_or_can_be_abused_is_counted() {
        let name = |path| quota(path).map(|limit| limit.name);
        assert_eq!(name("/search"), Some("search"));
        assert_eq!(name("/search/suggest"), Some("suggest"));
        assert_eq!(name("/checkout"), None, "the page counts by itself, so that the form is kept");
        assert_eq!(name("/p/chair"), None);
    }
}
