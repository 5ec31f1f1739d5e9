//! Server functions: their one route, and what they find when they ask who calls.

use super::{AppState, Failed, Visit, stamped};
use crate::wire::Rejection;
use axum::{
    Router,
    body::to_bytes,
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
    routing::post,
};
use commerce::text;
use leptos::{
    prelude::*,
    server_fn::{ContentType, Decodes, Encodes, axum::get_server_fn_service, codec::PostcardEncoding},
};
use leptos_axum::ResponseOptions;
use model::{Fault, FaultKind};

/// A fault is a small thing; more than this many bytes are none.
const MOST_FAULT_BYTES: usize = 64 * 1024;

/// The route of all server functions; nothing is ever changed by a GET.
pub fn routes() -> Router<AppState> {
    Router::new().route("/rpc/{*function}", post(call))
}

async fn call(State(state): State<AppState>, mut request: Request) -> Response {
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Failed(Fault::not_found("not-found")).into_response();
    }
    // Forms without scripts have routes of their own, so no answer may turn into a redirect to the referring page.
    request.headers_mut().remove(header::REFERER);
    let context = move || provide_context(state.clone());
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let mut answer = if answer.status().is_success() { answer } else { rejection(answer).await };
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The framework answers every error alike; the fault inside knows its status, and gets its sentence here.
async fn rejection(answer: Response) -> Response {
    let bytes = to_bytes(answer.into_body(), MOST_FAULT_BYTES).await.unwrap_or_default();
    let fault = PostcardEncoding::decode(bytes).map(|Rejection(fault)| fault);
    rejected(text::explain(fault.unwrap_or_else(|_| Fault::new(FaultKind::Internal, "internal"))))
}

/// A fault, with its sentence, as islands read it.
pub fn rejected(fault: Fault) -> Response {
    let body = PostcardEncoding::encode(&Rejection(fault.clone())).unwrap_or_default();
    stamped(([(header::CONTENT_TYPE, PostcardEncoding::CONTENT_TYPE)], body), &fault)
}

/// Who calls, and the way to set cookies with the answer.
pub struct Call {
    pub visit: Visit,
    options: ResponseOptions,
}

impl Call {
    /// The call that runs now; ask before any other await.
    pub async fn current() -> Result<Self, Fault> {
        let missing = || Fault::new(FaultKind::Internal, "internal");
        let state: AppState = use_context().ok_or_else(missing)?;
        let mut parts: Parts = use_context().ok_or_else(missing)?;
        let options = use_context().ok_or_else(missing)?;
        let Ok(visit) = Visit::from_request_parts(&mut parts, &state).await;
        Ok(Self { visit, options })
    }

    /// Sets cookies, given as whole `Set-Cookie` values.
    pub fn cookies(&self, cookies: Vec<String>) {
        for value in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
            self.options.append_header(header::SET_COOKIE, value);
        }
    }
}
