//! The one place that puts pages, actions and files together and serves them.

mod accept;
mod examine;
mod failures;
mod front;
mod headers;
mod lanes;
mod layers;
mod quotas;
mod routes;
mod signals;
mod typed;
mod work;

pub use front::Front;
pub use routes::{Access, Route, routes};
pub use work::Work;

use crate::{pages, web};
use axum::{Router, middleware};
use commerce::{Shop, settings::Mode};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, time::sleep};
use tokio_util::sync::CancellationToken;
use web::AppState;

/// How long a load balancer is given to notice that this node goes away.
const NOTICE: Duration = Duration::from_secs(5);
/// How long requests under way may go on after that.
const DRAIN: Duration = Duration::from_secs(25);

/// Every route of the shop.
pub fn router(state: &AppState) -> Router {
    let settings = &state.shop.settings;
    let lanes = lanes::Lanes::new();
    let files = web::static_files(&settings.server.site_root, &state.shop.files);
    Router::new()
        .merge(pages::storefront::routes())
        .merge(pages::admin::routes(state))
        .merge(pages::checkout::routes())
        .merge(pages::machines::routes())
        .merge(pages::dev::routes())
        .merge(web::rpc::routes())
        .merge(web::live::routes())
        .fallback(pages::storefront::trouble::nowhere)
        .layer(middleware::from_fn_with_state(state.clone(), quotas::enforce))
        .layer(layers::same_site(&settings.server.public_url))
        .layer(middleware::from_fn(layers::small_body))
        .layer(layers::catch_panic())
        .layer(middleware::from_fn_with_state(lanes.clone(), lanes::enter))
        .layer(middleware::from_fn_with_state(state.clone(), failures::explain_failures))
        .merge(web::webhooks().layer(middleware::from_fn_with_state(lanes, lanes::enter)))
        .merge(files)
        .layer(middleware::from_fn(layers::shared_where_looked_for))
        .layer(layers::compression())
        // The last resort, for a panic in the page about a failure.
        .layer(layers::catch_panic())
        .merge(web::health::routes())
        .layer(middleware::from_fn_with_state(headers::Common::new(state), headers::protect))
        .layer(middleware::from_fn(layers::observe))
        .with_state(state.clone())
}

/// Serves until told to stop, and ends without losing a request, a socket or a job.
pub async fn serve(shop: Shop) -> anyhow::Result<()> {
    let examination = examine::begin(&shop).await?;
    let state = AppState::new(shop.clone());
    let listener = TcpListener::bind(&shop.settings.server.addr).await?;
    let front = Arc::new(Front::new(state.clone()));
    let (asked, closing) = (signals::asked_to_stop(), CancellationToken::new());
    let work = Work::of_a_server(&state);
    tracing::info!(address = %listener.local_addr()?, url = shop.settings.server.public_url, "the shop is open");
    let serving = tokio::spawn(accept::accept(listener, front, closing.clone(), DRAIN));
    let why = tokio::select! {
        () = asked => Ok(()),
        weak = examination => Err(weak),
    };
    tracing::info!("closing; say it again to stop at once");
    signals::exit_on_the_next();
    state.health.close();
    work.stop();
    if shop.settings.server.mode == Mode::Production {
        sleep(NOTICE).await;
    }
    closing.cancel();
    state.sockets.close_all();
    let drained = serving.await?;
    work.finished().await;
    tracing::info!("closed");
    why.and(drained)
}

/// Runs jobs until told to stop.
pub async fn work(shop: Shop) -> anyhow::Result<()> {
    let examination = examine::begin(&shop).await?;
    let asked = signals::asked_to_stop();
    let work = Work::of_a_worker(&shop);
    tracing::info!(workers = shop.settings.jobs.workers, "working");
    let why = tokio::select! {
        () = asked => Ok(()),
        weak = examination => Err(weak),
    };
    signals::exit_on_the_next();
    work.finished().await;
    why
}
