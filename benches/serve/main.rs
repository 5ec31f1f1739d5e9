//! The ladder of one page: static bytes, bare axum with the same SQL, our product page uncached, and from the cache.
//!
//! `bin/bench serve` prepares a shop and calls this. Each rung is a process of its own on the same machine, database and
//! product; rounds run up and down the ladder so that no rung always has the quiet half of the machine.

mod load;
mod report;
mod rungs;
mod shop;

use anyhow::{Context, Result};
use clap::Parser;
use load::{Load, Measured};
use report::{Report, Rung};
use shop::Server;
use std::{path::PathBuf, time::Duration};

/// Measures the product page against what the machine can do at most.
#[derive(Parser)]
#[command(after_help = "Example: bin/bench serve --seconds 5 --rounds 3")]
struct Options {
    /// Handle of the product whose page is asked for.
    #[arg(long, default_value = "hearth-table-lamp")]
    product: String,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Measurements of each rung; the table shows the median.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections that ask at once.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// First of four ports to use.
    #[arg(long, default_value_t = 3950)]
    port: u16,
    /// Where the figures go.
    #[arg(long, default_value = "target/bench/serve.json")]
    json: PathBuf,
    /// Serves the two lower rungs instead of measuring; the driver calls itself with this.
    #[arg(long, hide = true)]
    rungs: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    match &options.rungs {
        Some(page) => runtime.block_on(rungs::serve(options.port, page)),
        None => runtime.block_on(measure(&options)),
    }
}

async fn measure(options: &Options) -> Result<()> {
    let page = format!("/p/{}", options.product);
    // Three starts: the first pays for cold files.
    let mut starts = vec![];
    for _ in 0..3 {
        let server = Server::shop(options.port + 1, 64, &page).await?;
        starts.push(server.started);
    }
    let cached = Server::shop(options.port + 1, 64, &page).await?;
    let uncached = Server::shop(options.port + 2, 0, &page).await?;
    // At rest: started, answered once, then left alone for a moment.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory_at_rest = cached.memory()?;

    let body = load::body(cached.port, &page).await.context("the product page")?;
    let low = Server::rungs(options.port, &body)?;
    let bare = format!("/bare/{}", options.product);
    let targets = [
        ("static bytes", &low, "/static".to_owned()),
        ("bare axum, same SQL", &low, bare),
        ("page, uncached", &uncached, page.clone()),
        ("page, from cache", &cached, page.clone()),
    ];
    for (_, server, path) in &targets {
        load::wait_for(server.port, path).await?;
    }

    let load = Load { connections: options.connections, seconds: options.seconds };
    eprintln!("loading with {}", load.tool());
    let mut measured: Vec<Vec<Measured>> = targets.iter().map(|_| vec![]).collect();
    for round in 0..options.rounds {
        let up: Vec<usize> = (0..targets.len()).collect();
        let order: Vec<usize> = if round % 2 == 0 { up } else { up.into_iter().rev().collect() };
        for at in order {
            let (name, server, path) = &targets[at];
            eprintln!("round {} of {}: {name}", round + 1, options.rounds);
            let cpu = server.cpu_seconds()?;
            let mut one = load.run(server.port, path).await?;
            one.cpu_per_thousand = (server.cpu_seconds()? - cpu) * 1000.0 / one.requests.max(1) as f64;
            measured[at].push(one);
        }
    }

    let rungs = targets.iter().zip(measured).map(|((name, ..), runs)| Rung::median(name, runs)).collect();
    let report = Report {
        product: options.product.clone(),
        page_bytes: body.len(),
        tool: load.tool().to_owned(),
        connections: options.connections,
        rungs,
        memory_at_rest_mb: memory_at_rest,
        memory_after_load_mb: cached.memory()?,
        start_ms: shop::median_ms(starts),
    };
    report.print();
    report.write(&options.json)
}
