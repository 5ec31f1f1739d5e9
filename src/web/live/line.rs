//! One open socket: events out, pings both ways, and an end for whoever is too slow or too loud.

use super::{Topic, sockets::Seat};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use commerce::outbox::Entry;
use model::event::Event;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, interval_at, timeout},
};
use tokio_util::sync::CancellationToken;

const PING: Duration = Duration::from_secs(30);
/// Longest time that one message may wait for a browser to take it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Messages that a browser may send within the window.
const MOST_MESSAGES: u32 = 20;
const WINDOW: Duration = Duration::from_secs(10);

/// A socket and what it listens to.
pub struct Line {
    pub feed: Receiver<Arc<Entry>>,
    pub topic: Topic,
    pub stop: CancellationToken,
    /// Kept for as long as the socket is open.
    pub seat: Seat,
}

impl Line {
    /// Serves the socket until either side ends it.
    pub async fn run(mut self, mut socket: WebSocket) {
        let _seat = self.seat;
        let mut pings = interval_at(Instant::now() + PING, PING);
        let (mut since, mut count) = (Instant::now(), 0);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return bye(&mut socket, close_code::AWAY).await,
                heard = self.feed.recv() => {
                    let message = match heard {
                        Ok(entry) => self.topic.message(&entry.event),
                        Err(RecvError::Lagged(_)) => self.topic.message(&Event::CatalogReplaced),
                        Err(RecvError::Closed) => return,
                    };
                    if let Some(text) = message && !send(&mut socket, Message::Text(text.into())).await {
                        return;
                    }
                }
                _ = pings.tick() => if !send(&mut socket, Message::Ping(Default::default())).await { return },
                said = socket.recv() => {
                    if !matches!(said, Some(Ok(Message::Text(_) | Message::Binary(_) | Message::Ping(_) | Message::Pong(_)))) {
                        return;
                    }
                    if since.elapsed() > WINDOW {
                        (since, count) = (Instant::now(), 0);
                    }
                    count += 1;
                    if count > MOST_MESSAGES {
                        return bye(&mut socket, close_code::POLICY).await;
                    }
                }
            }
        }
    }
}

/// Whether the browser took the message in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

async fn bye(socket: &mut WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: Utf8Bytes::from_static("") };
    let _ = send(socket, Message::Close(Some(frame))).await;
}
