//! A page ready to be sent.

use super::{REQUEST_ID, Searched, Tag};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use commerce::secret::hex;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{
    io::Write,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// Smaller pages are sent as they are.
const WORTH_COMPRESSING: usize = 1024;
/// A good compression in about a millisecond.
const BROTLI_QUALITY: i32 = 5;

pub(super) struct Entry {
    /// Without those of the encoding.
    headers: HeaderMap,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    tag: String,
    tags: Vec<Tag>,
    searched: Option<Searched>,
    fresh_until: Instant,
    old: AtomicBool,
}

impl Entry {
    /// A page from its answer, aged after this time at the latest.
    pub fn new(mut headers: HeaderMap, plain: Bytes, tags: Vec<Tag>, longest: Duration) -> Self {
        for name in [header::CONTENT_LENGTH, header::SET_COOKIE, HeaderName::from_static(REQUEST_ID)] {
            headers.remove(name);
        }
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        let digest = Sha256::digest(&plain);
        let tag = hex(&digest[..8]);
        // Not all at once, when many were rendered at once.
        let jitter = longest / 1024 * u32::from(digest[0]);
        let worth = plain.len() > WORTH_COMPRESSING;
        Self {
            headers,
            brotli: worth.then(|| brotli(&plain)).flatten(),
            gzip: worth.then(|| gzip(&plain)).flatten(),
            plain,
            tag,
            tags: if tags.is_empty() { vec![Tag::Anything] } else { tags },
            searched: None,
            fresh_until: Instant::now() + longest - jitter,
            old: AtomicBool::new(false),
        }
    }

    /// The same as the answer to a search.
    pub fn of_search(self, searched: Option<Searched>) -> Self {
        Self { searched, ..self }
    }

    /// What the page shows.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The bytes it takes.
    pub fn weight(&self) -> usize {
        let body = |body: &Option<Bytes>| body.as_ref().map_or(0, Bytes::len);
        self.plain.len() + body(&self.brotli) + body(&self.gzip) + 1024
    }

    /// Whether nothing is known to have changed, but too much time has passed to be certain.
    pub fn is_aged(&self) -> bool {
        !self.old.load(Ordering::Acquire)
    }

    /// Whether it may be sent while the database answers.
    pub fn is_fresh(&self) -> bool {
        !self.old.load(Ordering::Acquire) && Instant::now() < self.fresh_until
    }

    /// From now on, the page is old.
    pub fn expire(&self) {
        self.old.store(true, Ordering::Release);
    }

    /// The answer to a request: in the best encoding that it takes, or just that nothing has changed.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let (body, encoding) = self.body(asked.get(header::ACCEPT_ENCODING));
        let tag = format!("\"{}{}\"", self.tag, &encoding[..encoding.len().min(2)]);
        let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let unchanged =
            known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let mut answer = Response::new(if unchanged { Body::empty() } else { Body::from(body.clone()) });
        if unchanged {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
        }
        if let Some(searched) = &self.searched {
            answer.extensions_mut().insert(searched.clone());
        }
        let headers = answer.headers_mut();
        headers.clone_from(&self.headers);
        if !encoding.is_empty() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        answer
    }

    fn body(&self, accepted: Option<&HeaderValue>) -> (&Bytes, &'static str) {
        let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts(accepted, "br") => (brotli, "br"),
            (_, Some(gzip)) if accepts(accepted, "gzip") => (gzip, "gzip"),
            _ => (&self.plain, ""),
        }
    }
}

/// Whether a list such as "gzip, br;q=0.9" has an encoding, and not as one to leave out.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';');
        let named = parts.next().is_some_and(|name| name.trim().eq_ignore_ascii_case(encoding));
        named && !parts.any(|part| matches!(part.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn brotli(plain: &[u8]) -> Option<Bytes> {
    let mut out = Vec::with_capacity(plain.len() / 4);
    let parameters = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, lgwin: 20, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut out, &parameters).ok()?;
    Some(out.into())
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_best_encoding_that_is_taken_is_sent() {
        let entry = Entry::new(HeaderMap::new(), Bytes::from("stoa ".repeat(1000)), vec![], Duration::from_secs(60));
        let encoding = |accepted: &str| {
            let answer = entry.answer(&asked(header::ACCEPT_ENCODING, accepted));
            answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br, zstd").as_deref(), Some("br"));
        assert_eq!(encoding("gzip, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(encoding("identity"), None);
        assert!(entry.brotli.as_ref().unwrap().len() < 200);
    }

    #[test]
    fn an_aged_page_is_not_one_that_is_known_to_be_wrong() {
        let mut entry = Entry::new(HeaderMap::new(), Bytes::from_static(b"page"), vec![], Duration::from_secs(60));
        assert!(entry.is_fresh() && entry.is_aged());
        entry.fresh_until = Instant::now();
        assert!(!entry.is_fresh() && entry.is_aged());
        entry.expire();
        assert!(!entry.is_aged());
    }

    #[test]
    fn who_has_the_page_gets_no_body() {
        let entry = Entry::new(HeaderMap::new(), Bytes::from_static(b"page"), vec![], Duration::from_secs(60));
        let tag = entry.answer(&HeaderMap::new()).headers()[header::ETAG].to_str().unwrap().to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let answer = entry.answer(&asked(header::IF_NONE_MATCH, &known));
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        assert_eq!(entry.answer(&asked(header::IF_NONE_MATCH, "\"other\"")).status(), StatusCode::OK);
    }
}
