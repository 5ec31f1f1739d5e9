//! From a fault to an answer: one place decides the page, the status and the headers.

use super::{AppState, Visit};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use commerce::text;
use model::{Fault, FaultKind};

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

/// The fault behind an answer, unless it has a page already.
fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(Failure(fault)) = response.extensions().get::<Failure>() {
        return Some(fault.clone());
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/html") || kind.starts_with("application/json") {
        return None;
    }
    let fault = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Fault::new(FaultKind::NotFound, "method-not-allowed"),
        StatusCode::NOT_FOUND => Fault::not_found("not-found"),
        StatusCode::PAYLOAD_TOO_LARGE => Fault::new(FaultKind::TooLarge, "too-large"),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Fault::new(FaultKind::Malformed, "not-understood")
        }
        _ => return None,
    };
    Some(text::explain(fault))
}

async fn page(mut parts: axum::http::request::Parts, state: &AppState, fault: &Fault) -> Response {
    use axum::extract::FromRequestParts;
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    crate::pages::storefront::trouble::trouble(&visit, fault).await.into_response()
}
