//! `stoa serve` and `stoa worker`

use clap::Args;
use commerce::{Settings, Shop};
use std::process::ExitCode;

/// Serves the shop and runs its jobs.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa serve\n  stoa serve --workers 0\n  STOA_ADDR=127.0.0.1:8080 stoa serve")]
pub struct Serve {
    /// Jobs at once in this process; 0 leaves them to workers.
    #[arg(long)]
    workers: Option<u32>,
}

impl Serve {
    /// Serves until told to stop.
    pub async fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        crate::server::serve(Shop::open(with(settings, self.workers)).await?).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Runs jobs and nothing else.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa worker\n  stoa worker --workers 8")]
pub struct Worker {
    /// Jobs at once.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    workers: Option<u32>,
}

impl Worker {
    /// Works until told to stop.
    pub async fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let workers = self.workers.or(Some(settings.jobs.workers.max(1)));
        crate::server::work(Shop::open(with(settings, workers)).await?).await?;
        Ok(ExitCode::SUCCESS)
    }
}

fn with(mut settings: Settings, workers: Option<u32>) -> Settings {
    settings.jobs.workers = workers.unwrap_or(settings.jobs.workers);
    settings
}
