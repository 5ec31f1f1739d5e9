//! A browser in miniature: it sends requests to the router in process and keeps its cookies.

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, Request, StatusCode, header},
};
use commerce::Shop;
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
};
use tower::ServiceExt;

/// Somebody with cookies of their own.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Where it calls from, if that is not this process.
    address: Option<IpAddr>,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came.
    pub bytes: Bytes,
}

impl Browser {
    /// A browser without cookies.
    pub fn new(shop: &Shop) -> Self {
        let router = stoa::server::router(&stoa::web::AppState::new(shop.clone()));
        Self { router, cookies: BTreeMap::new(), address: None }
    }

    /// A browser elsewhere, which limits by address count.
    pub fn at(shop: &Shop, address: &str) -> Self {
        Self { address: Some(address.parse().unwrap()), ..Self::new(shop) }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", "").await
    }

    /// Sends a form from a page of the same shop.
    pub async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.send("POST", path, "application/x-www-form-urlencoded", form).await
    }

    /// Sends a text of any kind.
    pub async fn send(&mut self, method: &str, path: &str, kind: &str, body: &str) -> Answer {
        self.send_bytes(method, path, kind, body.as_bytes().to_vec()).await
    }

    /// Sends anything.
    pub async fn send_bytes(&mut self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:3000")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        if let Some(address) = self.address {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address, 50_000)));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let answer = Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes };
        for cookie in answer.all(header::SET_COOKIE) {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match rest.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// The value of a cookie that it holds.
    pub fn cookie(&self, name: &str) -> &str {
        &self.cookies[name]
    }

    /// Puts a cookie into the browser by hand.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// All values of a header.
    pub fn all(&self, name: HeaderName) -> Vec<String> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}
