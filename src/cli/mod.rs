//! The command line: words in, one operation, words out.

use clap::{Parser, Subcommand};
use commerce::{Shop, db, settings};
use std::process::ExitCode;

/// Stoa, a whole shop in one program.
#[derive(Parser)]
#[command(name = "stoa", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the shop.
    Serve,
    /// Brings the database up to date.
    Migrate {
        /// Drops everything first; development only.
        #[arg(long)]
        fresh: bool,
    },
}

/// Runs the command line; exit code 0 done, 1 failed, 2 usage.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome =
        tokio::runtime::Runtime::new().map_err(anyhow::Error::from).and_then(|rt| rt.block_on(perform(cli.command)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("stoa: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn perform(command: Command) -> anyhow::Result<()> {
    let settings = settings::load()?;
    let shop = Shop::open(settings).await?;
    match command {
        Command::Serve => {
            let listener = tokio::net::TcpListener::bind(&shop.settings.server.addr).await?;
            let service = crate::server::router(shop).into_make_service_with_connect_info::<std::net::SocketAddr>();
            axum::serve(listener, service).await?;
        }
        Command::Migrate { fresh: true } => db::fresh(&shop.pool).await?,
        Command::Migrate { fresh: false } => db::migrate(&shop.pool).await?,
    }
    Ok(())
}
