//! Being asked to stop.

use std::future::Future;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Waits for SIGTERM or Ctrl-C; hears them from the call on.
pub fn asked_to_stop() -> impl Future<Output = ()> {
    let (mut terminate, mut interrupt) = (hear(SignalKind::terminate()), hear(SignalKind::interrupt()));
    async move {
        tokio::select! {
            () = next(&mut terminate) => (),
            () = next(&mut interrupt) => (),
        }
    }
}

/// From now on, being asked again ends the program at once. What was under way stays correct: it was not confirmed.
pub fn exit_on_the_next() {
    let again = asked_to_stop();
    tokio::spawn(async move {
        again.await;
        tracing::warn!("asked again: stopped at once");
        std::process::exit(1);
    });
}

fn hear(kind: SignalKind) -> Option<Signal> {
    signal(kind).map_err(|error| tracing::error!(%error, "signals cannot be heard")).ok()
}

async fn next(signal: &mut Option<Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}
