//! The ladder of a page: static bytes, bare axum with the same SQL, our page uncached, and from the cache.

use super::{
    load::{self, Load, Measured},
    report::{Ladder, Report, Rung},
    shop::{self, Server},
};
use anyhow::{Context, Result};
use clap::Args;
use std::{path::PathBuf, time::Duration};

/// What the ladder is climbed with.
#[derive(Args)]
#[command(after_help = "Example: bin/bench serve --seconds 5 --rounds 3")]
pub struct Options {
    /// Handle of the product whose page is asked for.
    #[arg(long, default_value = "hearth-table-lamp")]
    product: String,
    /// Handle of the category whose list is asked for.
    #[arg(long, default_value = "lighting")]
    category: String,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Measurements of each rung; the table shows the median.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections that ask at once.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// First of three ports to use.
    #[arg(long, default_value_t = 3950)]
    port: u16,
    /// Where the figures go.
    #[arg(long, default_value = "target/bench/serve.json")]
    json: PathBuf,
}

/// The servers of the rungs.
struct Servers {
    low: Server,
    uncached: Server,
    cached: Server,
}

/// Climbs the ladders of both pages, prints them, and writes them down.
pub async fn measure(options: &Options) -> Result<()> {
    let pages = [format!("/p/{}", options.product), format!("/c/{}", options.category)];
    // Three starts: the first pays for cold files.
    let mut starts = vec![];
    for _ in 0..3 {
        starts.push(Server::shop(options.port + 1, 64, &pages[0]).await?.started);
    }
    let cached = Server::shop(options.port + 1, 64, &pages[0]).await?;
    let uncached = Server::shop(options.port + 2, 0, &pages[0]).await?;
    // At rest: started, answered once, then left alone for a moment.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory_at_rest_mb = cached.memory()?;

    let mut bodies = vec![];
    for page in &pages {
        bodies.push(load::body(cached.port, page).await.with_context(|| page.clone())?);
    }
    let servers = Servers { low: Server::rungs(options.port, &bodies)?, uncached, cached };
    let load = Load { connections: options.connections, seconds: options.seconds };
    eprintln!("loading with {}", load.tool());
    let mut ladders = vec![];
    for (at, page) in pages.iter().enumerate() {
        let rungs = climb(&servers, at, page, load, options.rounds).await?;
        ladders.push(Ladder { page: page.clone(), bytes: bodies[at].len(), rungs });
    }
    let report = Report {
        tool: load.tool().to_owned(),
        connections: options.connections,
        ladders,
        memory_at_rest_mb,
        memory_after_load_mb: servers.cached.memory()?,
        start_ms: shop::median_ms(starts),
    };
    report.print();
    report.write(&options.json)
}

async fn climb(servers: &Servers, at: usize, page: &str, load: Load, rounds: usize) -> Result<Vec<Rung>> {
    let targets = [
        ("static bytes", &servers.low, format!("/static/{at}")),
        ("bare axum, same SQL", &servers.low, format!("/bare{page}")),
        ("page, uncached", &servers.uncached, page.to_owned()),
        ("page, from cache", &servers.cached, page.to_owned()),
    ];
    for (_, server, path) in &targets {
        load::wait_for(server.port, path).await?;
    }
    let mut measured: Vec<Vec<Measured>> = targets.iter().map(|_| vec![]).collect();
    for round in 0..rounds {
        let up: Vec<usize> = (0..targets.len()).collect();
        let order: Vec<usize> = if round % 2 == 0 { up } else { up.into_iter().rev().collect() };
        for at in order {
            let (name, server, path) = &targets[at];
            eprintln!("{page}, round {} of {rounds}: {name}", round + 1);
            measured[at].push(server.under(load, path).await?);
        }
    }
    Ok(targets.iter().zip(measured).map(|((name, ..), runs)| Rung::median(name, runs)).collect())
}
