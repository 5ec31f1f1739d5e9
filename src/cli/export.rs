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
    /// Everything, as a folder with a file for each list and the pictures; `stoa import shop` takes it in.
    Shop {
        /// The folder.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Whose columns the file of products has.
        #[arg(long, value_enum, default_value = "shopify")]
        format: Columns,
    },
    /// The tree of categories.
    Categories(To),
    /// Collections with the handles of their products, or with their rules.
    Collections(To),
    /// Types of products with their attributes.
    ProductTypes(To),
    /// Currencies besides the shop's own, with their rates.
    Currencies(To),
    /// Prices in them that were set by hand.
    Prices(To),
    /// Related, better and further products of products.
    Links(To),
    /// Bundles with their parts.
    Bundles(To),
    /// Reviews, those that wait for a look too.
    Reviews(To),
    /// Pages of running text.
    Pages(To),
    /// The menus of header and footer.
    Menus(To),
    /// Synonyms of the search.
    Synonyms(To),
    /// Ways from old addresses to new ones.
    Redirects(To),
    /// Pictures that pages ask for by name.
    Pictures(To),
}

/// Whose columns the file has.
#[derive(Clone, Copy, ValueEnum)]
pub enum Columns {
    Shopify,
    ShopifyLegacy,
    #[value(name = "woocommerce")]
    WooCommerce,
}

impl From<Columns> for Format {
    fn from(columns: Columns) -> Self {
        match columns {
            Columns::Shopify => Self::Shopify,
            Columns::ShopifyLegacy => Self::ShopifyLegacy,
            Columns::WooCommerce => Self::WooCommerce,
        }
    }
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
            Self::Shop { out, format } => {
                export::shop(&shop, &Actor::System, &out, format.into()).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::Products { format, to } => (What::Products(format.into()), to),
            Self::Categories(to) => (What::Categories, to),
            Self::Collections(to) => (What::Collections, to),
            Self::ProductTypes(to) => (What::ProductTypes, to),
            Self::Currencies(to) => (What::Currencies, to),
            Self::Prices(to) => (What::Prices, to),
            Self::Links(to) => (What::Links, to),
            Self::Bundles(to) => (What::Bundles, to),
            Self::Reviews(to) => (What::Reviews, to),
            Self::Pages(to) => (What::Pages, to),
            Self::Menus(to) => (What::Menus, to),
            Self::Synonyms(to) => (What::Synonyms, to),
            Self::Redirects(to) => (What::Redirects, to),
            Self::Pictures(to) => (What::SitePictures, to),
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
