//! Removing a picture that nothing shows any more.

use super::{MediaError, files::Place};
use crate::{Shop, db};
use model::MediaId;
use serde::{Deserialize, Serialize};

/// The job that removes a picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetMedia {
    pub media: MediaId,
    /// The picture's name: the hash of its bytes as text.
    pub key: String,
}

impl ForgetMedia {
    /// The kind of the job.
    pub const KIND: &'static str = "media.forget";
}

/// Removes a picture and its files, unless anything shows it: the keys of the schema know. Harmless when run twice.
pub async fn forget(shop: &Shop, job: ForgetMedia) -> Result<(), MediaError> {
    match sqlx::query!("DELETE FROM media WHERE id = ?", job.media).execute(&shop.pool).await {
        Ok(_) => {}
        Err(error) if db::violated(&error).is_some() => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    // The same picture may have come again meanwhile, under another id.
    let again = sqlx::query_scalar!(r#"SELECT id AS "id: MediaId" FROM media WHERE hash = UNHEX(?)"#, job.key)
        .fetch_optional(&shop.pool)
        .await?;
    match again {
        Some(_) => Ok(()),
        None => Place::named(shop, &job.key).map_or(Ok(()), |place| place.empty()),
    }
}
