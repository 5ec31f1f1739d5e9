//! Questions of load balancers and monitors.

use super::{AppState, is_forwarded};
use axum::{
    Json, Router,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use commerce::{Shop, db};
use serde_json::json;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether this node takes new work.
#[derive(Clone, Default)]
pub struct Health(Arc<Flags>);

#[derive(Default)]
struct Flags {
    closing: AtomicBool,
    /// Migrations only ever move forward: once complete is complete.
    migrated: AtomicBool,
}

impl Health {
    /// From now on, the node asks to be left out.
    pub fn close(&self) {
        self.0.closing.store(true, Ordering::Release);
    }

    /// What keeps the node from working; empty when nothing does.
    async fn troubles(&self, shop: &Shop) -> Vec<&'static str> {
        if self.0.closing.load(Ordering::Acquire) {
            return vec!["closing"];
        }
        if !self.0.migrated.load(Ordering::Acquire) {
            return match db::status(&shop.pool).await {
                Ok(states) if states.iter().all(|state| state.applied) => {
                    self.0.migrated.store(true, Ordering::Release);
                    vec![]
                }
                Ok(_) => vec!["migrations"],
                Err(_) => vec!["database"],
            };
        }
        match sqlx::query("DO 1").execute(&shop.pool).await {
            Ok(_) => vec![],
            Err(_) => vec!["database"],
        }
    }
}

/// `/healthz`, `/readyz`, `/metrics`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(async || "ok")).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

async fn ready(State(state): State<AppState>) -> Response {
    let troubles = state.health.troubles(&state.shop).await;
    let status = if troubles.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": troubles.is_empty(), "troubles": troubles }))).into_response()
}

/// For this machine only: figures tell too much about a shop.
async fn metrics(ConnectInfo(caller): ConnectInfo<SocketAddr>, headers: HeaderMap) -> Response {
    if !caller.ip().is_loopback() || is_forwarded(&headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    super::metrics::text().into_response()
}
