//! Where providers call: the raw body, as it was signed.

use super::AppState;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use commerce::{
    payments::{self, MAX_WEBHOOK_BYTES, signature},
    text,
};
use model::Fault;

/// `/webhooks/<provider>`. Answers machines: a status and one line.
pub fn webhooks() -> Router<AppState> {
    Router::new().route("/webhooks/{provider}", post(receive)).layer(DefaultBodyLimit::max(MAX_WEBHOOK_BYTES))
}

async fn receive(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signature = headers.get(signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match payments::receive_webhook(&state.shop, &provider, signature, &body).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => refused(text::explain(error.into())),
    }
}

fn refused(fault: Fault) -> Response {
    let status = StatusCode::from_u16(fault.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, fault.message).into_response();
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
