//! Where providers call: the raw body, as it was signed.

use super::{AppState, stamped};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use commerce::{
    payments::{self, MAX_WEBHOOK_BYTES, signature},
    text,
};

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
        Err(error) => {
            let fault = text::explain(error.into());
            stamped(fault.message.clone(), &fault)
        }
    }
}
