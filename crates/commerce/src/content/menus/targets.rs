//! What a link of a menu may lead to.

use super::Target;
use crate::{Actor, Shop, content::ContentError};
use model::{CategoryId, CollectionId, PageId, account::Permission};

/// Categories, collections and pages with their names; products and everything else are named by address. Needs
/// `SeeProducts`.
pub async fn targets(shop: &Shop, actor: &Actor) -> Result<Vec<(Target, String)>, ContentError> {
    actor.require(Permission::SeeProducts).map_err(ContentError::Refused)?;
    let categories = sqlx::query!(r#"SELECT id AS "id: CategoryId", path FROM categories ORDER BY path"#);
    let collections = sqlx::query!(r#"SELECT id AS "id: CollectionId", title FROM collections ORDER BY title"#);
    let pages = sqlx::query!(r#"SELECT id AS "id: PageId", title FROM pages ORDER BY title"#);
    let mut all = vec![];
    all.extend(categories.fetch_all(&shop.pool).await?.into_iter().map(|row| (Target::Category(row.id), row.path)));
    all.extend(collections.fetch_all(&shop.pool).await?.into_iter().map(|row| (Target::Collection(row.id), row.title)));
    all.extend(pages.fetch_all(&shop.pool).await?.into_iter().map(|row| (Target::Page(row.id), row.title)));
    Ok(all)
}
