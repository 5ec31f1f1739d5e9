//! Writing a page of running text.

use super::{ContentError, Format, rendered};
use crate::{
    Actor, Shop,
    catalog::redirects::{self, Kind},
    db, outbox,
};
use futures::FutureExt;
use model::{Fault, Handle, PageId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// Longest source of a page, in bytes.
const LONGEST: usize = 200_000;

/// A page as it was typed.
#[derive(Clone, Debug, Default)]
pub struct SavePage {
    pub title: String,
    /// Its name in addresses; an empty one is made of the title.
    pub handle: String,
    pub summary: String,
    pub format: Format,
    pub source: String,
    pub published: bool,
    /// For search engines; empty where title and summary will do.
    pub seo_title: String,
    pub seo_description: String,
}

#[derive(Clone)]
struct Checked {
    page: SavePage,
    handle: String,
    body: String,
}

/// Makes a page. Needs `ChangeProducts`.
pub async fn create_page(shop: &Shop, actor: &Actor, command: SavePage) -> Result<PageId, ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    let input = (PageId::new(), check(command)?);
    shop.transaction(input, |tx, (id, checked)| insert(tx, id, checked).boxed()).await
}

/// Changes a page that is still at a version. Its old address leads to the new one. Needs `ChangeProducts`.
pub async fn change_page(
    shop: &Shop,
    actor: &Actor,
    page: PageId,
    version: u32,
    command: SavePage,
) -> Result<(), ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    let input = (page, version, check(command)?);
    shop.transaction(input, |tx, (page, version, checked)| update(tx, page, version, checked).boxed()).await
}

fn check(mut page: SavePage) -> Result<Checked, ContentError> {
    let mut wrong = vec![];
    for text in [&mut page.title, &mut page.handle, &mut page.summary, &mut page.seo_title, &mut page.seo_description] {
        *text = text.trim().to_owned();
    }
    page.source = page.source.replace("\r\n", "\n").trim().to_owned();
    if page.title.is_empty() {
        wrong.push(("title", "title-missing"));
    }
    let lengths = [
        ("title", &page.title, 255),
        ("summary", &page.summary, 1000),
        ("seo_title", &page.seo_title, 255),
        ("seo_description", &page.seo_description, 1000),
    ];
    wrong.extend(
        lengths.iter().filter(|(_, text, most)| text.chars().count() > *most).map(|(name, ..)| (*name, "text-long")),
    );
    if page.source.len() > LONGEST {
        wrong.push(("source", "text-long"));
    }
    let handle = match page.handle.is_empty() {
        true => Handle::from_title(&page.title),
        false => page.handle.parse().ok(),
    };
    if handle.is_none() && !(page.handle.is_empty() && page.title.is_empty()) {
        wrong.push(("handle", "handle-invalid"));
    }
    match handle {
        Some(handle) if wrong.is_empty() => {
            Ok(Checked { handle: handle.into(), body: rendered(&page.source, page.format), page })
        }
        _ => Err(ContentError::Refused(Fault::invalid(wrong))),
    }
}

async fn insert(tx: &mut MySqlConnection, id: PageId, checked: Checked) -> Result<PageId, ContentError> {
    let Checked { page, handle, body } = checked;
    sqlx::query!(
        "INSERT INTO pages (id, handle, title, summary, format, source, body, published, seo_title, seo_description)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        handle,
        page.title,
        page.summary,
        page.format.as_str(),
        page.source,
        body,
        page.published,
        page.seo_title,
        page.seo_description,
    )
    .execute(&mut *tx)
    .await
    .map_err(taken)?;
    redirects::taken(tx, Kind::Page, &handle).await?;
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(id)
}

async fn update(tx: &mut MySqlConnection, id: PageId, version: u32, checked: Checked) -> Result<(), ContentError> {
    let Checked { page, handle, body } = checked;
    let now =
        sqlx::query!("SELECT handle, version FROM pages WHERE id = ? FOR UPDATE", id).fetch_optional(&mut *tx).await?;
    let now = now.ok_or(ContentError::NoPage)?;
    if now.version != version {
        return Err(ContentError::PageMoved);
    }
    sqlx::query!(
        "UPDATE pages SET handle = ?, title = ?, summary = ?, format = ?, source = ?, body = ?, published = ?, seo_title = ?,
             seo_description = ?, version = version + 1, updated_at = UTC_TIMESTAMP(6)
         WHERE id = ?",
        handle,
        page.title,
        page.summary,
        page.format.as_str(),
        page.source,
        body,
        page.published,
        page.seo_title,
        page.seo_description,
        id,
    )
    .execute(&mut *tx)
    .await
    .map_err(taken)?;
    if now.handle != handle {
        redirects::moved(tx, Kind::Page, &now.handle, &handle).await?;
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

fn taken(error: sqlx::Error) -> ContentError {
    match db::violated(&error) {
        Some("uq_pages_handle") => ContentError::HandleTaken,
        _ => error.into(),
    }
}
