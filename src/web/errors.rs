//! From a fault to an answer: one place decides the page, the status and the headers.

use super::{AppState, Visit};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use commerce::text;
use model::Fault;

/// A fault as a handler returns it; the page around it is made by [`explain_failures`].
#[derive(Debug)]
pub struct Failed(pub Fault);

impl<E: Into<Fault>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response =
            StatusCode::from_u16(self.0.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        response.extensions_mut().insert(Failure(text::explain(self.0)));
        response
    }
}

/// The fault behind a response, for the layer that draws it.
#[derive(Clone)]
struct Failure(Fault);

/// Draws the page (or the JSON, for machines) of every fault that a handler returned.
pub async fn explain_failures(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let for_machines = parts.uri.path().starts_with("/api/") || parts.uri.path().starts_with("/rpc/");
    // The visit is only needed when something fails; its parts are kept cheaply.
    let mut kept = axum::http::Request::new(()).into_parts().0;
    kept.uri = parts.uri.clone();
    kept.headers = parts.headers.clone();
    std::mem::swap(&mut kept.method, &mut parts.method);
    parts.method = kept.method.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(Failure(fault)) = response.extensions().get::<Failure>().cloned() else { return response };
    let mut drawn = if for_machines { axum::Json(&fault).into_response() } else { page(kept, &state, &fault).await };
    *drawn.status_mut() = response.status();
    if let Some(seconds) = fault.retry_after {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    drawn
}

async fn page(mut parts: axum::http::request::Parts, state: &AppState, fault: &Fault) -> Response {
    use axum::extract::FromRequestParts;
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    crate::pages::storefront::trouble::trouble(&visit, fault).await.into_response()
}
