//! `stoa search`

use clap::Subcommand;
use commerce::{Shop, search};
use std::process::ExitCode;

/// Keeps the search index.
#[derive(Subcommand)]
pub enum Search {
    /// Builds the index anew beside the old one and swaps them.
    #[command(after_help = "Example:\n  stoa search reindex")]
    Reindex,
}

impl Search {
    /// Builds the index.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let Self::Reindex = self;
        println!("{} products are in the index.", search::reindex(&shop).await?);
        Ok(ExitCode::SUCCESS)
    }
}
