//! Pictures that come with a review: from strangers, so they go through the whole pipeline and nothing of the file stays.

use super::ReviewError;
use crate::{
    Shop,
    catalog::pictures::{PictureColumns, picture},
    jobs::{self, NewJob},
    media::{self, ForgetMedia, MediaError, PictureError},
    secret::hex,
};
use model::{Fault, MediaId, ReviewId, catalog::Picture};
use sqlx::{MySqlConnection, QueryBuilder, types::Json};

/// Photos of one review.
pub const MOST_PHOTOS: usize = 4;
/// Hours after which a photo that came with no review in the end is removed.
const PATIENCE: u32 = 24;

/// Keeps a photo for a review that is being written. Where no review comes of it, it goes again within a day.
pub async fn keep_photo(shop: &Shop, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let key = hex(&media::digest(&bytes));
    let media = media::store_photo(shop, bytes).await?;
    let job = ForgetMedia { media, key: key.clone() };
    shop.transaction(job, |tx, job| Box::pin(async move { forget(tx, job, Some(PATIENCE)).await })).await?;
    let kept = kept_photos(shop, &[key]).await?.pop();
    Ok(kept.ok_or(MediaError::Picture(PictureError::Damaged))?)
}

/// The photos that a form says are kept already, by their keys. Who knows a key has had the picture.
pub async fn kept_photos(shop: &Shop, keys: &[String]) -> Result<Vec<Picture>, ReviewError> {
    let mut kept = vec![];
    for key in keys.iter().take(MOST_PHOTOS) {
        let row = sqlx::query_scalar!(
            r#"SELECT JSON_ARRAY(LOWER(HEX(id)), LOWER(HEX(hash)), width, height, color, '') AS "picture!: Json<PictureColumns>"
               FROM media WHERE hash = UNHEX(?)"#,
            key
        )
        .fetch_optional(&shop.pool)
        .await?;
        kept.extend(row.map(|columns| picture(columns.0)));
    }
    Ok(kept)
}

/// Puts photos beside a review, in their order, in place of those it had; what it loses is forgotten.
pub(super) async fn attach(
    conn: &mut MySqlConnection,
    review: ReviewId,
    photos: &[MediaId],
) -> Result<(), ReviewError> {
    let before = of(conn, review).await?;
    sqlx::query!("DELETE FROM review_photos WHERE review_id = ?", review).execute(&mut *conn).await?;
    for job in before.into_iter().filter(|job| !photos.contains(&job.media)) {
        forget(conn, job, None).await?;
    }
    if photos.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new("INSERT INTO review_photos (review_id, position, media_id) ");
    query.push_values(photos.iter().zip(1u8..), |mut values, (media, position)| {
        values.push_bind(review).push_bind(position).push_bind(*media);
    });
    query.build().persistent(false).execute(conn).await?;
    Ok(())
}

/// The photos of a review, each as the job that would remove it.
pub(super) async fn of(conn: &mut MySqlConnection, review: ReviewId) -> Result<Vec<ForgetMedia>, sqlx::Error> {
    sqlx::query_as!(
        ForgetMedia,
        r#"SELECT p.media_id AS "media: MediaId", LOWER(HEX(m.hash)) AS "key!" FROM review_photos p
           JOIN media m ON m.id = p.media_id WHERE p.review_id = ? ORDER BY p.position"#,
        review
    )
    .fetch_all(conn)
    .await
}

/// Asks for a picture to be removed now or after some hours, unless something shows it by then.
pub(super) async fn forget(
    conn: &mut MySqlConnection,
    job: ForgetMedia,
    hours: Option<u32>,
) -> Result<(), ReviewError> {
    let job = NewJob::new(ForgetMedia::KIND, &job).priority(150);
    jobs::enqueue(conn, job.after(hours.unwrap_or_default() * 60 * 60)).await?;
    Ok(())
}
