//! Forms as browsers send them, read strictly: what is not one is refused with a typed fault.

use super::{AppState, Failed};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};
use model::{Fault, FaultKind, percent};
use serde::de::DeserializeOwned;

/// Largest form body in bytes.
const MOST_BYTES: usize = 256 * 1024;
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// A form of the right type, size and encoding, with no field that the page did not have.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Form<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, _state: &AppState) -> Result<Self, Failed> {
        let (parts, body) = request.into_parts();
        if !url_encoded(&parts.headers) {
            return Err(Failed(Fault::new(FaultKind::Unsupported, "form-type")));
        }
        let bytes = to_bytes(body, MOST_BYTES).await.map_err(|error| Failed(unreadable(&error)))?;
        if !is_text(&bytes) {
            return Err(Failed(Fault::new(FaultKind::Malformed, "form-encoding")));
        }
        fields(bytes).await.map(Self)
    }
}

fn url_encoded(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(URL_ENCODED))
}

/// The body was longer than allowed, or ended before its time.
pub(super) fn unreadable(error: &(dyn std::error::Error + 'static)) -> Fault {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if one.is::<http_body_util::LengthLimitError>() {
            return Fault::new(FaultKind::TooLarge, "form-too-large");
        }
        cause = one.source();
    }
    Fault::new(FaultKind::Malformed, "form-cut-off")
}

async fn fields<T: DeserializeOwned>(bytes: Bytes) -> Result<T, Failed> {
    let request = Request::post("/").header(CONTENT_TYPE, URL_ENCODED).body(Body::from(bytes));
    let unknown = || Failed(Fault::new(FaultKind::Invalid, "form-fields"));
    let request = request.map_err(|_| unknown())?;
    let axum::Form(fields) = axum::Form::<T>::from_request(request, &()).await.map_err(|rejection| {
        tracing::debug!(%rejection, "a form was refused");
        unknown()
    })?;
    Ok(fields)
}

/// Whether the decoded bytes are UTF-8 without NUL; the usual decoder would replace wrong bytes silently.
fn is_text(body: &[u8]) -> bool {
    let decoded = percent::decode_bytes(body);
    !decoded.contains(&0) && std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn tells_text_from_broken_bytes() {
        for good in ["a=b", "name=J%C3%BCrgen+Gro%C3%9F", "100%25", "100%", "%zz"] {
            assert!(is_text(good.as_bytes()), "{good}");
        }
        assert!(!is_text(b"a=%FF"));
        assert!(!is_text(b"a=%C3"));
        assert!(!is_text(b"a=\xff"));
        assert!(!is_text(b"a=%00"));
    }
}
