//! `stoa check`

use clap::Args;
use commerce::{Shop, check};
use std::process::ExitCode;

/// Proves that money, stock and orders agree.
#[derive(Args)]
#[command(
    after_help = "Silent and 0 when all agrees; 1 with a line for each row that does not.\n\nExample:\n  stoa check --json"
)]
pub struct Check {
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Runs every invariant.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let violations = check::run(&shop).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&violations)?);
        } else {
            for broken in &violations {
                println!("{}  {}  {}", broken.rule, broken.sentence, broken.row);
            }
        }
        Ok(if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
