//! Pages made clean anew, after what is let through has changed.

use super::{ContentError, Format, rendered};
use crate::{Shop, db, outbox, text};
use futures::FutureExt;
use model::{PageId, event::Event};

/// The name in the book of upkeep.
const NAME: &str = "content.clean";

/// Makes every page from its source, once for each version of what is let through. Harmless at any time.
pub async fn clean_pages(shop: &Shop) -> Result<(), ContentError> {
    if db::upkept(&shop.pool, NAME).await? >= text::CLEANED {
        return Ok(());
    }
    let rows =
        sqlx::query!(r#"SELECT id AS "id: PageId", format, source, body FROM pages WHERE source <> '' ORDER BY id"#)
            .fetch_all(&shop.pool)
            .await?;
    let stale = rows.into_iter().filter_map(|row| {
        let body = rendered(&row.source, Format::of(&row.format));
        (body != row.body).then_some((row.id, row.source, body))
    });
    let stale: Vec<_> = stale.collect();
    if !stale.is_empty() {
        shop.transaction(stale, |tx, stale| {
            async move {
                for (page, source, body) in stale {
                    sqlx::query!("UPDATE pages SET body = ? WHERE id = ? AND source = ?", body, page, source)
                        .execute(&mut *tx)
                        .await?;
                }
                Ok::<(), ContentError>(outbox::write(tx, &Event::ContentChanged).await?)
            }
            .boxed()
        })
        .await?;
    }
    Ok(db::note_upkeep(&shop.pool, NAME, text::CLEANED).await?)
}
