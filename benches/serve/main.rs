//! How quickly the shop answers, against what the machine can do at most.
//!
//! `bin/bench` prepares the shops and calls this. Every server is a process of its own on the same machine; rounds run up
//! and down, so that nobody always has the quiet half of the machine.

mod fresh;
mod ladder;
mod load;
mod report;
mod rungs;
mod shop;
mod slope;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Measures pages over HTTP.
#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    what: What,
    /// Given by cargo.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum What {
    /// The ladder of a product and of a list: static bytes, bare axum with the same SQL, our page uncached and from cache.
    Serve(ladder::Options),
    /// The time from the commit of a price to its being on the pages of two other nodes.
    Fresh(fresh::Options),
    /// The list page of shops of different size.
    Slope(slope::Options),
    /// Serves the lower rungs; the ladder calls this program again with it.
    #[command(hide = true)]
    Rungs { port: u16, pages: Vec<PathBuf> },
}

fn main() -> Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    match options.what {
        What::Serve(options) => runtime.block_on(ladder::measure(&options)),
        What::Fresh(options) => runtime.block_on(fresh::measure(&options)),
        What::Slope(options) => runtime.block_on(slope::measure(&options)),
        What::Rungs { port, pages } => runtime.block_on(rungs::serve(port, &pages)),
    }
}
