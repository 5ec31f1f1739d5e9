//! `stoa routes`

use crate::server::routes;
use clap::Args;
use std::process::ExitCode;

/// Lists every address and server function with what it takes to use it.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa routes\n  stoa routes --json")]
pub struct Routes {
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Routes {
    /// Prints the list.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let routes = routes();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&routes)?);
        } else {
            for route in &routes {
                println!("{:<6} {:<40} {}", route.method, route.path, route.access);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
