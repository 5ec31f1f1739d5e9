//! Descriptions made clean anew, after what is let through has changed.

use super::CatalogError;
use crate::{Shop, db, outbox, text};
use futures::FutureExt;
use model::{ProductId, event::Event};
use uuid::Uuid;

/// The name in the book of upkeep.
const NAME: &str = "catalog.clean";
/// Descriptions of one step.
const AT_ONCE: u32 = 200;

/// Cleans every description from its source, once for each version of what is let through. Harmless at any time.
pub async fn clean_descriptions(shop: &Shop) -> Result<(), CatalogError> {
    if db::upkept(&shop.pool, NAME).await? >= text::CLEANED {
        return Ok(());
    }
    let mut after = Some(ProductId(Uuid::nil()));
    while let Some(last) = after {
        after = step(shop, last).await?;
    }
    Ok(db::note_upkeep(&shop.pool, NAME, text::CLEANED).await?)
}

/// Cleans the next ones; returns after which product it goes on.
async fn step(shop: &Shop, after: ProductId) -> Result<Option<ProductId>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ProductId", description_source, description FROM products WHERE id > ? ORDER BY id LIMIT ?"#,
        after,
        AT_ONCE
    )
    .fetch_all(&shop.pool)
    .await?;
    let last = rows.last().map(|row| row.id);
    let stale = rows.into_iter().filter_map(|row| {
        // What came without a source is its own.
        let typed = if row.description_source.is_empty() { &row.description } else { &row.description_source };
        let clean = text::clean(typed);
        (clean != row.description).then_some((row.id, row.description_source, clean))
    });
    let stale: Vec<_> = stale.collect();
    shop.transaction(stale, |tx, stale| {
        async move {
            for (product, source, clean) in stale {
                let written = sqlx::query!(
                    "UPDATE products SET description = ? WHERE id = ? AND description_source = ?",
                    clean,
                    product,
                    source
                );
                // Who wrote it meanwhile wrote it clean.
                if written.execute(&mut *tx).await?.rows_affected() == 1 {
                    outbox::write(tx, &Event::ProductChanged { product }).await?;
                }
            }
            Ok::<(), CatalogError>(())
        }
        .boxed()
    })
    .await?;
    Ok(last)
}
