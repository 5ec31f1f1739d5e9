//! What meets a request first: who calls, whether the address is ours, and pages that are ready to be sent.

use super::router;
use crate::web::{
    AppState, Hosts,
    cache::{Kept, Searched},
    caller,
};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::net::SocketAddr;
use tower::ServiceExt;

/// The whole web of a node behind its socket.
#[derive(Clone)]
pub struct Front {
    state: AppState,
    hosts: Hosts,
    router: Router,
}

impl Front {
    /// The web for a state.
    pub fn new(state: AppState) -> Self {
        Self { hosts: Hosts::new(&state.shop.settings.server), router: router(&state), state }
    }

    /// Answers a request of a peer, and counts the search that it was.
    pub async fn answer(&self, request: Request<Body>, peer: SocketAddr) -> Response {
        // What a browser fetches in advance was not asked for by anybody yet.
        let wanted = !request.headers().contains_key("sec-purpose");
        let caller = self.caller(&request, peer);
        let answer = self.respond(request, peer).await;
        if let Some(Searched { text, hits }) = answer.extensions().get().filter(|_| wanted) {
            commerce::search::note_from(&self.state.shop, text, *hits, caller.ip());
        }
        answer
    }

    async fn respond(&self, mut request: Request<Body>, peer: SocketAddr) -> Response {
        if !self.hosts.knows(&request) {
            return unknown_host();
        }
        let Some(look) = self.state.pages.look(&request, |code| self.state.frame.sold(code)) else {
            return self.pass(request, peer).await;
        };
        if let Some(ready) = self.state.pages.fresh(&look, request.headers()) {
            return ready;
        }
        let asked = request.headers().clone();
        let turn = match self.state.pages.wait_turn(&look, &asked).await {
            Kept::Ready(ready) => return ready,
            Kept::Missing(turn) => turn,
        };
        look.settle(&mut request);
        // Others wait for this page: it is made even where the one who asked first goes away.
        let front = self.clone();
        let made = tokio::spawn(async move {
            let answer = front.pass(request, peer).await;
            front.state.pages.keep(look, turn, &asked, answer).await
        });
        made.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }

    async fn pass(&self, mut request: Request<Body>, peer: SocketAddr) -> Response {
        let caller = self.caller(&request, peer);
        request.extensions_mut().insert(ConnectInfo(caller));
        match self.router.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }

    fn caller(&self, request: &Request<Body>, peer: SocketAddr) -> SocketAddr {
        let proxies = self.state.shop.settings.server.trusted_proxies.as_deref().unwrap_or_default();
        caller(request.headers(), peer, proxies)
    }
}

fn unknown_host() -> Response {
    let text = commerce::text::t("fault-unknown-host");
    let mut answer = (StatusCode::MISDIRECTED_REQUEST, text).into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
