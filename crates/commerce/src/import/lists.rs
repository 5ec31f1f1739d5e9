//! Categories of a list, and what all lists share.

use super::{
    ImportError, fields,
    pictures::Album,
    products::blocking,
    report::{Report, hint},
    table::Table,
    tree::{Description, Tree},
};
use crate::Shop;
use model::{ImportBatchId, MediaId, ProductId};
use std::{collections::HashMap, path::Path};

/// Describes categories: path, title or name, handle or slug, intro, seo_text, position, image.
pub(super) async fn categories(
    shop: &Shop,
    file: &Path,
    album: &Album,
    tree: &mut Tree,
    batch: Option<ImportBatchId>,
    report: &mut Report,
) -> Result<(), ImportError> {
    // Its rows and problems are its own: lines are those of the product file.
    let mut own = Report::default();
    let table = read(file, &["path"], &mut own).await?;
    for row in &table.rows {
        let steps = fields::categories(table.cell(row, &["path"])).ok().and_then(|paths| paths.into_iter().next());
        let Some(steps) = steps else {
            let line = row.line as i64;
            report.warning(0, "categories.csv", table.cell(row, &["path"]), hint("list-row", &[("line", line.into())]));
            continue;
        };
        let title = table.plain(row, &["title", "name"], 255);
        let media = match table.cell(row, &["image", "picture"]) {
            source if !source.is_empty() && !report.dry_run => {
                picture(shop, album, source, (0, "categories.csv"), report).await?
            }
            _ => None,
        };
        tree.describe(Description {
            title: if title.is_empty() { steps.last().cloned().unwrap_or_default() } else { title },
            handle: table.text(row, &["handle", "slug"], 255),
            intro: table.plain(row, &["intro", "description"], 5_000),
            seo_text: table.plain(row, &["seo_text", "seo text"], 10_000),
            position: table.cell(row, &["position"]).parse().ok(),
            media,
            alt: table.plain(row, &["image_alt", "image alt"], 512),
            steps,
        });
    }
    if !report.dry_run {
        report.categories.add(tree.save(shop, batch).await?);
    }
    Ok(())
}

/// Stores a picture that a list names; one that cannot be had is a warning, at a line and column.
pub(super) async fn picture(
    shop: &Shop,
    album: &Album,
    source: &str,
    (line, column): (u64, &str),
    report: &mut Report,
) -> Result<Option<MediaId>, ImportError> {
    let stored = match album.read(source) {
        Ok((hash, path)) => {
            let fresh = !crate::media::present(shop, &hash).await?;
            let stored = album.store(shop, HashMap::from([(hash, path)])).await?.remove(&hash);
            report.pictures += u64::from(fresh && stored.is_some_and(|stored| stored.is_ok()));
            stored.unwrap_or(Err("picture-missing"))
        }
        Err(flaw) => Err(flaw),
    };
    Ok(stored.map_err(|flaw| report.warning(line, column, source, hint(flaw, &[]))).ok())
}

/// All products, by handle.
pub(super) async fn by_handle(shop: &Shop) -> Result<HashMap<String, ProductId>, ImportError> {
    let rows: Vec<(String, ProductId)> =
        sqlx::query_as("SELECT handle, id FROM products").fetch_all(&shop.pool).await?;
    Ok(rows.into_iter().collect())
}

/// Reads a list where it may block.
pub(super) async fn read(
    file: &Path,
    needed: &'static [&'static str],
    report: &mut Report,
) -> Result<Table, ImportError> {
    let (file, mut own) = (file.to_owned(), std::mem::take(report));
    let (table, own) = blocking(move || {
        let table = Table::read(&file, needed, &mut own);
        (table, own)
    })
    .await?;
    *report = own;
    table
}
