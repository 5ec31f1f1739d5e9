//! The page of every failure: one place decides what is drawn, and with which headers.

use super::typed::{self, Typed};
use crate::{
    pages::{checkout::kept_order, storefront::trouble},
    web::{AppState, Visit, fault_of, is_secret, live::same_origin, rpc, stamped},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use commerce::catalog;
use model::{Fault, FaultKind, percent};

/// Draws the page (or the JSON, for machines) of every fault that a handler returned, and of every refusal that the
/// framework made on its own, such as an address that does not parse.
pub async fn explain_failures(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let for_islands = path.starts_with("/rpc/");
    let for_machines = path.starts_with("/api/") || path.starts_with("/live/");
    // The visit is only needed when something fails; its parts are kept cheaply.
    let (parts, body) = request.into_parts();
    let (mut kept, ()) = axum::http::Request::new(()).into_parts();
    (kept.method, kept.uri, kept.headers) = (parts.method.clone(), parts.uri.clone(), parts.headers.clone());
    kept.extensions = parts.extensions.clone();
    let (response, typed) = match typed::keep(Request::from_parts(parts, body)).await {
        Ok((request, typed)) => (next.run(request).await, typed),
        Err(cut_off) => (cut_off.into_response(), None),
    };
    let Some(fault) = fault_of(&response) else { return response };
    let status = response.status();
    if let Some(elsewhere) = elsewhere(&state, &kept, &fault).await {
        return elsewhere;
    }
    let page = match () {
        () if for_islands => rpc::rejected(fault.clone()),
        () if for_machines => axum::Json(&fault).into_response(),
        () => page(kept, &state, &fault, status, typed).await,
    };
    let mut drawn = stamped(page, &fault);
    *drawn.status_mut() = status;
    for name in [header::ALLOW, header::SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            drawn.headers_mut().append(name.clone(), value.clone());
        }
    }
    drawn
}

/// The way on from an address where there is nothing any more, with the question that was asked there.
async fn elsewhere(state: &AppState, asked: &Parts, fault: &Fault) -> Option<Response> {
    let nothing_there = matches!(fault.kind, FaultKind::NotFound | FaultKind::Gone);
    if !nothing_there || !asked.method.is_safe() || is_secret(asked.uri.path()) {
        return None;
    }
    // A plus sign is a blank in forms only.
    let path = percent::decode(&asked.uri.path().trim_end_matches('/').replace('+', "%2B"));
    let to = catalog::redirect_of(&state.shop, &path).await.ok()??;
    let query = asked.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let steps: Vec<String> = to.split('/').map(percent::encoded).collect();
    let address = format!("{}{query}", steps.join("/"));
    let mut answer = StatusCode::MOVED_PERMANENTLY.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_str(&address).ok()?);
    // Whoever deletes the way again wants it gone in an hour.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Some(answer)
}

async fn page(mut parts: Parts, state: &AppState, fault: &Fault, status: StatusCode, typed: Option<Typed>) -> Response {
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    // What may go well another time is sent once more by one press; but what a page of another site filled in is not:
    // sent from here, it would pass for the shopper's own.
    let passing = matches!(fault.kind, FaultKind::RateLimited | FaultKind::Unavailable | FaultKind::Internal);
    let ours = same_origin(&visit.headers, &state.shop.settings.server.public_url).is_ok();
    if let Some(typed) = typed.filter(|_| passing && ours)
        && let Some(form) = typed.form(state).await
    {
        return kept_order(&visit, typed.path, &form, fault.clone()).into_response();
    }
    trouble::trouble(&visit, fault, status).await.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::layers::catch_panic;
    use axum::{Router, body::Body, middleware, routing::post};
    use testkit::TestShop;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_panic_loses_nothing_of_what_was_typed() {
        let shop = TestShop::new().await;
        let state = AppState::new(shop.clone());
        let broken = async || -> StatusCode { panic!("a defect") };
        let router = Router::new()
            .route("/checkout", post(broken))
            .route("/cart/add", post(broken))
            .layer(catch_panic())
            .layer(middleware::from_fn_with_state(state.clone(), explain_failures))
            .with_state(state);
        let send = async |path: &str, origin: &str| {
            let request = Request::post(path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::HOST, "shop.example")
                .header(header::ORIGIN, origin);
            let request = request.body(Body::from("email=mara%40example.org&city=Sankt+P%C3%B6lten")).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            String::from_utf8(body.to_vec()).unwrap()
        };
        let page = send("/checkout", "http://shop.example").await;
        for kept in ["action=\"/checkout\"", "value=\"mara@example.org\"", "value=\"Sankt Pölten\"", "Try again"] {
            assert!(page.contains(kept), "{kept} is not in {page}");
        }
        assert!(!send("/cart/add", "http://shop.example").await.contains("mara@example.org"));
        for foreign in ["https://evil.example", "null"] {
            assert!(!send("/checkout", foreign).await.contains("mara@example.org"), "{foreign} would fill in the form");
        }
    }
}
