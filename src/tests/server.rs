//! What the server answers to whatever is sent, in process.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use commerce::Settings;
use std::net::SocketAddr;
use stoa::{server::Front, web::AppState};
use testkit::TestShop;

/// A server on a shop of its own.
pub struct TestServer {
    pub shop: TestShop,
    pub state: AppState,
    front: Front,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl TestServer {
    /// A server with an empty shop.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with changed settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::of(TestShop::with(change).await)
    }

    /// The server of a shop.
    pub fn of(shop: TestShop) -> Self {
        let state = AppState::new((*shop).clone());
        Self { front: Front::new(state.clone()), shop, state }
    }

    /// Sends a request as a browser of this machine would.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        parts.headers.entry(header::HOST).or_insert("127.0.0.1:3000".parse().unwrap());
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        let answer = self.front.answer(Request::from_parts(parts, body), peer).await;
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 4 * 1024 * 1024).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Gets an address.
    pub async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Posts a form.
    pub async fn post(&self, address: &str, form: &str) -> Answer {
        let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

#[tokio::test]
async fn every_answer_is_protected_and_named() {
    let server = TestServer::new().await;
    for address in ["/", "/nowhere", "/healthz", "/readyz", "/pkg/none.js", "/cart", "/admin", "/p/none"] {
        let answer = server.get(address).await;
        for name in
            ["content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id", "cache-control"]
        {
            assert!(answer.headers.contains_key(name), "{address} has no {name}");
        }
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{address}: {policy}");
    }
}

#[tokio::test]
async fn what_is_no_request_of_ours_is_refused_with_a_page() {
    let server = TestServer::new().await;
    let form = "application/x-www-form-urlencoded";
    let post = |kind: &str, body: Vec<u8>| {
        Request::post("/cart/add").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
    };
    let foreign = |name: &str, value: &str| Request::post("/cart/add").header(name, value).body(Body::empty()).unwrap();
    let cases = [
        (post("application/json", b"{}".to_vec()), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (post(form, vec![b'a'; 300_000]), StatusCode::PAYLOAD_TOO_LARGE),
        (post(form, b"variant=%FF".to_vec()), StatusCode::BAD_REQUEST),
        (foreign("origin", "https://evil.example"), StatusCode::FORBIDDEN),
        (foreign("sec-fetch-site", "cross-site"), StatusCode::FORBIDDEN),
        (Request::delete("/cart").body(Body::empty()).unwrap(), StatusCode::METHOD_NOT_ALLOWED),
        (Request::get("/nowhere").body(Body::empty()).unwrap(), StatusCode::NOT_FOUND),
        (Request::get("/p/%FF").body(Body::empty()).unwrap(), StatusCode::BAD_REQUEST),
    ];
    for (request, status) in cases {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = server.send(request).await;
        assert_eq!(answer.status, status, "{asked}");
        assert!(answer.text.contains("<h1"), "{asked} has no page: {}", answer.text);
    }
    assert_eq!(server.post("/cart/set", "price=1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = Request::get("/").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    assert_eq!(server.send(stranger).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn without_the_database_the_shop_says_so_and_is_alive() {
    let server = TestServer::new().await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    server.shop.pool.close().await;
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let answer = server.get("/p/chair").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert!(answer.text.contains("<h1"));
}

#[tokio::test]
async fn who_comes_through_a_proxy_of_this_machine_is_counted() {
    let server = TestServer::new().await;
    let often = async |forwarded: bool| {
        let mut refused = 0;
        for _ in 0..400 {
            let mut request = Request::get("/rpc/none").body(Body::empty()).unwrap();
            if forwarded {
                request.headers_mut().insert("x-forwarded-for", "192.0.2.1".parse().unwrap());
            }
            refused += u32::from(server.send(request).await.status == StatusCode::TOO_MANY_REQUESTS);
        }
        refused
    };
    assert_eq!(often(false).await, 0);
    assert!(often(true).await > 0);
}

#[tokio::test]
async fn a_node_that_closes_asks_to_be_left_out() {
    let server = TestServer::new().await;
    server.state.health.close();
    let answer = server.get("/readyz").await;
    assert_eq!((answer.status, answer.text.contains("closing")), (StatusCode::SERVICE_UNAVAILABLE, true));
}
