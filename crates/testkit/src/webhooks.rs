//! The shop's address for webhooks on a real socket, without the rest of the web.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use commerce::{Shop, payments};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// A socket that waits for its shop; its address goes into the shop's settings first.
pub struct WebhookSocket {
    listener: TcpListener,
    pub url: String,
}

/// A shop that takes webhooks over HTTP.
pub struct WebhookServer {
    task: JoinHandle<()>,
    state: Counted,
}

#[derive(Clone)]
struct Counted {
    shop: Shop,
    taken: Arc<AtomicU32>,
    down: Arc<AtomicBool>,
}

impl WebhookSocket {
    /// A socket on a free port.
    pub async fn bind() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        Self { listener, url }
    }

    /// Takes webhooks for a shop until dropped.
    pub fn serve(self, shop: Shop) -> WebhookServer {
        let state = Counted { shop, taken: Arc::default(), down: Arc::default() };
        let router = Router::new().route("/webhooks/{provider}", post(take)).with_state(state.clone());
        let task = tokio::spawn(async move {
            axum::serve(self.listener, router).await.expect("serving webhooks");
        });
        WebhookServer { task, state }
    }
}

impl WebhookServer {
    /// How many webhooks were taken.
    pub fn taken(&self) -> u32 {
        self.state.taken.load(Ordering::SeqCst)
    }

    /// Answers with 503 while down.
    pub fn set_down(&self, down: bool) {
        self.state.down.store(down, Ordering::SeqCst);
    }
}

impl Drop for WebhookServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(
    State(state): State<Counted>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    if state.down.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let signature = headers.get(payments::signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match payments::receive_webhook(&state.shop, &provider, signature, &body).await {
        Ok(()) => {
            state.taken.fetch_add(1, Ordering::SeqCst);
            StatusCode::OK
        }
        Err(error) => StatusCode::from_u16(model::Fault::from(error).kind.status()).expect("a status"),
    }
}
