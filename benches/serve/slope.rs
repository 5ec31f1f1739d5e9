//! Whether a list costs more in a larger shop: the same page of two shops, asked in turn.

use super::{
    load::{Load, Measured},
    report::{Aim, Rung, commit, write_json},
    shop::{Place, Server},
};
use anyhow::{Result, ensure};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Which shops, and how hard they are asked.
#[derive(Args)]
#[command(after_help = "Example: bin/bench slope --seconds 5 --rounds 3")]
pub struct Options {
    /// Shops from small to large, each as NAME=DATABASE_URL=STORAGE; `bin/bench slope` makes and names them.
    #[arg(long = "shop", required = true)]
    shops: Vec<String>,
    /// The list that is asked for.
    #[arg(long)]
    page: String,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Measurements of each shop; the table shows the median.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections that ask at once.
    #[arg(long, default_value_t = 1)]
    connections: usize,
    /// First port to use.
    #[arg(long, default_value_t = 3950)]
    port: u16,
    /// Where the figures go.
    #[arg(long, default_value = "target/bench/slope.json")]
    json: PathBuf,
}

/// How much longer the largest shop may take than the smallest.
const AIM: f64 = 1.5;

/// Asks each shop for the list, without a page cache.
pub async fn measure(options: &Options) -> Result<()> {
    let mut shops = vec![];
    for (at, shop) in (0u16..).zip(&options.shops) {
        let parts: Vec<&str> = shop.splitn(2, '=').collect();
        ensure!(parts.len() == 2, "NAME=DATABASE_URL=STORAGE, not {shop}");
        // A database's address may hold an equals sign of its own.
        let Some((database, storage)) = parts[1].rsplit_once('=') else { anyhow::bail!("no storage in {shop}") };
        let place = Place { database: database.into(), storage: storage.into() };
        let server = Server::shop_of(Some(&place), options.port + at, 0, &options.page).await?;
        shops.push((parts[0].to_owned(), server));
    }
    let load = Load { connections: options.connections, seconds: options.seconds };
    let mut measured: Vec<Vec<Measured>> = shops.iter().map(|_| vec![]).collect();
    for round in 0..options.rounds {
        let up: Vec<usize> = (0..shops.len()).collect();
        let order: Vec<usize> = if round % 2 == 0 { up } else { up.into_iter().rev().collect() };
        for at in order {
            eprintln!("round {} of {}: {}", round + 1, options.rounds, shops[at].0);
            measured[at].push(shops[at].1.under(load, &options.page).await?);
        }
    }
    let rungs: Vec<_> = shops.iter().zip(measured).map(|((name, _), runs)| Rung::median(name, runs)).collect();
    for Rung { name, middle, .. } in &rungs {
        ensure!(middle.errors == 0, "{} of the answers of {name} were none", middle.errors);
    }
    print(options, &rungs)
}

fn print(options: &Options, rungs: &[Rung]) -> Result<()> {
    println!("\n{} uncached, by size of the shop, {} connections\n", options.page, options.connections);
    println!("{:<10} {:>10} {:>9} {:>9} {:>12}", "products", "req/s", "p50 ms", "p99 ms", "CPU s/1000");
    for Rung { name, middle, .. } in rungs {
        let Measured { per_second, p50_ms, p99_ms, cpu_per_thousand, .. } = middle;
        println!("{name:<10} {per_second:>10.0} {p50_ms:>9.2} {p99_ms:>9.2} {cpu_per_thousand:>12.3}");
    }
    println!();
    let time = |rung: Option<&Rung>| rung.map_or(f64::NAN, |rung| rung.middle.p50_ms);
    let times = time(rungs.last()) / time(rungs.first());
    let aim = Aim::most("largest shop, of the smallest's time".into(), times, "x", AIM);
    aim.print();
    let sizes: Vec<_> = rungs
        .iter()
        .map(|rung| json!({ "products": rung.name, "p50_ms": rung.middle.p50_ms, "p99_ms": rung.middle.p99_ms, "per_second": rung.middle.per_second }))
        .collect();
    let figures = json!({
        "benchmark": "slope", "commit": commit(), "page": options.page, "sizes": sizes, "aims": [aim.json()],
    });
    write_json(&options.json, &figures)
}
