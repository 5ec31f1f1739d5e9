//! The page of every failure: one place decides what is drawn, and with which headers.

use crate::{
    pages::storefront::trouble,
    web::{AppState, Visit, fault_of, rpc, stamped},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::Fault;

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
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(fault) = fault_of(&response) else { return response };
    let status = response.status();
    let page = match () {
        () if for_islands => rpc::rejected(fault.clone()),
        () if for_machines => axum::Json(&fault).into_response(),
        () => page(kept, &state, &fault, status).await,
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

async fn page(mut parts: Parts, state: &AppState, fault: &Fault, status: StatusCode) -> Response {
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    trouble::trouble(&visit, fault, status).await.into_response()
}
