//! `stoa migrate`

use anyhow::bail;
use clap::Args;
use commerce::{Shop, db, settings::Mode};
use std::process::ExitCode;

/// Brings the database up to date.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa migrate\n  stoa migrate --status\n  stoa migrate --fresh --yes")]
pub struct Migrate {
    /// Lists the migrations and which of them were applied.
    #[arg(long)]
    status: bool,
    /// Prints JSON.
    #[arg(long, requires = "status")]
    json: bool,
    /// Takes back the last N migrations: refused, since migrations only go forward.
    #[arg(long, value_name = "N")]
    down: Option<u32>,
    /// Drops every table first; development only.
    #[arg(long)]
    fresh: bool,
    /// Does not ask.
    #[arg(long)]
    yes: bool,
}

impl Migrate {
    /// Applies, lists or starts over.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        if self.down.is_some() {
            bail!("migrations only go forward: restore the backup, or write the next migration");
        }
        if self.status {
            return self.show(&shop).await;
        }
        if self.fresh {
            if shop.settings.server.mode == Mode::Production {
                bail!("a shop in production is never dropped");
            }
            if !self.yes && !confirmed("Every table of this database will be dropped. Go on? [y/N] ")? {
                bail!("nothing was changed (say --yes where nobody can answer)");
            }
            db::fresh(&shop.pool).await?;
        } else {
            db::migrate(&shop.pool).await?;
        }
        println!("The database is up to date.");
        Ok(ExitCode::SUCCESS)
    }

    async fn show(self, shop: &Shop) -> anyhow::Result<ExitCode> {
        let states = db::status(&shop.pool).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&states)?);
        } else {
            for state in &states {
                println!(
                    "{:04}  {:<9} {}",
                    state.version,
                    if state.applied { "applied" } else { "missing" },
                    state.name
                );
            }
        }
        let complete = states.iter().all(|state| state.applied);
        Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn confirmed(question: &str) -> anyhow::Result<bool> {
    use std::io::{IsTerminal, Write, stdin, stdout};
    if !stdin().is_terminal() {
        return Ok(false);
    }
    print!("{question}");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("y"))
}
