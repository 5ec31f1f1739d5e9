//! Being asked to stop.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Waits for SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    let (mut terminate, mut interrupt) = (hear(SignalKind::terminate()), hear(SignalKind::interrupt()));
    tokio::select! {
        () = next(&mut terminate) => (),
        () = next(&mut interrupt) => (),
    }
}

/// From now on, being asked again ends the program at once. What was under way stays correct: it was not confirmed.
pub fn exit_on_the_next() {
    tokio::spawn(async {
        asked_to_stop().await;
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
