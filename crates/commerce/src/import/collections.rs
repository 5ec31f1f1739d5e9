//! Collections of a list: by hand with their products, or by rule.

use super::{
    ImportError,
    lists::{by_handle, picture, read},
    pictures::Album,
    report::{Report, Tally, hint},
};
use crate::{Actor, Shop, catalog::rules, outbox};
use model::{
    CategoryId, CollectionId, Currency, Handle, MediaId, ProductId,
    account::Permission,
    collection::{MAX_CONDITIONS, Rule},
    event::Event,
};
use serde_json::Value;
use sqlx::MySqlConnection;
use std::{collections::HashMap, path::Path, sync::Arc};

#[derive(Clone, Debug)]
struct Collection {
    handle: String,
    title: String,
    intro: String,
    seo_text: String,
    /// In words of another shop.
    rule: Option<String>,
    /// Who is in it; the outer nothing leaves it as it is.
    conditions: Option<Option<Rule>>,
    position: u16,
    products: Vec<ProductId>,
    /// A picture with its words; nothing leaves what is there.
    cover: Option<(MediaId, String)>,
}

/// Takes in collections: handle, title, intro, rule, products (handles joined by a bar), seo_text, position, image, image_alt, and
/// conditions, as exports write them. Needs `ChangeProducts`.
pub async fn collections(
    shop: &Shop,
    actor: &Actor,
    file: &Path,
    images: Option<&Path>,
) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["handle", "title"], &mut report).await?;
    let album = Album::of(file, images, false)?;
    let products = by_handle(shop).await?;
    let categories: HashMap<String, CategoryId> =
        sqlx::query_as::<_, (String, CategoryId)>("SELECT path, id FROM categories")
            .fetch_all(&shop.pool)
            .await?
            .into_iter()
            .collect();
    let mut wanted: Vec<Collection> = vec![];
    for row in &table.rows {
        let handle = table.cell(row, &["handle"]).parse::<Handle>();
        let title = table.plain(row, &["title"], 255);
        let Ok(handle) = handle.map(String::from) else {
            report.problem(row.line, "handle", table.cell(row, &["handle"]), hint("handle", &[]));
            continue;
        };
        if title.is_empty() || wanted.iter().any(|one| one.handle == handle) {
            let flaw = if title.is_empty() { "title-missing" } else { "list-twice" };
            report.problem(row.line, "handle", &handle, hint(flaw, &[]));
            continue;
        }
        let typed = table.cell(row, &["conditions"]);
        let conditions = match (table.has("conditions"), typed) {
            (false, _) => None,
            (true, "") => Some(None),
            (true, typed) => match conditions(typed, &categories) {
                Some(rule) => Some(Some(rule)),
                None => {
                    report.problem(row.line, "conditions", typed, hint("conditions", &[]));
                    continue;
                }
            },
        };
        let mut members = vec![];
        for name in table.cell(row, &["products"]).split('|').map(str::trim).filter(|name| !name.is_empty()) {
            match products.get(name) {
                Some(id) if !members.contains(id) => members.push(*id),
                Some(_) => {}
                None => report.warning(row.line, "products", name, hint("no-such-product", &[])),
            }
        }
        let cover = match table.cell(row, &["image", "picture"]) {
            "" => None,
            source => picture(shop, &album, source, (row.line, "image"), &mut report).await?,
        };
        wanted.push(Collection {
            handle,
            title,
            intro: table.plain(row, &["intro", "description"], 5_000),
            seo_text: table.plain(row, &["seo_text", "seo_description"], 10_000),
            rule: Some(table.text(row, &["rule"], 1_000)).filter(|rule| !rule.is_empty()),
            conditions,
            position: table.cell(row, &["position"]).parse().unwrap_or(u16::try_from(wanted.len()).unwrap_or(u16::MAX)),
            products: members,
            cover: cover.map(|id| (id, table.plain(row, &["image_alt", "image alt"], 512))),
        });
    }
    let work = (Arc::new(wanted), shop.settings.shop.currency);
    report.entries = shop
        .transaction(work, |tx, (work, currency)| Box::pin(async move { write_collections(tx, &work, currency).await }))
        .await?;
    Ok(report)
}

/// A rule in which categories go by their paths.
fn conditions(typed: &str, categories: &HashMap<String, CategoryId>) -> Option<Rule> {
    let mut rule: Value = serde_json::from_str(typed).ok()?;
    for one in rule.get_mut("conditions")?.as_array_mut()? {
        if one.get("field")?.as_str()? == "category" {
            let id = categories.get(one.get("value")?.as_str()?)?;
            *one.get_mut("value")? = serde_json::to_value(id).ok()?;
        }
    }
    let rule: Rule = serde_json::from_value(rule).ok()?;
    (1..=MAX_CONDITIONS).contains(&rule.conditions.len()).then_some(rule)
}

async fn write_collections(
    tx: &mut MySqlConnection,
    wanted: &[Collection],
    currency: Currency,
) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for one in wanted {
        let before = sqlx::query!(
            r#"SELECT id AS "id: CollectionId", title, intro, seo_text, rule, conditions, position,
                      media_id AS "media: MediaId", media_alt AS alt FROM collections WHERE handle = ?"#,
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
        let standing = before.as_ref().and_then(|row| row.conditions.as_deref());
        let standing: Option<Rule> = standing.and_then(|json| serde_json::from_str(json).ok());
        let rule = one.conditions.clone().unwrap_or_else(|| standing.clone());
        let equal = before.as_ref().is_some_and(|row| {
            (&row.title, &row.intro, &row.seo_text, &row.rule, row.position)
                == (&one.title, &one.intro, &one.seo_text, &one.rule, one.position)
                && rule == standing
                && one.cover.as_ref().is_none_or(|(id, alt)| row.media == Some(*id) && row.alt == *alt)
                && (rule.is_some() || members == one.products)
        });
        match (&before, equal) {
            (_, true) => tally.unchanged += 1,
            (Some(_), false) => tally.updated += 1,
            (None, false) => tally.created += 1,
        }
        if !equal {
            let id = before.map_or_else(CollectionId::new, |row| row.id);
            write_collection(tx, id, one, rule.as_ref(), currency).await?;
        }
    }
    if tally.changed() {
        outbox::write(tx, &Event::ContentChanged).await?;
    }
    Ok(tally)
}

async fn write_collection(
    tx: &mut MySqlConnection,
    id: CollectionId,
    one: &Collection,
    rule: Option<&Rule>,
    currency: Currency,
) -> Result<(), ImportError> {
    let conditions = rule.map(serde_json::to_string).transpose().map_err(anyhow::Error::from)?;
    sqlx::query!(
        "INSERT INTO collections (id, handle, title, intro, seo_text, rule, position, conditions, media_id, media_alt)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE title = VALUES(title), intro = VALUES(intro), seo_text = VALUES(seo_text),
             rule = VALUES(rule), position = VALUES(position), conditions = VALUES(conditions), version = version + 1,
             media_alt = IF(VALUES(media_id) IS NULL, media_alt, VALUES(media_alt)),
             media_id = COALESCE(VALUES(media_id), media_id)",
        id,
        one.handle,
        one.title,
        one.intro,
        one.seo_text,
        one.rule,
        one.position,
        conditions,
        one.cover.as_ref().map(|(id, _)| *id),
        one.cover.as_ref().map_or("", |(_, alt)| alt)
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM collection_products WHERE collection_id = ?", id).execute(&mut *tx).await?;
    if let Some(rule) = rule {
        rules::fit_one(tx, id, rule, None, currency).await?;
        return Ok(());
    }
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
