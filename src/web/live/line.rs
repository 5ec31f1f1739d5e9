//! One open socket: events out, pings both ways, and an end for whoever is too slow or too loud.

use super::{sockets::Seat, topic::Topic};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use commerce::{Shop, outbox::Entry};
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
    pub shop: Shop,
    pub feed: Receiver<Arc<Entry>>,
    pub topic: Topic,
    /// What is told first: the page may be older than the socket.
    pub first: Vec<String>,
    pub stop: CancellationToken,
    /// Kept for as long as the socket is open.
    pub seat: Seat,
}

impl Line {
    /// Serves the socket until either side ends it.
    pub async fn run(mut self, mut socket: WebSocket) {
        let _seat = self.seat;
        if !tell(&mut socket, self.first).await {
            return;
        }
        let mut pings = interval_at(Instant::now() + PING, PING);
        let (mut since, mut count) = (Instant::now(), 0);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return bye(&mut socket, close_code::AWAY).await,
                heard = self.feed.recv() => {
                    let messages = match heard {
                        Ok(entry) if !entry.is_a_new_beginning() => self.topic.message(&entry.event).into_iter().collect(),
                        // Something was missed, so the page is told what is true now; if nobody can say that, it asks
                        // by itself when it comes back.
                        Ok(_) | Err(RecvError::Lagged(_)) => match self.topic.now(&self.shop).await {
                            Ok(messages) => messages,
                            Err(_) => return bye(&mut socket, close_code::AGAIN).await,
                        },
                        Err(RecvError::Closed) => return,
                    };
                    if !tell(&mut socket, messages).await {
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

/// Whether the browser took all messages in time.
async fn tell(socket: &mut WebSocket, messages: Vec<String>) -> bool {
    for text in messages {
        if !send(socket, Message::Text(text.into())).await {
            return false;
        }
    }
    true
}

/// Whether the browser took the message in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

async fn bye(socket: &mut WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: Utf8Bytes::from_static("") };
    let _ = send(socket, Message::Close(Some(frame))).await;
}
