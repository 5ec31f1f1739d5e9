//! `stoa import`

use clap::{Args, Subcommand};
use commerce::{
    Actor, Shop,
    import::{self, Problem, Report, Tally},
};
use std::{path::PathBuf, process::ExitCode};

/// Problems that are printed; `--json` has them all.
const SHOWN: usize = 40;

/// Takes in files of other shops.
#[derive(Subcommand)]
pub enum Import {
    /// Products from Shopify's CSV, of today's or the older column names.
    Products(Products),
    /// Reviews from a CSV with the columns handle, rating, title, body and author.
    Reviews {
        /// The file.
        file: PathBuf,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Products from Shopify's CSV.
#[derive(Args)]
#[command(
    after_help = "Rows that are wrong are listed by line, column, value and hint, and left out; the others are taken in.\n\
    A second run of the same file changes nothing.\n\nExamples:\n  stoa import products products.csv\n  \
    stoa import products products.csv --images pictures/ --dry-run"
)]
pub struct Products {
    /// The file.
    file: PathBuf,
    /// Folder to which paths of pictures are relative; the file's own where none is given.
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
    /// Examines everything and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Takes a file in; fails when a row was left out.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let (report, json) = match self {
            Self::Products(Products { file, images, dry_run, json }) => {
                let command = import::Import { file, images, dry_run, trusted: false };
                (import::products(&shop, &Actor::System, command).await?, json)
            }
            Self::Reviews { file, json } => (import::reviews(&shop, &Actor::System, &file).await?, json),
        };
        if json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            show(&report);
        }
        Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Prints what an import did, for a person.
pub fn show(report: &Report) {
    if report.dry_run {
        println!("Nothing was written. It would have been:");
    }
    for (what, tally) in [
        ("products", report.products),
        ("variants", report.variants),
        ("categories", report.categories),
        ("entries", report.entries),
    ] {
        if tally != Tally::default() {
            let Tally { created, updated, unchanged, dropped } = tally;
            println!("{what:<11} {created} new, {updated} changed, {unchanged} unchanged, {dropped} left out");
        }
    }
    if report.pictures > 0 {
        println!("{:<11} {} rendered", "pictures", report.pictures);
    }
    list("problem", &report.problems);
    list("warning", &report.warnings);
}

fn list(kind: &str, problems: &[Problem]) {
    for Problem { line, column, value, hint } in problems.iter().take(SHOWN) {
        eprintln!("{kind}: line {line}, {column} `{value}`: {hint}");
    }
    if problems.len() > SHOWN {
        eprintln!("{} more {kind}s; --json lists them", problems.len() - SHOWN);
    }
}
