//! Logs: for people on a terminal, JSON for programs. `RUST_LOG` says how much.

use std::io::{IsTerminal, stderr};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// What is logged unless `RUST_LOG` says otherwise.
const USUAL: &str = "info,tantivy=warn,sqlx=warn,hyper=warn,h2=warn";

/// Starts logging to the error output.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let log = tracing_subscriber::registry().with(filter);
    let outcome = if stderr().is_terminal() {
        log.with(fmt::layer().compact().with_target(false).with_writer(stderr)).try_init()
    } else {
        log.with(fmt::layer().json().flatten_event(true).with_span_list(false).with_writer(stderr)).try_init()
    };
    if outcome.is_err() {
        eprintln!("stoa: logging was started already");
    }
    log_panics();
}

/// A panic is a line like any other, with the request it belongs to.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "{}", panic.payload_as_str().unwrap_or("a panic without a message"));
    }));
}
