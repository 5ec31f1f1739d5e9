//! What a batch did to each product, written in the transaction that did it.

use super::{
    Work,
    image::{self, Image},
};
use crate::import::report::Tally;
use model::{ImportBatchId, ProductId};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashMap;

/// Changes of one statement: each may be long.
const MOST_NOTED: usize = 10;

/// Compares products with what they were; those that changed count up their versions and are noted for the batch.
pub(super) async fn compare(
    tx: &mut MySqlConnection,
    work: &Work,
    before: &HashMap<ProductId, Image>,
) -> Result<Tally, sqlx::Error> {
    let ids: Vec<ProductId> = work.changes.iter().map(|change| change.id).collect();
    let after = image::load(tx, work.list, &ids).await?;
    let mut tally = Tally::default();
    let mut noted: Vec<(&str, Option<&Image>, &Image)> = vec![];
    for change in &work.changes {
        let Some(now) = after.get(&change.id) else { continue };
        let was = before.get(&change.id);
        match was {
            Some(was) if !now.differs(was) => {
                tally.unchanged += 1;
                continue;
            }
            Some(_) => tally.updated += 1,
            None => tally.created += 1,
        }
        noted.push((&change.draft.handle, was, now));
    }
    let updated: Vec<ProductId> =
        noted.iter().filter(|(_, was, _)| was.is_some()).map(|(_, _, now)| now.goods.product.id).collect();
    count_up(tx, &updated).await?;
    if let Some(batch) = work.batch {
        note(tx, batch, &noted).await?;
    }
    Ok(tally)
}

async fn count_up(tx: &mut MySqlConnection, ids: &[ProductId]) -> Result<(), sqlx::Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut query =
        QueryBuilder::new("UPDATE products SET version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id IN (");
    let mut bound = query.separated(", ");
    for id in ids {
        bound.push_bind(*id);
    }
    query.push(")");
    query.build().persistent(false).execute(tx).await.map(drop)
}

async fn note(
    tx: &mut MySqlConnection,
    batch: ImportBatchId,
    noted: &[(&str, Option<&Image>, &Image)],
) -> Result<(), sqlx::Error> {
    let json = |image: &Image| serde_json::to_string(image).map_err(|error| sqlx::Error::Encode(error.into()));
    let mut rows = vec![];
    for (handle, was, now) in noted {
        let was = was.map(json).transpose()?;
        rows.push((now.goods.product.id, (*handle).to_owned(), was, json(now)?));
    }
    for some in rows.chunks(MOST_NOTED) {
        let mut query = QueryBuilder::new(
            "INSERT INTO import_changes (batch_id, kind, subject_id, label, before_image, after_image) ",
        );
        query.push_values(some, |mut values, (id, handle, was, now)| {
            values.push_bind(batch).push_bind("product").push_bind(*id).push_bind(handle).push_bind(was).push_bind(now);
        });
        // A run that goes on after it was cut off may come to a product again: what it was before stays.
        query.push(" ON DUPLICATE KEY UPDATE after_image = VALUES(after_image)");
        query.build().persistent(false).execute(&mut *tx).await?;
    }
    Ok(())
}
