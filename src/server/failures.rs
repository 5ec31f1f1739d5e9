//! The page of every failure: one place decides what is drawn, and with which headers.

use crate::{
    pages::storefront::trouble,
    web::{AppState, Visit, fault_of},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::Fault;

/// Draws the page (or the JSON, for machines) of every fault that a handler returned, and of every refusal that the
/// framework made on its own, such as an address that does not parse.
pub async fn explain_failures(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let for_machines = path.starts_with("/api/") || path.starts_with("/rpc/") || path.starts_with("/live/");
    // The visit is only needed when something fails; its parts are kept cheaply.
    let (parts, body) = request.into_parts();
    let (mut kept, ()) = axum::http::Request::new(()).into_parts();
    (kept.method, kept.uri, kept.headers) = (parts.method.clone(), parts.uri.clone(), parts.headers.clone());
    kept.extensions = parts.extensions.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(fault) = fault_of(&response) else { return response };
    let mut drawn = if for_machines { axum::Json(&fault).into_response() } else { page(kept, &state, &fault).await };
    *drawn.status_mut() = response.status();
    for name in [header::ALLOW, header::SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            drawn.headers_mut().append(name.clone(), value.clone());
        }
    }
    if let Some(seconds) = fault.retry_after {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    drawn
}

async fn page(mut parts: axum::http::request::Parts, state: &AppState, fault: &Fault) -> Response {
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    trouble::trouble(&visit, fault).await.into_response()
}
