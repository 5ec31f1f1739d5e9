//! An S3-compatible store on a real socket: one bucket, in memory. It checks every signature, and can be told to fail.

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use commerce::settings::StorageSettings;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// The bucket, and who may use it.
const BUCKET: &str = "pictures";
const KEY_ID: &str = "SHOPKEY";
const SECRET: &str = "shop-secret";

/// A running store; ends when dropped.
pub struct S3Server {
    task: JoinHandle<()>,
    shared: Shared,
    held: watch::Sender<bool>,
    endpoint: String,
}

#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<Stored>>,
    held: watch::Receiver<bool>,
}

#[derive(Default)]
struct Stored {
    files: BTreeMap<String, Bytes>,
    /// Requests as they came: method and file.
    asked: Vec<(String, String)>,
    failing: Option<Failing>,
}

/// How requests fail.
struct Failing {
    method: Option<&'static str>,
    times: usize,
}

impl S3Server {
    /// A store with an empty bucket.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let (held, waiting) = watch::channel(false);
        let shared = Shared { state: Arc::default(), held: waiting };
        let router = Router::new().fallback(answer).with_state(shared.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.expect("serving files") });
        Self { task, shared, held, endpoint }
    }

    /// Makes a shop use the bucket, under the prefix `shop`.
    pub fn set(&self, settings: &mut StorageSettings) {
        settings.url = format!("s3://{BUCKET}/shop");
        settings.endpoint = self.endpoint.clone();
        settings.key_id = KEY_ID.into();
        settings.secret = SECRET.into();
    }

    /// The files in the bucket whose names begin so, in order.
    pub fn names(&self, start: &str) -> Vec<String> {
        let start = format!("shop/{start}");
        let state = self.state();
        state
            .files
            .keys()
            .filter(|name| name.starts_with(&start))
            .map(|name| name["shop/".len()..].to_owned())
            .collect()
    }

    /// The content of a file.
    pub fn content(&self, name: &str) -> Option<Bytes> {
        self.state().files.get(&format!("shop/{name}")).cloned()
    }

    /// Requests so far: method and file.
    pub fn asked(&self) -> Vec<(String, String)> {
        self.state().asked.clone()
    }

    /// Answers 503 to the next requests.
    pub fn fail(&self, times: usize) {
        self.state().failing = Some(Failing { method: None, times });
    }

    /// Answers 503 to everything of a method until told otherwise.
    pub fn refuse(&self, method: &'static str) {
        self.state().failing = Some(Failing { method: Some(method), times: usize::MAX });
    }

    /// Is there again.
    pub fn recover(&self) {
        self.state().failing = None;
    }

    /// Lets requests wait, or lets them go on.
    pub fn hold(&self, hold: bool) {
        self.held.send_replace(hold);
    }

    fn state(&self) -> MutexGuard<'_, Stored> {
        self.shared.state.lock().expect("the store")
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(mut shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 * 1024 * 1024).await.expect("the whole body");
    if shared.held.wait_for(|held| !held).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut state = shared.state.lock().expect("the store");
    let path = parts.uri.path().trim_start_matches('/').to_owned();
    let (bucket, name) = path.split_once('/').unwrap_or((&path, ""));
    state.asked.push((parts.method.to_string(), name.to_owned()));
    if state.fails(parts.method.as_str()) {
        return error(StatusCode::SERVICE_UNAVAILABLE, "SlowDown");
    }
    if let Err(code) = signed(&parts.method, parts.uri.path(), parts.uri.query().unwrap_or(""), &parts.headers, &body) {
        return error(StatusCode::FORBIDDEN, code);
    }
    if bucket != BUCKET {
        return error(StatusCode::NOT_FOUND, "NoSuchBucket");
    }
    match (parts.method.as_str(), name) {
        ("GET", "") => state.list(parts.uri.query().unwrap_or("")),
        ("PUT", name) => {
            state.files.insert(name.to_owned(), body);
            (StatusCode::OK, [(header::ETAG, "\"written\"")]).into_response()
        }
        ("DELETE", name) => {
            state.files.remove(name);
            StatusCode::NO_CONTENT.into_response()
        }
        (_, name) => state.get(name, &parts.headers),
    }
}

impl Stored {
    fn fails(&mut self, method: &str) -> bool {
        let Some(failing) = self.failing.as_mut().filter(|f| f.method.is_none_or(|only| only == method)) else {
            return false;
        };
        let fails = failing.times > 0;
        failing.times = failing.times.saturating_sub(1);
        fails
    }

    fn get(&self, name: &str, asked: &HeaderMap) -> Response {
        let Some(content) = self.files.get(name) else { return error(StatusCode::NOT_FOUND, "NoSuchKey") };
        let size = content.len();
        let dated = [(header::LAST_MODIFIED, "Sun, 01 Nov 2026 10:00:00 GMT"), (header::ETAG, "\"stored\"")];
        let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(|range| {
            let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
            let from: usize = from.parse().ok()?;
            Some(from..to.parse::<usize>().map_or(size, |to| to + 1).min(size))
        });
        match range {
            None => (dated, content.clone()).into_response(),
            Some(range) if range.is_empty() => error(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange"),
            Some(range) => {
                let told = [(header::CONTENT_RANGE, format!("bytes {}-{}/{size}", range.start, range.end - 1))];
                (StatusCode::PARTIAL_CONTENT, dated, told, content.slice(range)).into_response()
            }
        }
    }

    /// ListObjectsV2, two entries a page, so that whoever asks has to turn pages.
    fn list(&self, query: &str) -> Response {
        let word = |name: &str| {
            let found = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            decoded(found.unwrap_or_default())
        };
        let (prefix, delimiter, after) = (word("prefix"), word("delimiter"), word("continuation-token"));
        let mut entries: Vec<(String, String)> = vec![];
        for (name, content) in self.files.iter().filter(|(name, _)| name.starts_with(&prefix)) {
            let rest = &name[prefix.len()..];
            let entry = match rest.find('/').filter(|_| !delimiter.is_empty()) {
                Some(at) => {
                    let folder = format!("{prefix}{}/", &rest[..at]);
                    (folder.clone(), format!("<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>"))
                }
                None => (
                    name.clone(),
                    format!(
                        "<Contents><Key>{name}</Key><LastModified>2026-11-01T10:00:00.000Z</LastModified><Size>{}</Size></Contents>",
                        content.len()
                    ),
                ),
            };
            if entries.last() != Some(&entry) && entry.0 > after {
                entries.push(entry);
            }
        }
        let more = entries.get(2).and(entries.get(1)).map(|(last, _)| last.clone());
        let token = more.map(|last| format!("<NextContinuationToken>{last}</NextContinuationToken>"));
        let (truncated, token) = (token.is_some(), token.unwrap_or_default());
        let entries: String = entries.into_iter().take(2).map(|(_, xml)| xml).collect();
        let xml =
            format!("<ListBucketResult><IsTruncated>{truncated}</IsTruncated>{token}{entries}</ListBucketResult>");
        ([(header::CONTENT_TYPE, "application/xml")], xml).into_response()
    }
}

fn error(status: StatusCode, code: &str) -> Response {
    (status, format!("<Error><Code>{code}</Code><Message>{code}</Message></Error>")).into_response()
}

/// Signature of version 4, by the headers that it says are signed.
fn signed(method: &Method, path: &str, query: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sign = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").ok_or("AccessDenied")?;
    let word = |name: &str| sign.split(", ").find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let (credential, names, signature) = (word("Credential="), word("SignedHeaders="), word("Signature="));
    let (key_id, scope) = credential.split_once('/').ok_or("AccessDenied")?;
    if key_id != KEY_ID {
        return Err("InvalidAccessKeyId");
    }
    if header("x-amz-content-sha256") != hex(&Sha256::digest(body)) {
        return Err("XAmzContentSHA256Mismatch");
    }
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    let lines: String = names.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let request = [method.as_str(), path, &pairs.join("&"), &lines, names, header("x-amz-content-sha256")].join("\n");
    let text = ["AWS4-HMAC-SHA256", header("x-amz-date"), scope, &hex(&Sha256::digest(request))].join("\n");
    let start = format!("AWS4{SECRET}").into_bytes();
    let key = scope.split('/').fold(start, |key, part| mac(&key, part.as_bytes()));
    if hex(&mac(&key, text.as_bytes())) == signature { Ok(()) } else { Err("SignatureDoesNotMatch") }
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = vec![];
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let digits = String::from_utf8(digits).expect("digits");
                bytes.push(u8::from_str_radix(&digits, 16).expect("a byte"));
            }
            b'+' => bytes.push(b' '),
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).expect("text")
}
