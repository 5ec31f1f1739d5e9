//! `stoa import`

use clap::{Args, Subcommand};
use commerce::{
    Actor, Shop,
    import::{self, Changes, Mapped, Problem, Report, Tally},
    text,
};
use model::ImportBatchId;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Problems that are printed; `--json` has them all.
const SHOWN: usize = 40;

/// Takes in files of other shops.
#[derive(Subcommand)]
pub enum Import {
    /// Products from a CSV of Shopify, WooCommerce or any other shop.
    Products(Products),
    /// Reviews from a CSV with the columns handle, rating, title, body and author.
    Reviews(List),
    /// Lists earlier imports of products.
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes an import back: what it made is removed or archived, what it changed is as before.
    Undo {
        /// Its name in the list.
        batch: ImportBatchId,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// The tree of categories, from a CSV with the columns path, title, handle, intro, seo_text, position and image.
    Categories(List),
    /// Every list that lies in a folder, as `stoa export shop` writes it.
    Shop {
        /// The folder.
        folder: PathBuf,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Collections from a CSV with the columns handle, title, intro, seo_text, rule, products, conditions,
    /// position, image and image_alt.
    Collections(List),
    /// Types of products from a CSV with the columns type, attribute, kind, unit, choices, required and facet.
    ProductTypes(List),
    /// Currencies from a CSV with the columns currency, rate, rounding and state.
    Currencies(List),
    /// Prices in them from a CSV with the columns sku, currency, price, compare_at, lowest_before and by_hand.
    Prices(List),
    /// Links between products from a CSV with the columns handle, relation and linked_handle.
    Links(List),
    /// Bundles from a CSV with the columns sku, part and units.
    Bundles(List),
    /// The menus of header and footer from a CSV with the columns menu, level, label, kind and target.
    Menus(List),
    /// Synonyms of the search from a CSV with the columns terms, kind and replacement.
    Synonyms(List),
    /// Pictures that pages ask for by name, from a CSV with the columns name, picture and alt.
    Pictures(List),
    /// Ways from old addresses to new ones, from a CSV with the columns Redirect from and Redirect to.
    Redirects(List),
    /// Pages from a CSV with the columns handle, title, summary and source, or from a folder of Markdown files.
    Pages(List),
}

/// A list that is read as a whole.
#[derive(Args)]
pub struct List {
    /// The file.
    file: PathBuf,
    /// Folder to which paths of pictures are relative; the file's own where none is given.
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Products from a CSV.
#[derive(Args)]
#[command(
    after_help = "Rows that are wrong are listed by line, column, value and hint, and left out; the others are taken in.\n\
    A second run of the same file changes nothing.\n\nExamples:\n  stoa import products products.csv\n  \
    stoa import products products.csv --images pictures/ --dry-run"
)]
pub struct Products {
    /// The file.
    file: PathBuf,
    /// Folder to which paths of pictures are relative; the file's own where none is given.
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
    /// Examines everything and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Writes nothing when anything is wrong.
    #[arg(long)]
    all_or_nothing: bool,
    /// Says what a column is, as in "Their column=Price"; nothing after the sign leaves it out.
    #[arg(long, value_name = "THEIRS=OURS", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Writes products with errors into a file, to be mended and taken in again.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Products {
    fn command(self) -> import::Import {
        import::Import {
            file: self.file,
            images: self.images,
            dry_run: self.dry_run,
            all_or_nothing: self.all_or_nothing,
            columns: self.map,
            errors: self.errors.map(import::Errors::At),
            batch: None,
            trusted: false,
        }
    }
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let (theirs, ours) = text.rsplit_once('=').ok_or("write it as in \"Their column=Price\"")?;
    Ok((theirs.trim().to_owned(), ours.trim().to_owned()))
}

impl Import {
    /// Takes a file in; fails when a row was left out.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        let (report, json) = match self {
            Self::List { json } => return list_batches(&shop, json).await,
            Self::Undo { batch, json } => return undo(&shop, batch, json).await,
            Self::Products(products) => {
                let json = products.json;
                (import::products(&shop, &Actor::System, products.command()).await?, json)
            }
            Self::Shop { folder, json } => return whole(&shop, &folder, json).await,
            Self::Reviews(list) => {
                let images = list.images.as_deref();
                (import::reviews(&shop, &Actor::System, &list.file, images).await?, list.json)
            }
            Self::ProductTypes(list) => (import::product_types(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Currencies(list) => (import::currencies(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Prices(list) => (import::prices(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Links(list) => (import::links(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Bundles(list) => (import::bundles(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Menus(list) => (import::menus(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Synonyms(list) => (import::synonyms(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Pictures(list) => {
                let images = list.images.as_deref();
                let trust = import::Trust::Stranger;
                (import::site_pictures(&shop, &Actor::System, &list.file, images, trust).await?, list.json)
            }
            Self::Categories(list) => {
                let images = list.images.as_deref();
                (import::categories(&shop, &Actor::System, &list.file, images).await?, list.json)
            }
            Self::Collections(list) => (import::collections(&shop, &Actor::System, &list.file, None).await?, list.json),
            Self::Redirects(list) => (import::redirects(&shop, &Actor::System, &list.file).await?, list.json),
            Self::Pages(list) => (import::pages(&shop, &Actor::System, &list.file).await?, list.json),
        };
        if json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            show(&report);
        }
        Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Prints what an import did, for a person.
pub fn show(report: &Report) {
    if report.stopped {
        println!("Nothing was written, because something is wrong. It would have been:");
    } else if report.dry_run {
        println!("Nothing was written. It would have been:");
    }
    columns(report);
    for (what, tally) in [
        ("products", report.products),
        ("variants", report.variants),
        ("categories", report.categories),
        ("entries", report.entries),
    ] {
        if tally != Tally::default() {
            let Tally { created, updated, unchanged, dropped } = tally;
            println!("{what:<11} {created} new, {updated} changed, {unchanged} unchanged, {dropped} left out");
        }
    }
    if report.pictures > 0 {
        println!("{:<11} {} rendered", "pictures", report.pictures);
    }
    list("problem", &report.problems);
    list("warning", &report.warnings);
}

async fn whole(shop: &Shop, folder: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let reports = import::shop(shop, &Actor::System, folder).await?;
    if json {
        let named: Vec<_> = reports.iter().map(|(what, report)| (what.name(), report)).collect();
        println!("{}", serde_json::to_string_pretty(&named)?);
    } else {
        for (what, report) in &reports {
            println!("== {}", what.name());
            show(report);
        }
    }
    let fine = !reports.is_empty() && reports.iter().all(|(_, report)| report.problems.is_empty());
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn list_batches(shop: &Shop, json: bool) -> anyhow::Result<ExitCode> {
    let batches = import::batches(shop, &Actor::System).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&batches)?);
        return Ok(ExitCode::SUCCESS);
    }
    for batch in batches {
        let Changes { made, undone, archived, kept } = batch.changes;
        let (at, state) = (text::date_time(batch.created_at), batch.state.as_str());
        let all = made + undone + archived + kept;
        println!("{}  {at}  {state:<8}  {all} changes, {undone} undone  {}", batch.id, batch.file_name);
    }
    Ok(ExitCode::SUCCESS)
}

async fn undo(shop: &Shop, id: ImportBatchId, json: bool) -> anyhow::Result<ExitCode> {
    let batch = import::undo(shop, &Actor::System, id).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&batch)?);
        return Ok(ExitCode::SUCCESS);
    }
    let Changes { undone, archived, kept, .. } = batch.changes;
    println!("{undone} undone, {archived} archived because they are in use, {kept} left alone");
    for (name, state) in import::kept(shop, &Actor::System, id).await? {
        println!("{state:<9} {name}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Columns that go by another name, and those that are not read.
fn columns(report: &Report) {
    let other = |one: &&Mapped| one.ours.as_deref().is_some_and(|ours| !ours.eq_ignore_ascii_case(&one.theirs));
    let read: Vec<String> = report
        .columns
        .iter()
        .filter(other)
        .map(|one| format!("{} = {}", one.theirs, one.ours.as_deref().unwrap_or_default()))
        .collect();
    let unread: Vec<&str> =
        report.columns.iter().filter(|one| one.ours.is_none()).map(|one| one.theirs.as_str()).collect();
    for (what, names) in [("columns", read.join(", ")), ("not read", unread.join(", "))] {
        if !names.is_empty() {
            println!("{what:<11} {names}");
        }
    }
}

fn list(kind: &str, problems: &[Problem]) {
    for Problem { line, column, value, hint } in problems.iter().take(SHOWN) {
        eprintln!("{kind}: line {line}, {column} `{value}`: {hint}");
    }
    if problems.len() > SHOWN {
        eprintln!("{} more {kind}s; --json lists them", problems.len() - SHOWN);
    }
}
