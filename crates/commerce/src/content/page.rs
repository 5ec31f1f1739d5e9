//! Pages of running text, as shoppers and as staff see them.

use super::{ContentError, Format};
use crate::{Actor, Shop};
use model::{
    PageId, Time,
    account::Permission,
    catalog::{ContentPage, Crumb},
};

/// A published page by its handle: `shipping`, `returns`.
pub async fn content_page(shop: &Shop, handle: &str) -> Result<ContentPage, ContentError> {
    sqlx::query_as!(
        ContentPage,
        r#"SELECT handle, title, summary, body, seo_title, seo_description, updated_at AS "updated_at: Time"
           FROM pages WHERE handle = ? AND published"#,
        handle
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(ContentError::NoPage)
}

/// Handles and titles of all published pages.
pub async fn content_pages(shop: &Shop) -> Result<Vec<Crumb>, ContentError> {
    let pages = sqlx::query_as!(Crumb, "SELECT handle, title FROM pages WHERE published ORDER BY title");
    Ok(pages.fetch_all(&shop.pool).await?)
}

/// A page in the editor.
#[derive(Clone, Debug)]
pub struct PageEditor {
    pub id: PageId,
    pub handle: String,
    pub title: String,
    pub summary: String,
    pub format: Format,
    pub source: String,
    pub published: bool,
    pub seo_title: String,
    pub seo_description: String,
    /// Goes along with every change: another version now is a conflict.
    pub version: u32,
    pub updated_at: Time,
}

/// A page for its editor. Needs `SeeProducts`.
pub async fn page_for_staff(shop: &Shop, actor: &Actor, page: PageId) -> Result<PageEditor, ContentError> {
    actor.require(Permission::SeeProducts).map_err(ContentError::Refused)?;
    sqlx::query!(
        r#"SELECT handle, title, summary, format, source, published AS "published: bool", seo_title, seo_description, version,
                  updated_at AS "updated_at: Time"
           FROM pages WHERE id = ?"#,
        page
    )
    .map(|row| PageEditor {
        id: page,
        handle: row.handle,
        title: row.title,
        summary: row.summary,
        format: Format::of(&row.format),
        source: row.source,
        published: row.published,
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        version: row.version,
        updated_at: row.updated_at,
    })
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(ContentError::NoPage)
}
