//! The accept loop: connections in, answers out, and an orderly end.

use super::Front;
use axum::{body::Body, http::Request};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// How long a client may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// Most bytes of the head of a request. An address has at most 64 KiB for the parser, which answers a longer one with a
/// bare 414, and a longer head with a bare 431; whatever is shorter reaches the pages, which answer in words.
const MOST_HEAD: usize = 128 * 1024;
/// Connections at once; more wait in the system's own queue.
const MOST_CONNECTIONS: usize = 8192;

/// Answers connections until `closing`, then lets those under way finish for at most `drain`; errs where some did not.
pub async fn accept(
    listener: TcpListener,
    front: Arc<Front>,
    closing: CancellationToken,
    drain: Duration,
) -> anyhow::Result<()> {
    let builder = Arc::new(builder());
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Mostly: no file handle is left. Others are closed meanwhile.
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = closing.cancelled() => break,
        };
        let (front, builder, watcher) = (front.clone(), builder.clone(), open.watcher());
        tokio::spawn(async move {
            let _place = place;
            let connection = builder.serve_connection_with_upgrades(io(stream), answer(front, peer)).into_owned();
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, %peer, "a connection broke");
            }
        });
    }
    drop(listener);
    let seconds = drain.as_secs();
    timeout(drain, open.shutdown()).await.map_err(|_| {
        tracing::error!(seconds, "some requests did not end in time and are cut off");
        anyhow::anyhow!("some requests did not end within {seconds} s and were cut off")
    })
}

fn answer(
    front: Arc<Front>,
    peer: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send + 'static,
> {
    service_fn(move |request: Request<Incoming>| {
        let front = front.clone();
        async move { Ok(front.answer(request.map(Body::new), peer).await) }
    })
}

fn io(stream: TcpStream) -> TokioIo<TcpStream> {
    // Without this, the kernel holds small answers back for up to 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection answers slowly");
    }
    TokioIo::new(stream)
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(MOST_HEAD).max_headers(100);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(10))
        .max_concurrent_streams(100)
        .max_header_list_size(MOST_HEAD as u32)
        .max_pending_accept_reset_streams(20);
    builder
}
