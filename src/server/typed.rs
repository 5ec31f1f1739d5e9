//! What was typed at the checkout, kept beside the request: whatever refuses it on the way, nobody types it twice.

use crate::web::{AppState, Failed, Form};
use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, Method},
};
use model::{Fault, FaultKind, checkout::CheckoutForm};
use std::time::Duration;
use tokio::time::timeout;

/// Where the form of the checkout is sent to.
const PATHS: [&str; 2] = ["/checkout", "/checkout/update"];
/// Far more than the form with all its fields filled in.
const MOST_BYTES: u64 = 32 * 1024;
/// How long a browser may take to send so little.
const PATIENCE: Duration = Duration::from_secs(10);

/// A form as it came, not read yet.
pub struct Typed {
    pub path: &'static str,
    headers: HeaderMap,
    body: Bytes,
}

impl Typed {
    /// The form, if it is one.
    pub async fn form(&self, state: &AppState) -> Option<CheckoutForm> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.headers_mut() = self.headers.clone();
        Form::from_request(request, state).await.ok().map(|Form(form)| form)
    }
}

/// Reads the form of a checkout before anything else looks at it. Every other request goes on as it is, and so does one
/// that tells no length or too great a one.
pub async fn keep(request: Request) -> Result<(Request, Option<Typed>), Failed> {
    let path = PATHS.into_iter().find(|path| request.uri().path() == *path);
    let small = request.body().size_hint().upper().is_some_and(|length| length <= MOST_BYTES);
    let Some(path) = path.filter(|_| small && request.method() == Method::POST) else { return Ok((request, None)) };
    let (parts, body) = request.into_parts();
    let Ok(Ok(body)) = timeout(PATIENCE, to_bytes(body, MOST_BYTES as usize)).await else {
        return Err(Failed(Fault::new(FaultKind::Malformed, "form-cut-off")));
    };
    let typed = Typed { path, headers: parts.headers.clone(), body: body.clone() };
    Ok((Request::from_parts(parts, Body::from(body)), Some(typed)))
}
