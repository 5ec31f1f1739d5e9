//! Pictures as statements hand them over, and the pictures that pages ask for by name.

use super::CatalogError;
use crate::Shop;
use model::{MediaId, catalog::Picture};
use serde::Deserialize;
use std::collections::HashMap;

/// `JSON_ARRAY(id, hash, width, height, colour, alternative text)` of a picture, as all statements write it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PictureColumns(pub MediaId, pub String, pub u32, pub u32, pub String, pub String);

/// A picture of its columns.
pub(crate) fn picture(columns: PictureColumns) -> Picture {
    let PictureColumns(id, key, width, height, color, alt) = columns;
    Picture { id, key, width, height, color, alt }
}

/// The pictures in a `JSON_ARRAYAGG` of columns; none for SQL's NULL.
pub(crate) fn pictures(json: Option<sqlx::types::Json<Vec<PictureColumns>>>) -> Vec<Picture> {
    json.map(|list| list.0.into_iter().map(picture).collect()).unwrap_or_default()
}

/// Pictures by the name under which pages ask for them.
pub(crate) type ScenePictures = HashMap<String, Picture>;

/// A picture of the shop itself by its name: `hero-wide`, `hero-tall`. Kept in memory.
pub async fn scene(shop: &Shop, name: &str) -> Result<Option<Picture>, CatalogError> {
    let scenes = shop.catalog.scenes.get(|| load(shop)).await?;
    Ok(scenes.get(name).cloned())
}

async fn load(shop: &Shop) -> Result<ScenePictures, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT s.name,
                  JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, s.alt)
                      AS "picture!: sqlx::types::Json<PictureColumns>"
           FROM site_pictures s JOIN media m ON m.id = s.media_id"#
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, picture(row.picture.0))).collect())
}
