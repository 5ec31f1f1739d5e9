//! Pages of running text: Markdown with a few lines on top that give title, handle and summary.

use super::{
    ImportError,
    products::blocking,
    report::{Report, Tally, hint},
    table::Table,
};
use crate::{
    Actor, Shop,
    content::{Format, rendered},
    outbox,
};
use model::{Handle, account::Permission, event::Event};
use sqlx::MySqlConnection;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

#[derive(Clone, Debug, PartialEq)]
struct Page {
    handle: String,
    title: String,
    summary: String,
    format: String,
    source: String,
    body: String,
    published: bool,
    seo_title: String,
    seo_description: String,
}

/// A page as a file has it; what the file says nothing of stays.
#[derive(Clone, Debug)]
struct Told {
    handle: String,
    title: String,
    summary: String,
    format: Format,
    source: String,
    published: Option<bool>,
    seo_title: Option<String>,
    seo_description: Option<String>,
}

impl Told {
    fn over(&self, before: Option<&Page>) -> Page {
        Page {
            handle: self.handle.clone(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            format: self.format.as_str().to_owned(),
            source: self.source.clone(),
            body: rendered(&self.source, self.format),
            published: self.published.or(before.map(|page| page.published)).unwrap_or(true),
            seo_title: self.seo_title.clone().or(before.map(|page| page.seo_title.clone())).unwrap_or_default(),
            seo_description: self
                .seo_description
                .clone()
                .or(before.map(|page| page.seo_description.clone()))
                .unwrap_or_default(),
        }
    }
}

/// Takes in pages: every `.md` file of a folder, or the rows of a list with handle, title, summary and source. Needs
/// `ChangeProducts`.
pub async fn pages(shop: &Shop, actor: &Actor, from: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let from = from.to_owned();
    let (pages, mut report) = blocking(move || if from.is_dir() { read(&from) } else { read_list(&from) }).await??;
    let work = Arc::new(pages);
    report.entries = shop.transaction(work, |tx, work| Box::pin(async move { write(tx, &work).await })).await?;
    Ok(report)
}

fn read(folder: &Path) -> Result<(Vec<Told>, Report), ImportError> {
    let unreadable = |error| ImportError::unreadable(folder, error);
    let mut files: Vec<PathBuf> = vec![];
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let mut report = Report::default();
    let mut pages = vec![];
    for file in files {
        report.rows += 1;
        let text = fs::read_to_string(&file).map_err(|error| ImportError::unreadable(&file, error))?;
        match page(&text) {
            Some(page) => pages.push(page),
            None => report.problem(1, "", &file.display().to_string(), hint("page-head", &[])),
        }
    }
    Ok((pages, report))
}

fn read_list(file: &Path) -> Result<(Vec<Told>, Report), ImportError> {
    let mut report = Report::default();
    let table = Table::read(file, &["handle", "title", "source"], &mut report)?;
    let mut pages: Vec<Told> = vec![];
    for row in &table.rows {
        let (handle, title) = (table.cell(row, &["handle"]), table.text(row, &["title"], 255));
        let flaw = match handle.parse::<Handle>() {
            Err(_) => "handle",
            Ok(_) if title.is_empty() => "title-missing",
            Ok(_) if pages.iter().any(|page| page.handle == handle) => "list-twice",
            Ok(_) => {
                pages.push(Told {
                    handle: handle.to_owned(),
                    title,
                    summary: table.text(row, &["summary"], 5_000),
                    format: Format::of(table.cell(row, &["format"])),
                    source: table.cell(row, &["source"]).to_owned(),
                    published: table
                        .has("published")
                        .then(|| !table.cell(row, &["published"]).eq_ignore_ascii_case("false")),
                    seo_title: table.has("seo_title").then(|| table.text(row, &["seo_title"], 255)),
                    seo_description: table.has("seo_description").then(|| table.text(row, &["seo_description"], 1_000)),
                });
                continue;
            }
        };
        report.problem(row.line, "handle", handle, hint(flaw, &[]));
    }
    Ok((pages, report))
}

fn page(text: &str) -> Option<Told> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (head, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let value = |name: &str| {
        head.lines()
            .find_map(|line| Some(line.split_once(':')?).filter(|(key, _)| key.trim() == name))
            .map(|(_, value)| value.trim())
    };
    Some(Told {
        handle: value("handle")?.parse::<Handle>().ok()?.into(),
        title: value("title").filter(|title| !title.is_empty() && title.chars().count() <= 255)?.to_owned(),
        summary: value("summary").unwrap_or_default().to_owned(),
        format: Format::Markdown,
        source: body.trim().to_owned(),
        published: None,
        seo_title: None,
        seo_description: None,
    })
}

async fn write(tx: &mut MySqlConnection, pages: &[Told]) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for told in pages {
        let before = sqlx::query_as!(
            Page,
            r#"SELECT handle, title, summary, format, source, body, published AS "published: bool", seo_title, seo_description
               FROM pages WHERE handle = ?"#,
            told.handle
        )
        .fetch_optional(&mut *tx)
        .await?;
        let page = told.over(before.as_ref());
        match before {
            Some(before) if before == page => {
                tally.unchanged += 1;
                continue;
            }
            Some(_) => tally.updated += 1,
            None => tally.created += 1,
        }
        sqlx::query!(
            "INSERT INTO pages (id, handle, title, summary, format, source, body, published, seo_title, seo_description)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON DUPLICATE KEY UPDATE title = VALUES(title), summary = VALUES(summary), format = VALUES(format),
                 source = VALUES(source), body = VALUES(body), published = VALUES(published),
                 seo_title = VALUES(seo_title), seo_description = VALUES(seo_description), version = version + 1,
                 updated_at = UTC_TIMESTAMP(6)",
            uuid::Uuid::now_v7(),
            page.handle,
            page.title,
            page.summary,
            page.format,
            page.source,
            page.body,
            page.published,
            page.seo_title,
            page.seo_description
        )
        .execute(&mut *tx)
        .await?;
    }
    if tally.changed() {
        outbox::write(tx, &Event::ContentChanged).await?;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_head_and_text() {
        let page = page("---\ntitle: Shipping\nhandle: shipping\nsummary: What: it costs.\n---\n## Soon\n\n| a | b |\n|---|---|\n| 1 | <script>x</script>2 |\n").unwrap();
        assert_eq!(
            (page.handle.as_str(), page.title.as_str(), page.summary.as_str()),
            ("shipping", "Shipping", "What: it costs.")
        );
        let body = page.over(None).body;
        assert!(body.contains("<h2>Soon</h2>") && body.contains("<td>1</td>") && !body.contains("script"));
        assert!(super::page("no head").is_none());
        assert!(super::page("---\ntitle: x\nhandle: a/b\n---\n").is_none());
    }
}
