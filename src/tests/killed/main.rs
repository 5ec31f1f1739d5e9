//! The server is killed at every phase of a purchase; after a restart nothing is lost and nothing is stuck.
//!
//! Each round starts `stoa serve` as a process that dies at a named point (`commerce::fault_point`), lets a guest buy over
//! HTTP until it does, starts the server again, and asks the books. `STOA_CRASH_ROUNDS` sets the rounds; without it every
//! point is met once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod books;
mod guest;
mod server;

use books::Books;
use guest::{Away, Guest};
use server::Server;
use std::env;

/// Every point at which a purchase may end, in the order in which they are passed.
const POINTS: [&str; 13] = [
    "place.priced",
    "place.taken",
    "place.written",
    "place.committed",
    "payment.started",
    "payment.called",
    "payment.stored",
    "settle.before_commit",
    "settle.after_commit",
    "mail.claimed",
    "mail.sent",
    "refund.called",
    "refund.booked",
];

#[tokio::test]
async fn killed_at_each_phase_nothing_is_lost() {
    // For the guest's HTTP client; errs only when it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let rounds = env::var("STOA_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(POINTS.len());
    for round in 0..rounds {
        let point = POINTS[round % POINTS.len()];
        // In every other turn the guest never comes back, and what was held has to become free by itself.
        let comes_back = (round / POINTS.len() + round).is_multiple_of(2);
        play(point, comes_back).await;
        eprintln!(
            "round {} of {rounds}: killed at {point}, guest {}",
            round + 1,
            if comes_back { "back" } else { "gone" }
        );
    }
}

async fn play(point: &str, comes_back: bool) {
    let books = Books::open().await;
    let mut guest = Guest::new();

    let mut dying = Server::start(&books, Some(point)).await;
    let _ = buy_and_cancel(&mut guest, &dying, &books).await;
    assert_eq!(dying.ended().await, Some(9), "{point} was not reached");

    let server = Server::start(&books, None).await;
    books.let_time_pass().await;
    server.catch_up(&books).await;
    if comes_back {
        guest.comes_back(&server).await.unwrap_or_else(|away| panic!("{point}: {away:?}"));
        books.wait_until_idle().await;
    }
    books.let_holds_run_out().await;
    server.catch_up(&books).await;
    books.prove(point, &guest).await;
    server.finds_nothing_broken(&books).await;
}

/// Buys by card, waits for the letter, and cancels: until the server is gone.
async fn buy_and_cancel(guest: &mut Guest, server: &Server, books: &Books) -> Result<(), Away> {
    guest.orders(server, books.thing).await?;
    guest.approves(server).await?;
    books.wait_for("SELECT COUNT(*) FROM mails WHERE kind = 'payment_received' AND sent_at IS NOT NULL").await?;
    guest.cancels(server).await?;
    books.wait_for("SELECT COUNT(*) FROM mails WHERE kind = 'refunded' AND sent_at IS NOT NULL").await
}
