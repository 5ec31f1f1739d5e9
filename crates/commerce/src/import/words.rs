//! Synonyms of the search, and pictures that pages ask for by name.

use super::{
    ImportError,
    lists::read,
    pictures::{Album, Found},
    report::{Report, Tally, hint},
};
use crate::{Actor, Shop, outbox};
use model::{MediaId, account::Permission, event::Event};
use pictures::Trust;
use sqlx::MySqlConnection;
use std::{path::Path, sync::Arc};

/// Takes in synonyms: terms joined by a bar, kind, replacement. Needs `ChangeProducts`.
pub async fn synonyms(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["terms", "kind"], &mut report).await?;
    let mut rows: Vec<[String; 3]> = vec![];
    for row in &table.rows {
        let kind = table.cell(row, &["kind"]);
        let terms = table.text(row, &["terms"], 500);
        if terms.is_empty() || !["equal", "one_way", "correction", "unit", "page"].contains(&kind) {
            report.problem(row.line, "kind", kind, hint("synonym", &[]));
            continue;
        }
        rows.push([terms, kind.to_owned(), table.text(row, &["replacement"], 500)]);
    }
    let work = Arc::new(rows);
    report.entries =
        shop.transaction(work, |tx, work| Box::pin(async move { write_synonyms(tx, &work).await })).await?;
    Ok(report)
}

async fn write_synonyms(tx: &mut MySqlConnection, rows: &[[String; 3]]) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for [terms, kind, replacement] in rows {
        let before = sqlx::query_scalar!("SELECT replacement FROM synonyms WHERE terms = ? AND kind = ?", terms, kind)
            .fetch_optional(&mut *tx)
            .await?;
        match before {
            Some(before) if before == *replacement => tally.unchanged += 1,
            Some(_) => tally.updated += 1,
            None => tally.created += 1,
        }
        sqlx::query!(
            "INSERT INTO synonyms (id, terms, kind, replacement) VALUES (?, ?, ?, ?)
             ON DUPLICATE KEY UPDATE replacement = VALUES(replacement)",
            uuid::Uuid::now_v7(),
            terms,
            kind,
            replacement
        )
        .execute(&mut *tx)
        .await?;
    }
    if tally.changed() {
        outbox::write(tx, &Event::ContentChanged).await?;
    }
    Ok(tally)
}

/// Takes in pictures of the shop itself: name, picture, alt. Vector scenes only from files of the shop's own. Needs
/// `ChangeProducts`.
pub async fn site_pictures(
    shop: &Shop,
    actor: &Actor,
    file: &Path,
    images: Option<&Path>,
    trust: Trust,
) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["name", "picture"], &mut report).await?;
    let album = Album::of(file, images, matches!(trust, Trust::Own))?;
    let found: Vec<_> = table.rows.iter().map(|row| album.read(table.cell(row, &["picture"]))).collect();
    let fresh: Found = found.iter().flatten().cloned().collect();
    report.pictures += crate::media::absent(shop, fresh.keys().copied()).await?.len() as u64;
    let stored = album.store(shop, fresh).await?;
    let mut rows: Vec<(String, MediaId, String)> = vec![];
    for (row, found) in table.rows.iter().zip(found) {
        let source = table.cell(row, &["picture"]);
        match found.and_then(|(hash, _)| stored.get(&hash).copied().unwrap_or(Err("picture-missing"))) {
            Ok(media) => rows.push((table.text(row, &["name"], 64), media, table.text(row, &["alt"], 512))),
            Err(flaw) => report.problem(row.line, "picture", source, hint(flaw, &[])),
        }
    }
    let work = Arc::new(rows);
    report.entries =
        shop.transaction(work, |tx, work| Box::pin(async move { write_pictures(tx, &work).await })).await?;
    Ok(report)
}

async fn write_pictures(tx: &mut MySqlConnection, rows: &[(String, MediaId, String)]) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for (name, media, alt) in rows {
        let before =
            sqlx::query!(r#"SELECT media_id AS "media: MediaId", alt FROM site_pictures WHERE name = ?"#, name)
                .fetch_optional(&mut *tx)
                .await?;
        match before {
            Some(before) if before.media == *media && before.alt == *alt => tally.unchanged += 1,
            Some(_) => tally.updated += 1,
            None => tally.created += 1,
        }
        sqlx::query!(
            "INSERT INTO site_pictures (name, media_id, alt) VALUES (?, ?, ?)
             ON DUPLICATE KEY UPDATE media_id = VALUES(media_id), alt = VALUES(alt)",
            name,
            *media,
            alt
        )
        .execute(&mut *tx)
        .await?;
    }
    if tally.changed() {
        outbox::write(tx, &Event::ContentChanged).await?;
    }
    Ok(tally)
}
