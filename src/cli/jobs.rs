//! `stoa jobs`

use anyhow::{anyhow, bail};
use clap::Subcommand;
use commerce::{
    Shop,
    jobs::{self, JobRow},
    text,
};
use model::JobId;
use std::process::ExitCode;

/// Looks after the job queue.
#[derive(Subcommand)]
pub enum Jobs {
    /// Lists the newest jobs.
    #[command(after_help = "Examples:\n  stoa jobs list\n  stoa jobs list --state dead --json")]
    List {
        /// Of this state only: ready, running, done or dead.
        #[arg(long, value_parser = ["ready", "running", "done", "dead"])]
        state: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        most: u32,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Runs a kind of job here and now, whatever its schedule.
    #[command(
        after_help = "Examples:\n  stoa jobs run orders.expire\n  stoa jobs run mail --payload '{\"order\": \"...\"}'"
    )]
    Run {
        /// The kind of job.
        name: String,
        /// What the job is given, as JSON.
        #[arg(long, default_value = "{}")]
        payload: String,
    },
    /// Puts a dead job back into the queue, with all its tries.
    #[command(after_help = "Example:\n  stoa jobs retry 019363f2a1b87c3e8d5f0a1b2c3d4e5f")]
    Retry {
        /// The job, as `stoa jobs list` shows it.
        id: JobId,
    },
}

impl Jobs {
    /// Lists, runs or revives.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { state, most, json } => {
                let rows = jobs::list(&shop, state.as_deref(), most).await?;
                if json {
                    println!("{}", serde_json::to_string_pretty(&rows)?);
                } else {
                    rows.iter().for_each(print);
                }
            }
            Self::Run { name, payload } => {
                let handlers = jobs::handlers();
                let Some(outcome) = jobs::run_now(&shop, &handlers, &name, serde_json::from_str(&payload)?).await
                else {
                    let known: Vec<_> = handlers.names().collect();
                    bail!("there is no job `{name}`; there are: {}", known.join(", "));
                };
                outcome.map_err(|error| anyhow!("{error}"))?;
                println!("{name} is done.");
            }
            Self::Retry { id } => {
                if !jobs::retry(&shop, id).await? {
                    bail!("there is no dead job {id}");
                }
                println!("The job waits for its turn again.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(row: &JobRow) {
    let error = row.error.as_deref().map(|error| format!("  {error}")).unwrap_or_default();
    let at = text::date_time(row.run_at);
    println!("{}  {:<8} {:<22} tries {}  {at}{error}", row.id, row.state, row.kind, row.attempts);
}
