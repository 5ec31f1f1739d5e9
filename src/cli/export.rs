//! `stoa export`

use clap::{Args, Subcommand, ValueEnum};
use commerce::{
    Actor, Shop,
    export::{self, Exporter, Format, What},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Sends goods and lists away as CSV; `stoa import` reads them back as they were.
#[derive(Subcommand)]
pub enum Export {
    /// Products with variants, prices, counts and pictures.
    Products {
        /// Whose columns the file has.
        #[arg(long, value_enum, default_value = "shopify")]
        format: Columns,
        #[command(flatten)]
        to: To,
    },
    /// The tree of categories.
    Categories(To),
    /// Collections with the handles of their products.
    Collections(To),
    /// Reviews, those that wait for a look too.
    Reviews(To),
    /// Pages of running text.
    Pages(To),
    /// Ways from old addresses to new ones.
    Redirects(To),
}

/// Whose columns the file has.
#[derive(Clone, Copy, ValueEnum)]
pub enum Columns {
    Shopify,
    ShopifyLegacy,
    #[value(name = "woocommerce")]
    WooCommerce,
}

/// Where it goes.
#[derive(Args)]
#[command(after_help = "Examples:\n  stoa export products --out products.csv --images pictures/\n  \
    stoa export reviews > reviews.csv")]
pub struct To {
    /// The file; standard output where none is given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Folder into which pictures are written; without it, cells hold their addresses.
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
}

impl Export {
    /// Writes the file.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let (what, To { out, images }) = match self {
            Self::Products { format: Columns::Shopify, to } => (What::Products(Format::Shopify), to),
            Self::Products { format: Columns::WooCommerce, to } => (What::Products(Format::WooCommerce), to),
            Self::Products { format: Columns::ShopifyLegacy, to } => (What::Products(Format::ShopifyLegacy), to),
            Self::Categories(to) => (What::Categories, to),
            Self::Collections(to) => (What::Collections, to),
            Self::Reviews(to) => (What::Reviews, to),
            Self::Pages(to) => (What::Pages, to),
            Self::Redirects(to) => (What::Redirects, to),
        };
        let mut exporter = Exporter::new(&shop, &Actor::System, export::Export { what, images })?;
        let mut to: Box<dyn Write> = match out {
            Some(path) => Box::new(BufWriter::new(File::create(&path)?)),
            None => Box::new(std::io::stdout().lock()),
        };
        while let Some(piece) = exporter.next().await? {
            to.write_all(&piece)?;
        }
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
