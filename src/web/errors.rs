//! From a fault to an answer; the server draws the page around it.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use commerce::{Broken, text};
use model::{Fault, FaultKind};

/// A fault as a handler returns it; the page around it is drawn by the server's layer.
#[derive(Debug)]
pub struct Failed(pub Fault);

impl<E: Into<Fault>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = stamped(StatusCode::OK, &self.0);
        response.extensions_mut().insert(Failure(text::explain(self.0)));
        response
    }
}

/// The status of a fault.
pub fn status(fault: &Fault) -> StatusCode {
    StatusCode::from_u16(fault.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An answer with the status of a fault, and with the time to wait where there is one.
pub fn stamped(answer: impl IntoResponse, fault: &Fault) -> Response {
    let mut response = answer.into_response();
    *response.status_mut() = status(fault);
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The fault behind a response, for the layer that draws it.
#[derive(Clone)]
struct Failure(Fault);

/// The fault behind an answer, unless it has a page already.
pub fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(Failure(fault)) = response.extensions().get::<Failure>() {
        return Some(fault.clone());
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/html") || kind.starts_with("application/json") {
        return None;
    }
    let fault = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Fault::new(FaultKind::Malformed, "method-not-allowed"),
        StatusCode::NOT_FOUND => Fault::not_found("not-found"),
        StatusCode::PAYLOAD_TOO_LARGE => Fault::new(FaultKind::TooLarge, "too-large"),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Fault::new(FaultKind::Malformed, "not-understood")
        }
        status if status.is_server_error() => Broken::other(format_args!("an answer without a page: {status}")).into(),
        _ => return None,
    };
    Some(text::explain(fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_failure_of_ours_gets_a_page_too() {
        let bare = (StatusCode::INTERNAL_SERVER_ERROR, "header value").into_response();
        let fault = fault_of(&bare).expect("a fault");
        assert!(fault.code == "internal" && fault.reference.is_some() && !fault.message.is_empty());
        let drawn = (StatusCode::INTERNAL_SERVER_ERROR, axum::response::Html("<h1>Sorry</h1>")).into_response();
        assert!(fault_of(&drawn).is_none());
    }
}
