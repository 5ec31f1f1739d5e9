//! How much happens at once: reading, changing, and buying each have a lane, so that none keeps the others out.

use crate::web::{Failed, Flood, cache::Crowded, client_ip, is_counted};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::{Fault, FaultKind};
use rand::RngExt;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, time::timeout};

/// The longest that an answer may take.
const WHOLE: Duration = Duration::from_secs(30);

/// Places for requests under way.
#[derive(Clone)]
pub struct Lanes(Arc<Inner>);

struct Inner {
    read: Semaphore,
    write: Semaphore,
    buy: Semaphore,
    flood: Flood,
}

impl Lanes {
    /// 256 for reading, 64 for changes, 64 for checkout and providers.
    pub fn new() -> Self {
        Self(Arc::new(Inner {
            read: Semaphore::new(256),
            write: Semaphore::new(64),
            buy: Semaphore::new(64),
            flood: Flood::default(),
        }))
    }

    fn of(&self, request: &Request) -> &Semaphore {
        let path = request.uri().path();
        let buying = ["/checkout", "/order/", "/pay/", "/rpc/checkout", "/webhooks/"];
        if buying.iter().any(|start| path.starts_with(start)) {
            &self.0.buy
        } else if request.method().is_safe() {
            &self.0.read
        } else {
            &self.0.write
        }
    }
}

/// Lets a request into its lane, for no longer than an answer may take.
pub async fn enter(State(lanes): State<Lanes>, request: Request, next: Next) -> Response {
    let caller = client_ip(request.extensions()).filter(|_| is_counted(request.extensions(), request.headers()));
    if let Some(seconds) = caller.and_then(|ip| lanes.0.flood.holds_off(ip)) {
        return Failed(Fault::new(FaultKind::RateLimited, "too-often").retry_after(seconds)).into_response();
    }
    let Ok(_place) = lanes.of(&request).try_acquire() else {
        // Told apart, so that all who were sent away do not come back at once.
        let seconds = rand::rng().random_range(1..=4);
        let mut answer = Failed(Fault::new(FaultKind::Unavailable, "too-busy").retry_after(seconds)).into_response();
        answer.extensions_mut().insert(Crowded);
        return answer;
    };
    match timeout(WHOLE, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => Failed(Fault::new(FaultKind::Unavailable, "too-slow").retry_after(5)).into_response(),
    }
}
