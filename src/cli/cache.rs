//! `stoa cache`

use clap::Subcommand;
use commerce::{Broken, Shop, outbox};
use model::event::Event;
use std::process::ExitCode;

/// Keeps the caches.
#[derive(Subcommand)]
pub enum Cache {
    /// Makes every node drop its pages, menus and lists, and look again.
    #[command(after_help = "Example:\n  stoa cache clear")]
    Clear,
}

impl Cache {
    /// Tells every node by the outbox.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let Self::Clear = self;
        shop.transaction((), |tx, ()| {
            Box::pin(async move {
                outbox::write(tx, &Event::CatalogReplaced).await?;
                outbox::write(tx, &Event::ContentChanged).await?;
                Ok::<_, Broken>(())
            })
        })
        .await?;
        println!("Every node was told.");
        Ok(ExitCode::SUCCESS)
    }
}
