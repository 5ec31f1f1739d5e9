//! Figures for Prometheus.

use super::AppState;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{sync::OnceLock, time::Duration};
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Upper bounds of the buckets of answering times, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// The figures as Prometheus reads them.
pub fn text() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Notes an answer.
pub fn answered(method: &str, route: &str, status: u16, took: Duration) {
    if recorder().is_some() {
        // Anything may be sent as a method; each label would be kept for ever.
        let method = match method {
            "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => method,
            _ => "other",
        };
        let labels =
            [("method", method.to_owned()), ("route", route.to_owned()), ("status", format!("{}xx", status / 100))];
        metrics::counter!("stoa_http_answers_total", &labels).increment(1);
        metrics::histogram!("stoa_http_seconds", "route" => route.to_owned()).record(took);
    }
}

/// Notes an answer that a kept page gave.
pub fn answered_from_cache() {
    if recorder().is_some() {
        metrics::counter!("stoa_http_answers_total", "method" => "GET", "route" => "cache", "status" => "2xx")
            .increment(1);
    }
}

/// Writes down the levels of this node until told to stop.
pub async fn gauge(state: AppState, stop: CancellationToken) {
    let mut every = interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            _ = every.tick() => (),
            () = stop.cancelled() => return,
        }
        let pool = &state.shop.pool;
        let kept = state.pages.figures();
        metrics::gauge!("stoa_database_connections").set(pool.size());
        metrics::gauge!("stoa_database_connections_idle").set(pool.num_idle() as f64);
        metrics::gauge!("stoa_live_sockets").set(state.sockets.count() as f64);
        metrics::counter!("stoa_page_cache_hits_total").absolute(kept.hits);
        metrics::counter!("stoa_page_cache_misses_total").absolute(kept.misses);
        metrics::gauge!("stoa_page_cache_pages").set(kept.pages as f64);
        metrics::gauge!("stoa_page_cache_bytes").set(kept.bytes as f64);
        if let Some(recorder) = recorder() {
            recorder.run_upkeep();
        }
    }
}

fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || {
        PrometheusBuilder::new()
            .set_buckets(&BUCKETS)
            .and_then(PrometheusBuilder::install_recorder)
            .map_err(|error| tracing::warn!(%error, "figures are not kept"))
            .ok()
    };
    RECORDER.get_or_init(install).as_ref()
}
