//! Categories as an import writes them: each noted with what it was before, so that it can be taken back.

use super::{
    ImportError,
    restore::{Fate, How},
    undo::Undo,
};
use crate::outbox;
use model::{CategoryId, ImportBatchId, MediaId, event::Event};
use serde::{Deserialize, Serialize};
use sqlx::{MySqlConnection, MySqlPool};

/// The row of a category.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Category {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    pub handle: String,
    pub path: String,
    pub title: String,
    pub intro: String,
    pub seo_text: String,
    pub depth: u8,
    pub position: u16,
    pub media: Option<MediaId>,
    /// The picture's words.
    #[serde(default)]
    pub alt: String,
}

/// What is to be written: new categories, ancestors before what lies below them, and others as they were read and as
/// they shall be.
#[derive(Debug, Default)]
pub(super) struct Categories {
    pub made: Vec<Category>,
    pub changed: Vec<(Category, Category)>,
}

/// Reads all categories.
pub(super) async fn all(pool: &MySqlPool) -> Result<Vec<Category>, sqlx::Error> {
    sqlx::query_as!(
        Category,
        r#"SELECT id AS "id: CategoryId", parent_id AS "parent: CategoryId", handle, path, title, intro, seo_text, depth,
                  position, media_id AS "media: MediaId", media_alt AS alt FROM categories"#
    )
    .fetch_all(pool)
    .await
}

/// Writes categories, notes them for the batch, and says so in the outbox.
pub(super) async fn write(
    tx: &mut MySqlConnection,
    categories: &Categories,
    batch: Option<ImportBatchId>,
) -> Result<(), ImportError> {
    for one in &categories.made {
        insert(tx, one).await?;
        note(tx, batch, None, one).await?;
    }
    for (read, wanted) in &categories.changed {
        let Some(now) = locked(tx, wanted.id).await? else { continue };
        let next = now.with(read, wanted);
        update(tx, &next).await?;
        note(tx, batch, Some(&now), &next).await?;
    }
    outbox::write(tx, &Event::CatalogReplaced).await?;
    Ok(())
}

/// Takes back what was done to a category, unless somebody changed or used it since.
pub(super) async fn restore(tx: &mut MySqlConnection, undo: &Undo, how: How) -> Result<Fate, ImportError> {
    let Some(now) = locked(tx, CategoryId(undo.subject)).await? else { return Ok(Fate::Undone) };
    if now.was_touched(&undo.after) {
        return Ok(Fate::Kept);
    }
    match &undo.before {
        Some(before) => update(tx, &serde_json::from_str(before).map_err(anyhow::Error::from)?).await?,
        None if how != How::Remove || is_used(tx, now.id).await? => return Ok(Fate::Kept),
        None => {
            sqlx::query!("DELETE FROM categories WHERE id = ?", now.id).execute(&mut *tx).await?;
        }
    }
    outbox::write(tx, &Event::CatalogReplaced).await?;
    Ok(Fate::Undone)
}

impl Category {
    /// The row with what was changed between two others; the rest stays as somebody may have written it meanwhile.
    fn with(&self, read: &Self, wanted: &Self) -> Self {
        fn pick<T: Clone + PartialEq>(now: &T, read: &T, wanted: &T) -> T {
            if read == wanted { now.clone() } else { wanted.clone() }
        }
        Self {
            title: pick(&self.title, &read.title, &wanted.title),
            intro: pick(&self.intro, &read.intro, &wanted.intro),
            seo_text: pick(&self.seo_text, &read.seo_text, &wanted.seo_text),
            position: pick(&self.position, &read.position, &wanted.position),
            media: pick(&self.media, &read.media, &wanted.media),
            alt: pick(&self.alt, &read.alt, &wanted.alt),
            ..self.clone()
        }
    }

    /// Whether somebody wrote of it since the batch did.
    fn was_touched(&self, after: &str) -> bool {
        match serde_json::from_str::<Self>(after) {
            Ok(after) => *self != after,
            // Batches of before noted nothing but the name: such a category had neither texts nor a picture.
            Err(_) => !self.intro.is_empty() || !self.seo_text.is_empty() || self.media.is_some(),
        }
    }
}

/// Whether products lie in it or a menu leads to it. The schema would let both go with it, so somebody has to ask.
async fn is_used(tx: &mut MySqlConnection, id: CategoryId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT (EXISTS (SELECT 1 FROM product_categories WHERE category_id = ?)
                OR EXISTS (SELECT 1 FROM menu_items WHERE category_id = ?)) AS "used!: bool""#,
        id,
        id
    )
    .fetch_one(tx)
    .await
}

async fn locked(tx: &mut MySqlConnection, id: CategoryId) -> Result<Option<Category>, sqlx::Error> {
    sqlx::query_as!(
        Category,
        r#"SELECT id AS "id: CategoryId", parent_id AS "parent: CategoryId", handle, path, title, intro, seo_text, depth,
                  position, media_id AS "media: MediaId", media_alt AS alt FROM categories WHERE id = ? FOR UPDATE"#,
        id
    )
    .fetch_optional(tx)
    .await
}

async fn insert(tx: &mut MySqlConnection, one: &Category) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO categories (id, parent_id, handle, path, title, intro, seo_text, depth, position, media_id, media_alt)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.id,
        one.parent,
        one.handle,
        one.path,
        one.title,
        one.intro,
        one.seo_text,
        one.depth,
        one.position,
        one.media,
        one.alt
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn update(tx: &mut MySqlConnection, one: &Category) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE categories SET title = ?, intro = ?, seo_text = ?, position = ?, media_id = ?, media_alt = ?,
             version = version + 1 WHERE id = ?",
        one.title,
        one.intro,
        one.seo_text,
        one.position,
        one.media,
        one.alt,
        one.id
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn note(
    tx: &mut MySqlConnection,
    batch: Option<ImportBatchId>,
    before: Option<&Category>,
    after: &Category,
) -> Result<(), ImportError> {
    let Some(batch) = batch else { return Ok(()) };
    let before = before.map(serde_json::to_string).transpose().map_err(anyhow::Error::from)?;
    sqlx::query!(
        "INSERT INTO import_changes (batch_id, kind, subject_id, label, before_image, after_image)
         VALUES (?, 'category', ?, ?, ?, ?) ON DUPLICATE KEY UPDATE after_image = VALUES(after_image)",
        batch,
        after.id,
        after.path,
        before,
        serde_json::to_string(after).map_err(anyhow::Error::from)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_changes_what_it_says_and_no_more() {
        let read = Category {
            id: CategoryId::new(),
            parent: None,
            handle: "men".into(),
            path: "Men".into(),
            title: "Men".into(),
            intro: String::new(),
            seo_text: String::new(),
            depth: 1,
            position: 1,
            media: None,
            alt: String::new(),
        };
        let wanted = Category { intro: "For men.".into(), ..read.clone() };
        let now = Category { title: "Gentlemen".into(), position: 4, ..read.clone() };
        assert_eq!(now.with(&read, &wanted), Category { intro: "For men.".into(), ..now });
    }
}
