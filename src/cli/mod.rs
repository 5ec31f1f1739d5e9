//! The command line: words in, one operation, words out. Exit code 0 done, 1 failed, 2 usage.

mod cache;
mod check;
mod config;
mod currency;
mod doctor;
mod export;
mod import;
mod jobs;
mod logs;
mod migrate;
mod routes;
mod search;
mod seed;
mod serve;
mod sessions;
mod user;

use clap::{Parser, Subcommand};
use commerce::{Shop, settings};
use std::process::ExitCode;

/// Stoa, a whole shop in one program.
#[derive(Parser)]
#[command(name = "stoa", version, about, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the shop and runs its jobs.
    Serve(serve::Serve),
    /// Runs jobs and nothing else.
    Worker(serve::Worker),
    /// Brings the database up to date.
    Migrate(migrate::Migrate),
    /// Fills the shop with goods to try it on.
    Seed(seed::Seed),
    /// Takes in files of other shops.
    #[command(subcommand)]
    Import(import::Import),
    /// Sends goods and lists away as CSV.
    #[command(subcommand)]
    Export(export::Export),
    /// Lists every address and server function with its permission.
    Routes(routes::Routes),
    /// Looks after the job queue.
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// Keeps the currencies that the shop sells in.
    #[command(subcommand)]
    Currency(currency::Currencies),
    /// Keeps the search index.
    #[command(subcommand)]
    Search(search::Search),
    /// Proves that money, stock and orders agree; prints each row that does not.
    Check(check::Check),
    /// Makes users and gives them roles.
    #[command(subcommand)]
    User(user::User),
    /// Keeps the sessions.
    #[command(subcommand)]
    Sessions(sessions::Sessions),
    /// Keeps the caches.
    #[command(subcommand)]
    Cache(cache::Cache),
    /// Says what this machine lacks, and how to mend it.
    Doctor(doctor::Doctor),
    /// Shows the settings.
    #[command(subcommand)]
    Config(config::Config),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    logs::start();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(perform(cli.command)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

async fn perform(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        // These speak about settings that cannot be used, so they read them themselves.
        Command::Doctor(doctor) => return doctor.run().await,
        Command::Config(config) => return config.run(),
        Command::Routes(routes) => return routes.run(),
        _ => {}
    }
    let settings = settings::load()?;
    let command = match command {
        // These two have a say in the settings.
        Command::Serve(serve) => return serve.run(settings).await,
        Command::Worker(worker) => return worker.run(settings).await,
        command => command,
    };
    let shop = Shop::open(settings).await?;
    match command {
        Command::Jobs(jobs) => jobs.run(shop).await,
        Command::Migrate(migrate) => migrate.run(shop).await,
        Command::Seed(seed) => seed.run(shop).await,
        Command::Import(import) => import.run(shop).await,
        Command::Export(export) => export.run(shop).await,
        Command::Currency(currency) => currency.run(shop).await,
        Command::Search(search) => search.run(shop).await,
        Command::Check(check) => check.run(shop).await,
        Command::User(user) => user.run(shop).await,
        Command::Sessions(sessions) => sessions.run(shop).await,
        Command::Cache(cache) => cache.run(shop).await,
        Command::Doctor(_) | Command::Config(_) | Command::Routes(_) | Command::Serve(_) | Command::Worker(_) => {
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("stoa: {error:#}");
    ExitCode::FAILURE
}
