//! `stoa config`

use clap::Subcommand;
use commerce::settings;
use std::process::ExitCode;

/// Shows the settings.
#[derive(Subcommand)]
pub enum Config {
    /// Prints every setting as it counts now; secrets are masked.
    #[command(after_help = "Examples:\n  stoa config show\n  stoa config show --origin --json")]
    Show {
        /// Says where each value came from.
        #[arg(long)]
        origin: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Config {
    /// Prints the settings.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Show { origin, json } = self;
        let settings = settings::origins()?;
        if json {
            println!("{}", serde_json::to_string_pretty(&settings)?);
            return Ok(ExitCode::SUCCESS);
        }
        let width = settings.iter().map(|one| one.setting.len()).max().unwrap_or(0);
        for one in &settings {
            let from = if origin { format!("  ({})", one.origin) } else { String::new() };
            println!("{:<width$}  {}{from}", one.setting, one.value);
        }
        Ok(ExitCode::SUCCESS)
    }
}
