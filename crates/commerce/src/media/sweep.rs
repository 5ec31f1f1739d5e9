//! Pictures that nothing shows any more.

use super::{Hash, MediaError, files::Place};
use crate::{Broken, Shop, db};
use model::MediaId;

/// How many are looked at in one run; the next run takes the rest.
const MOST: u32 = 1000;

/// Deletes pictures that were stored a day ago or earlier and that nothing refers to, with their files; returns how many.
pub async fn sweep(shop: &Shop) -> Result<u64, MediaError> {
    let orphans: Vec<(MediaId, Vec<u8>)> = sqlx::query_as(
        "SELECT id, hash FROM media m
         WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY
           AND NOT EXISTS (SELECT 1 FROM product_media pm WHERE pm.media_id = m.id)
           AND NOT EXISTS (SELECT 1 FROM categories c WHERE c.media_id = m.id)
           AND NOT EXISTS (SELECT 1 FROM site_pictures s WHERE s.media_id = m.id)
         ORDER BY id LIMIT ?",
    )
    .bind(MOST)
    .fetch_all(&shop.pool)
    .await?;
    let mut swept = 0;
    for (id, hash) in orphans {
        match sqlx::query("DELETE FROM media WHERE id = ?").bind(id).execute(&shop.pool).await {
            Ok(_) => {}
            // Something else refers to it, or somebody took it up just now.
            Err(error) if db::violated(&error).is_some_and(|name| name.starts_with("fk_")) => continue,
            Err(error) => return Err(error.into()),
        }
        let Ok(hash) = Hash::try_from(hash.as_slice()) else { continue };
        let place = Place::of(shop, &hash);
        tokio::task::spawn_blocking(move || place.empty()).await.map_err(Broken::other)??;
        swept += 1;
    }
    Ok(swept)
}
