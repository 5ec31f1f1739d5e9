//! A server of pictures on a real socket, with everything that such servers do wrong.

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// A running server of pictures; ends when dropped.
pub struct PictureServer {
    task: JoinHandle<()>,
    asked: Arc<AtomicU32>,
    /// Host and port.
    pub host: String,
}

impl PictureServer {
    /// Serves `/good.png` (these bytes), `/text.png`, `/huge.png`, `/hop/3`, `/loop`, `/inside` and `/scheme`.
    pub async fn serve(good: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let host = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(AtomicU32::new(0));
        let counted = asked.clone();
        let picture = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            let good = good.clone();
            async move { ([(header::CONTENT_TYPE, "image/png")], good) }
        };
        let router = Router::new()
            .route("/good.png", get(picture))
            .route("/text.png", get(|| async { ([(header::CONTENT_TYPE, "image/png")], "<script>1</script>") }))
            .route("/huge.png", get(|| async { vec![0u8; 6 * 1024 * 1024] }))
            .route("/hop/{left}", get(hop))
            .route("/loop", get(|| async { Redirect::to("/loop") }))
            .route("/inside", get(|| async { Redirect::to("http://127.0.0.1:1/secret") }))
            .route("/scheme", get(|| async { Redirect::to("file:///etc/hostname") }))
            .route("/refused", get(|| async { StatusCode::FORBIDDEN }));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.expect("serving pictures") });
        Self { task, asked, host }
    }

    /// How often the good picture was asked for.
    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }
}

async fn hop(axum::extract::Path(left): axum::extract::Path<u32>) -> Response {
    match left {
        0 => Redirect::to("/good.png").into_response(),
        left => Redirect::to(&format!("/hop/{}", left - 1)).into_response(),
    }
}

impl Drop for PictureServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
