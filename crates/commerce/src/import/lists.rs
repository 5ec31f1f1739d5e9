//! The lists around products: categories, collections, synonyms, and pictures that pages ask for by name.

use super::{
    ImportError, fields,
    pictures::Album,
    products::blocking,
    report::{Report, Tally, hint},
    table::Table,
    tree::{Description, Tree},
};
use crate::{Actor, Shop, outbox};
use model::{CollectionId, Handle, ImportBatchId, MediaId, ProductId, account::Permission, event::Event};
use sqlx::MySqlConnection;
use std::{collections::HashMap, path::Path, sync::Arc};

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
        let title = table.text(row, &["title", "name"], 255);
        let media = match table.cell(row, &["image", "picture"]) {
            source if !source.is_empty() && !report.dry_run => picture(shop, album, source, report).await?,
            _ => None,
        };
        tree.describe(Description {
            title: if title.is_empty() { steps.last().cloned().unwrap_or_default() } else { title },
            handle: table.text(row, &["handle", "slug"], 255),
            intro: table.text(row, &["intro", "description"], 5_000),
            seo_text: table.text(row, &["seo_text", "seo text"], 5_000),
            position: table.cell(row, &["position"]).parse().ok(),
            media,
            steps,
        });
    }
    if !report.dry_run {
        report.categories.add(tree.save(shop, batch).await?);
    }
    Ok(())
}

async fn picture(
    shop: &Shop,
    album: &Album,
    source: &str,
    report: &mut Report,
) -> Result<Option<MediaId>, ImportError> {
    let stored = match album.read(source) {
        Ok((hash, path)) => {
            let fresh = !crate::media::present(shop, &hash);
            let stored = album.store(shop, HashMap::from([(hash, path)])).await?.remove(&hash);
            report.pictures += u64::from(fresh && stored.is_some_and(|stored| stored.is_ok()));
            stored.unwrap_or(Err("picture-missing"))
        }
        Err(flaw) => Err(flaw),
    };
    Ok(stored.map_err(|flaw| report.warning(0, "categories.csv", source, hint(flaw, &[]))).ok())
}

#[derive(Clone, Debug)]
struct Collection {
    handle: String,
    title: String,
    intro: String,
    seo_text: String,
    rule: Option<String>,
    position: u16,
    products: Vec<ProductId>,
}

/// Takes in collections: handle, title, intro, rule, products (handles joined by a bar), seo_text. Needs `ChangeProducts`.
pub async fn collections(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["handle", "title"], &mut report).await?;
    let products = by_handle(shop).await?;
    let mut wanted: Vec<Collection> = vec![];
    for row in &table.rows {
        let handle = table.cell(row, &["handle"]).parse::<Handle>();
        let title = table.text(row, &["title"], 255);
        let Ok(handle) = handle.map(String::from) else {
            report.problem(row.line, "handle", table.cell(row, &["handle"]), hint("handle", &[]));
            continue;
        };
        if title.is_empty() || wanted.iter().any(|one| one.handle == handle) {
            let flaw = if title.is_empty() { "title-missing" } else { "list-twice" };
            report.problem(row.line, "handle", &handle, hint(flaw, &[]));
            continue;
        }
        let mut members = vec![];
        for name in table.cell(row, &["products"]).split('|').map(str::trim).filter(|name| !name.is_empty()) {
            match products.get(name) {
                Some(id) if !members.contains(id) => members.push(*id),
                Some(_) => {}
                None => report.warning(row.line, "products", name, hint("no-such-product", &[])),
            }
        }
        wanted.push(Collection {
            handle,
            title,
            intro: table.text(row, &["intro", "description"], 5_000),
            seo_text: table.text(row, &["seo_text", "seo_description"], 5_000),
            rule: Some(table.text(row, &["rule"], 1_000)).filter(|rule| !rule.is_empty()),
            position: u16::try_from(wanted.len()).unwrap_or(u16::MAX),
            products: members,
        });
    }
    let work = Arc::new(wanted);
    report.entries =
        shop.transaction(work, |tx, work| Box::pin(async move { write_collections(tx, &work).await })).await?;
    Ok(report)
}

async fn write_collections(tx: &mut MySqlConnection, wanted: &[Collection]) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for one in wanted {
        let before = sqlx::query!(
            r#"SELECT id AS "id: CollectionId", title, intro, seo_text, rule, position FROM collections WHERE handle = ?"#,
            one.handle
        )
        .fetch_optional(&mut *tx)
        .await?;
        let members: Vec<ProductId> = match &before {
            None => vec![],
            Some(row) => {
                sqlx::query_scalar!(
                    r#"SELECT product_id AS "id: ProductId" FROM collection_products WHERE collection_id = ? ORDER BY position"#,
                    row.id
                )
                .fetch_all(&mut *tx)
                .await?
            }
        };
        let equal = before.as_ref().is_some_and(|row| {
            (&row.title, &row.intro, &row.seo_text, &row.rule, row.position)
                == (&one.title, &one.intro, &one.seo_text, &one.rule, one.position)
                && members == one.products
        });
        match (&before, equal) {
            (_, true) => tally.unchanged += 1,
            (Some(_), false) => tally.updated += 1,
            (None, false) => tally.created += 1,
        }
        if !equal {
            let id = before.map_or_else(CollectionId::new, |row| row.id);
            write_collection(tx, id, one).await?;
        }
    }
    if tally.changed() {
        outbox::write(tx, &Event::ContentChanged).await?;
    }
    Ok(tally)
}

async fn write_collection(tx: &mut MySqlConnection, id: CollectionId, one: &Collection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO collections (id, handle, title, intro, seo_text, rule, position) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE title = VALUES(title), intro = VALUES(intro), seo_text = VALUES(seo_text),
             rule = VALUES(rule), position = VALUES(position)",
        id,
        one.handle,
        one.title,
        one.intro,
        one.seo_text,
        one.rule,
        one.position
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM collection_products WHERE collection_id = ?", id).execute(&mut *tx).await?;
    for (place, product) in (0u16..).zip(&one.products) {
        sqlx::query!(
            "INSERT INTO collection_products (collection_id, product_id, position) VALUES (?, ?, ?)",
            id,
            *product,
            place
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
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
