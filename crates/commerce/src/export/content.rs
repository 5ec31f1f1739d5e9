//! What surrounds the goods: pages, menus, synonyms, redirects, and pictures that pages ask for by name.

use super::{ExportError, pictures, sheet::Sheet};
use crate::{
    Actor, Broken, Shop,
    content::{self, Item, Menu, Target},
};
use std::path::Path;

/// Rows that are read together.
const AT_ONCE: i64 = 200;

/// The columns of pages.
pub(super) const PAGES: [&str; 8] =
    ["handle", "title", "summary", "format", "source", "published", "seo_title", "seo_description"];
/// The columns of menus.
pub(super) const MENUS: [&str; 5] = ["menu", "level", "label", "kind", "target"];
/// The columns of synonyms.
pub(super) const SYNONYMS: [&str; 3] = ["terms", "kind", "replacement"];
/// The columns of redirects, as Shopify names them, and what moved.
pub(super) const REDIRECTS: [&str; 3] = ["Redirect from", "Redirect to", "Kind"];
/// The columns of pictures.
pub(super) const PICTURES: [&str; 3] = ["name", "picture", "alt"];

/// Pages after a handle.
pub(super) async fn pages(shop: &Shop, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
    let rows = sqlx::query!(
        r#"SELECT handle, title, summary, format, source, published AS "published: bool", seo_title, seo_description
           FROM pages WHERE handle > ? ORDER BY handle LIMIT ?"#,
        after,
        AT_ONCE
    )
    .fetch_all(&shop.pool)
    .await?;
    for row in &rows {
        let published = row.published.to_string();
        sheet.row([
            &row.handle,
            &row.title,
            &row.summary,
            &row.format,
            &row.source,
            &published,
            &row.seo_title,
            &row.seo_description,
        ]);
    }
    Ok(rows.into_iter().last().map(|row| row.handle))
}

/// All menus, each link above those below it.
pub(super) async fn menus(shop: &Shop, sheet: &mut Sheet) -> Result<(), ExportError> {
    for menu in Menu::ALL {
        let items = content::menu_for_staff(shop, &Actor::System, menu).await.map_err(Broken::other)?;
        links(menu, 1, &items, sheet);
    }
    Ok(())
}

fn links(menu: Menu, level: usize, items: &[Item], sheet: &mut Sheet) {
    for item in items {
        let href = item.href.as_deref().unwrap_or_default();
        let handle = href.rsplit('/').next().unwrap_or_default();
        let target = match item.target {
            Target::Address(_) | Target::Heading => href,
            Target::Category(_) | Target::Collection(_) | Target::Page(_) | Target::Product(_) => handle,
        };
        sheet.row([menu.as_str(), &level.to_string(), &item.label, item.target.kind(), target]);
        links(menu, level + 1, &item.children, sheet);
    }
}

/// All synonyms.
pub(super) async fn synonyms(shop: &Shop, sheet: &mut Sheet) -> Result<(), ExportError> {
    let rows = sqlx::query!("SELECT terms, kind, replacement FROM synonyms ORDER BY terms, kind");
    for row in rows.fetch_all(&shop.pool).await? {
        sheet.row([row.terms, row.kind, row.replacement]);
    }
    Ok(())
}

/// Redirects after an old address.
pub(super) async fn redirects(shop: &Shop, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
    let rows = sqlx::query!(
        "SELECT from_path, to_path, kind FROM redirects WHERE from_path > ? ORDER BY from_path LIMIT ?",
        after,
        AT_ONCE
    )
    .fetch_all(&shop.pool)
    .await?;
    for row in &rows {
        sheet.row([&row.from_path, &row.to_path, &row.kind]);
    }
    Ok(rows.into_iter().last().map(|row| row.from_path))
}

/// All pictures that pages ask for by name.
pub(super) async fn site_pictures(shop: &Shop, images: Option<&Path>, sheet: &mut Sheet) -> Result<(), ExportError> {
    let rows = sqlx::query!(
        "SELECT s.name, s.alt, m.hash, m.width FROM site_pictures s JOIN media m ON m.id = s.media_id ORDER BY s.name"
    );
    for row in rows.fetch_all(&shop.pool).await? {
        let picture = pictures::one(shop, images, &format!("site-{}", row.name), &row.hash, row.width).await?;
        sheet.row([row.name, picture, row.alt]);
    }
    Ok(())
}
