//! `stoa seed`

use clap::Args;
use commerce::{Shop, seed};
use std::{path::PathBuf, process::ExitCode};

/// Fills the shop with goods to try it on.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa seed\n  stoa seed --demo\n  stoa seed --scale 50k")]
pub struct Seed {
    /// The demo shop: products, pictures, reviews, pages and a login. Without it only what every shop needs.
    #[arg(long)]
    demo: bool,
    /// Made-up products for measuring, so many of them: 1k, 50k, 1M. The same number is the same shop everywhere.
    #[arg(long, value_name = "SIZE", conflicts_with = "demo")]
    scale: Option<seed::scale::Size>,
    /// Folder of the demo shop.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    from: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Seed {
    /// Seeds; a second run changes nothing.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        if let Some(size) = self.scale {
            return scale(&shop, size, self.json).await;
        }
        if !self.demo {
            seed::bootstrap(&shop).await?;
            println!("The shop has its price list, zones and ways to ship.");
            return Ok(ExitCode::SUCCESS);
        }
        let done = seed::demo(&shop, &self.from).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&done)?);
            return Ok(ExitCode::SUCCESS);
        }
        let all = [&done.products, &done.collections, &done.reviews, &done.pages, &done.synonyms, &done.pictures];
        for report in all {
            super::import::show(report);
        }
        if let Some(login) = done.owner {
            println!("Sign in at {}/admin as {login}", shop.settings.server.public_url);
        }
        let whole = all.iter().all(|report| report.problems.is_empty());
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

async fn scale(shop: &Shop, size: seed::scale::Size, json: bool) -> anyhow::Result<ExitCode> {
    seed::bootstrap(shop).await?;
    let told = |done: u64| {
        if done.is_multiple_of(10_000) {
            eprintln!("{done} of {} products", size.0);
        }
    };
    let done = seed::scale::scale(shop, size, told).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&done)?);
    } else {
        println!("The shop has {} made-up products; {} are new.", done.products, done.written);
    }
    Ok(ExitCode::SUCCESS)
}
