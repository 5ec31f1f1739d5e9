//! `stoa sessions`

use clap::Subcommand;
use commerce::{Shop, accounts};
use std::process::ExitCode;

/// Keeps the sessions.
#[derive(Subcommand)]
pub enum Sessions {
    /// Removes sessions that ended; the jobs do it every hour too.
    #[command(after_help = "Example:\n  stoa sessions cleanup")]
    Cleanup,
}

impl Sessions {
    /// Removes what ended.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let Self::Cleanup = self;
        println!("{} sessions were removed.", accounts::delete_expired_sessions(&shop).await?);
        Ok(ExitCode::SUCCESS)
    }
}
