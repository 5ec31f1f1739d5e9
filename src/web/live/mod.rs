//! Live pages: one socket a page, one topic a socket, and the server alone decides which topic that is.

mod door;
mod line;
mod sockets;
mod topic;

use super::{AppState, Failed, StaffVisit, client_address, sessions};
use axum::{
    Router,
    extract::{Path, Query, Request, State, WebSocketUpgrade},
    response::Response,
    routing::get,
};
use commerce::{Shop, orders};
pub use door::same_origin;
use line::Line;
use model::{Fault, FaultKind, account::Permission};
pub use sockets::Sockets;
use std::time::Duration;
use topic::{StaffPage, Topic};
use tower_sessions::Session;

/// Bytes of one message or frame that a browser may send.
const MOST_BYTES: usize = 16 * 1024;
/// Bytes that may wait for a slow browser.
const MOST_WAITING: usize = 256 * 1024;
/// How often a socket of staff asks whether its session still stands.
const STILL_SIGNED_IN: Duration = Duration::from_secs(4);

/// Sockets of the storefront.
pub fn routes() -> Router<AppState> {
    Router::new().route("/live/order/{token}", get(order))
}

/// Sockets of the back office, to be put behind its door.
pub fn staff_routes() -> Router<AppState> {
    Router::new().route("/live/admin/orders", get(all_orders))
}

/// `GET /live/order/{token}`: whoever holds the link may listen to its order.
async fn order(State(state): State<AppState>, Path(token): Path<String>, request: Request) -> Result<Response, Failed> {
    let id = orders::id_of(&state.shop, &token).await?;
    open(state, request, Topic::Order { id, token }, None).await
}

/// `GET /live/admin/orders`, with `?since=` or `?order=` for what the page shows.
async fn all_orders(
    State(state): State<AppState>,
    visit: StaffVisit,
    Query(page): Query<StaffPage>,
    request: Request,
) -> Result<Response, Failed> {
    let actor = visit.actor();
    actor.require(Permission::SeeOrders)?;
    open(state, request, Topic::Orders { actor, page }, Some(visit.session)).await
}

async fn open(state: AppState, request: Request, topic: Topic, session: Option<Session>) -> Result<Response, Failed> {
    use axum::extract::FromRequestParts;
    let (mut parts, _) = request.into_parts();
    same_origin(&parts.headers, &state.shop.settings.server.public_url)?;
    let seat = state.sockets.seat(client_address(&parts)).ok_or_else(full)?;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &state)
        .await
        .map_err(|_| Fault::new(FaultKind::Malformed, "live-upgrade"))?;
    // Listening begins before the page is brought up to date, so that nothing falls between the two.
    let feed = state.shop.feed.listen();
    let first = topic.now(&state.shop).await?;
    let shop = state.shop.clone();
    let line = Line { shop: shop.clone(), feed, topic, first, stop: state.sockets.stop(), seat };
    Ok(upgrade.max_message_size(MOST_BYTES).max_frame_size(MOST_BYTES).max_write_buffer_size(MOST_WAITING).on_upgrade(
        move |socket| async move {
            tokio::select! {
                () = line.run(socket) => (),
                () = signed_out(&shop, session) => (),
            }
        },
    ))
}

/// Comes back when the session behind a socket has ended; never for a socket without one.
async fn signed_out(shop: &Shop, session: Option<Session>) {
    let Some(session) = session else { return std::future::pending().await };
    loop {
        tokio::time::sleep(STILL_SIGNED_IN).await;
        if !sessions::stands(shop, &session).await {
            return;
        }
    }
}

fn full() -> Fault {
    Fault::new(FaultKind::RateLimited, "live-full").retry_after(30)
}
