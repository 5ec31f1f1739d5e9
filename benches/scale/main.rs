//! Search by size of the shop: `bin/bench search` calls this, in process for each size and over HTTP for those that lie
//! in a database.

mod http;
#[path = "../serve/load.rs"]
#[allow(dead_code)]
mod load;
mod questions;
mod report;
#[path = "../serve/shop.rs"]
#[allow(dead_code)]
mod shop;

use anyhow::Result;
use clap::Parser;
use commerce::{search::Trial, seed::scale::Size};
use model::{Currency, catalog::Pricing};
use questions::{Question, Workload, question};
use report::{Line, Report};
use std::{
    hint::black_box,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Measures search on made-up shops.
#[derive(Parser)]
#[command(after_help = "Example: bin/bench search --sizes 1k,50k")]
struct Options {
    /// Products of each shop measured in process.
    #[arg(long, value_delimiter = ',', default_value = "1k,50k,1M")]
    sizes: Vec<Size>,
    /// Measures a server on the database of the environment instead, which holds so many products.
    #[arg(long)]
    http: Option<Size>,
    /// Questions of each kind.
    #[arg(long, default_value_t = 2000)]
    questions: u64,
    /// Port of that server.
    #[arg(long, default_value_t = 3960)]
    port: u16,
    /// Where the figures go.
    #[arg(long, default_value = "target/bench/search.json")]
    json: PathBuf,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut report = Report::default();
    match options.http {
        Some(size) => {
            let lines =
                tokio::runtime::Runtime::new()?.block_on(http::measure(size, options.port, options.questions))?;
            report.lines.extend(lines);
        }
        None => {
            for size in &options.sizes {
                report.lines.extend(in_process(*size, options.questions)?);
            }
        }
    }
    report.print();
    report.write(&options.json)
}

fn in_process(size: Size, questions: u64) -> Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("stoa-scale-{}-{}", std::process::id(), size.0));
    let began = Instant::now();
    let trial = Trial::new(size.0, &folder).map_err(|error| anyhow::anyhow!("{error}"))?;
    eprintln!("{} products in {:.1} s", size.0, began.elapsed().as_secs_f64());
    let lines = Workload::ALL.iter().map(|workload| {
        let ask = |number: u64| -> Result<Duration> {
            let question = question(*workload, number, size.0);
            let began = Instant::now();
            black_box(answer(&trial, &question)?);
            Ok(began.elapsed())
        };
        // The first ones warm the pages of the index.
        (0..questions / 10).try_for_each(|number| ask(number).map(drop))?;
        let times = (0..questions).map(ask).collect::<Result<Vec<_>>>()?;
        Ok(Line::new("in process", size.0, workload.name(), times))
    });
    let lines = lines.collect();
    std::fs::remove_dir_all(&folder)?;
    lines
}

fn answer(trial: &Trial, question: &Question) -> Result<u64> {
    let pricing = Pricing { currency: Currency::EUR };
    let answer = match question {
        Question::List(query) => trial.list(query).map(|(total, _)| total),
        Question::Typed(text) => trial.suggest(text, pricing).map(|lines| lines as u64),
    };
    answer.map_err(|error| anyhow::anyhow!("{error}"))
}
