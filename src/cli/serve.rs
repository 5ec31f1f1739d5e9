//! `stoa serve`

use clap::Args;
use commerce::{
    Shop,
    jobs::{self, Runner},
    outbox,
};
use std::{net::SocketAddr, process::ExitCode};
use tokio_util::sync::CancellationToken;

/// Serves the shop and runs its jobs.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa serve\n  STOA_ADDR=127.0.0.1:8080 stoa serve")]
pub struct Serve {}

impl Serve {
    /// Serves until told to stop.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let listener = tokio::net::TcpListener::bind(&shop.settings.server.addr).await?;
        let stop = CancellationToken::new();
        tokio::spawn(outbox::tail(shop.clone(), stop.clone()));
        tokio::spawn(Runner::new(shop.clone(), jobs::handlers()).run(stop.clone()));
        tokio::spawn(jobs::keep_schedules(shop.clone(), stop.clone()));
        let service = crate::server::router(shop).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await?;
        Ok(ExitCode::SUCCESS)
    }
}
