//! Products with their options, pictures and categories.

use super::{Change, Work};
use crate::{
    catalog::{
        rows::{NEVER, far},
        tell_then,
    },
    db::insert_many,
    text,
};
use model::{Time, catalog::ProductStatus};
use sqlx::{MySqlConnection, QueryBuilder};

/// Writes the rows of products and what hangs on them, variants excepted.
pub(super) async fn write(tx: &mut MySqlConnection, work: &Work) -> Result<(), sqlx::Error> {
    let new: Vec<&Change> = work.changes.iter().filter(|change| change.is_new).collect();
    let old: Vec<&Change> = work.changes.iter().filter(|change| !change.is_new).collect();
    insert(tx, &new).await?;
    for change in &old {
        update(tx, change).await?;
    }
    clear(tx, "DELETE FROM product_options WHERE product_id IN (", &old).await?;
    let with_media: Vec<&Change> = old.iter().copied().filter(|change| change.media.is_some()).collect();
    clear(tx, "DELETE FROM product_media WHERE product_id IN (", &with_media).await?;
    let sorted: Vec<&Change> = old.iter().copied().filter(|change| change.categories.is_some()).collect();
    clear(tx, "DELETE FROM product_categories WHERE product_id IN (", &sorted).await?;
    hang_on(tx, work).await?;
    let now = Time::from(chrono::Utc::now());
    for change in &work.changes {
        let moments = [change.draft.published_at, change.draft.unpublish_at.flatten()];
        tell_then(tx, change.id, moments.into_iter().flatten(), now).await?;
    }
    Ok(())
}

async fn insert(tx: &mut MySqlConnection, changes: &[&Change]) -> Result<(), sqlx::Error> {
    let head = "INSERT INTO products (id, handle, title, description_source, description, vendor, product_type, tags,
                    attributes, status, published_at, unpublish_at, seo_title, seo_description, manufacturer,
                    responsible_person, warnings, created_at, source_digest) ";
    insert_many(tx, head, 19, changes, |values, change| {
        let draft = &change.draft;
        let body = draft.body.as_deref().unwrap_or_default();
        let now = || Time::from(chrono::Utc::now());
        let published: Option<Time> = draft.published.unwrap_or(true).then(|| draft.published_at.unwrap_or_else(now));
        values
            .push_bind(change.id)
            .push_bind(draft.handle.clone())
            .push_bind(draft.title.clone())
            .push_bind(body.to_owned())
            .push_bind(text::clean(body))
            .push_bind(draft.vendor.clone().unwrap_or_default())
            .push_bind(draft.product_type.clone().unwrap_or_default())
            .push_bind(draft.tags.clone().unwrap_or_default())
            .push_bind(json(&draft.attributes.clone().unwrap_or_default()))
            .push_bind(draft.status.unwrap_or(ProductStatus::Active).as_str())
            .push_bind(published.map(far))
            .push_bind(far(draft.unpublish_at.flatten().unwrap_or(NEVER)))
            .push_bind(filled(draft.seo_title.clone()))
            .push_bind(filled(draft.seo_description.clone()))
            .push_bind(draft.manufacturer.clone().unwrap_or_default())
            .push_bind(draft.responsible_person.clone().unwrap_or_default())
            .push_bind(draft.warnings.clone().unwrap_or_default())
            .push_bind(draft.created_at.unwrap_or_else(now))
            .push_bind(change.digest.to_vec());
    })
    .await
}

/// Columns that the file lacks stay as they are.
async fn update(tx: &mut MySqlConnection, change: &Change) -> Result<(), sqlx::Error> {
    let draft = &change.draft;
    sqlx::query!(
        "UPDATE products SET title = ?, description_source = COALESCE(?, description_source),
                description = COALESCE(?, description), vendor = COALESCE(?, vendor),
                product_type = COALESCE(?, product_type), tags = COALESCE(?, tags), attributes = COALESCE(?, attributes),
                status = COALESCE(?, status),
                published_at = CASE ? WHEN 1 THEN COALESCE(?, published_at, UTC_TIMESTAMP(6)) WHEN 0 THEN NULL
                                      ELSE COALESCE(?, published_at) END,
                unpublish_at = COALESCE(?, unpublish_at),
                seo_title = NULLIF(COALESCE(?, seo_title), ''),
                seo_description = NULLIF(COALESCE(?, seo_description), ''),
                manufacturer = COALESCE(?, manufacturer), responsible_person = COALESCE(?, responsible_person),
                warnings = COALESCE(?, warnings),
                source_digest = ?
         WHERE id = ?",
        draft.title,
        draft.body,
        draft.body.as_deref().map(text::clean),
        draft.vendor,
        draft.product_type,
        draft.tags,
        draft.attributes.as_ref().map(json),
        draft.status.map(ProductStatus::as_str),
        draft.published.map(i8::from),
        draft.published_at.map(far),
        draft.published_at.map(far),
        draft.unpublish_at.map(|until| far(until.unwrap_or(NEVER))),
        draft.seo_title,
        draft.seo_description,
        draft.manufacturer,
        draft.responsible_person,
        draft.warnings,
        change.digest.as_slice(),
        change.id
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn hang_on(tx: &mut MySqlConnection, work: &Work) -> Result<(), sqlx::Error> {
    let mut options = vec![];
    let mut media = vec![];
    let mut categories = vec![];
    for change in &work.changes {
        options.extend((1u8..).zip(&change.draft.options).map(|(place, option)| (change.id, place, option)));
        media.extend((0u16..).zip(change.media.iter().flatten()).map(|(place, picture)| (change.id, place, picture)));
        categories.extend((0u16..).zip(change.categories.iter().flatten()).map(|(place, id)| (change.id, place, *id)));
    }
    let head = "INSERT INTO product_options (product_id, position, name, option_values) ";
    insert_many(tx, head, 4, &options, |values, (product, place, option)| {
        values.push_bind(*product).push_bind(*place).push_bind(option.name.clone()).push_bind(json(&option.values));
    })
    .await?;
    let head = "INSERT INTO product_media (product_id, position, media_id, alt) ";
    insert_many(tx, head, 4, &media, |values, (product, place, (picture, alt))| {
        values.push_bind(*product).push_bind(*place).push_bind(*picture).push_bind(alt.clone());
    })
    .await?;
    let head = "INSERT INTO product_categories (product_id, category_id, position) ";
    insert_many(tx, head, 3, &categories, |values, (product, place, category)| {
        values.push_bind(*product).push_bind(*category).push_bind(*place);
    })
    .await
}

async fn clear(tx: &mut MySqlConnection, head: &'static str, changes: &[&Change]) -> Result<(), sqlx::Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new(head);
    let mut ids = query.separated(", ");
    for change in changes {
        ids.push_bind(change.id);
    }
    query.push(")");
    query.build().persistent(false).execute(tx).await.map(drop)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
