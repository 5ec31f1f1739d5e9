//! An author's own review, behind its secret link: looking, changing, taking back.

use super::{
    Draft, ReviewError,
    head::{self, Head},
    links, photos,
    rating::recount,
    story::{self, By},
    submit,
};
use crate::{
    Shop,
    catalog::pictures::{PictureColumns, picture, pictures},
    outbox,
    secret::Token,
};
use model::{
    MediaId, ProductId, ReviewId, Time,
    catalog::Rating,
    event::Event,
    review::{OwnReview, ReviewStatus, ReviewedProduct},
};
use sqlx::{MySqlConnection, types::Json};

/// Asks for other words or photos.
#[derive(Clone, Debug)]
pub struct ChangeReview {
    /// The version that the form showed.
    pub version: u32,
    pub draft: Draft,
    pub photos: Vec<MediaId>,
}

/// The one review that a link opens; anything wrong with the link is "no such review".
pub async fn by_token(shop: &Shop, token: &str) -> Result<OwnReview, ReviewError> {
    let hash = hash_of(token)?;
    let id = sqlx::query_scalar!(r#"SELECT id AS "id: ReviewId" FROM reviews WHERE access_hash = ?"#, &hash[..])
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(ReviewError::NoReview)?;
    load(shop, id).await
}

/// Changes what waits or was rejected, which then waits anew.
pub async fn change(shop: &Shop, token: &str, command: ChangeReview) -> Result<(), ReviewError> {
    let input = (hash_of(token)?, command);
    shop.transaction(input, |tx, (hash, command)| {
        Box::pin(async move {
            let head = head::lock_by_hash(tx, &hash).await?;
            match head.status {
                ReviewStatus::Approved => return Err(ReviewError::Published),
                _ if head.version != command.version => return Err(ReviewError::Moved),
                _ => rewrite(tx, &head, &command).await?,
            }
            let now = head::lock(tx, head.id).await?;
            submit::tell(tx, &now).await
        })
    })
    .await
}

async fn rewrite(tx: &mut MySqlConnection, head: &Head, command: &ChangeReview) -> Result<(), ReviewError> {
    let (draft, status) = (&command.draft, command.draft.status());
    // Whoever was told of a rejection is told that the new words have come.
    let told = head.told.filter(|told| *told == ReviewStatus::Pending && head.status.waits());
    sqlx::query!(
        "UPDATE reviews SET rating = ?, title = ?, body = ?, author = ?, status = ?, reason = NULL, reason_note = '',
                decided_at = NULL, told = ?, version = version + 1 WHERE id = ?",
        draft.rating,
        draft.title,
        draft.body,
        draft.author,
        status.as_str(),
        told.map(ReviewStatus::as_str),
        head.id,
    )
    .execute(&mut *tx)
    .await?;
    photos::attach(tx, head.id, &command.photos).await?;
    story::write(tx, head.id, "edited", "", By::AUTHOR).await?;
    submit::told_apart(tx, head.id, status).await
}

/// Takes a review back: it is deleted with its photos, votes and story. Says what it was about.
pub async fn withdraw(shop: &Shop, token: &str) -> Result<ReviewedProduct, ReviewError> {
    let product = by_token(shop, token).await?.product;
    shop.transaction(hash_of(token)?, |tx, hash| {
        Box::pin(async move {
            let head = head::lock_by_hash(tx, &hash).await?;
            let gone = photos::of(tx, head.id).await?;
            sqlx::query!("DELETE FROM reviews WHERE id = ?", head.id).execute(&mut *tx).await?;
            for job in gone {
                photos::forget(tx, job, None).await?;
            }
            if head.status == ReviewStatus::Approved {
                recount(tx, head.product).await?;
                outbox::write(tx, &Event::ProductChanged { product: head.product }).await?;
            }
            Ok::<_, ReviewError>(())
        })
    })
    .await?;
    Ok(product)
}

fn hash_of(token: &str) -> Result<[u8; 32], ReviewError> {
    let token: Token = token.parse().map_err(|_| ReviewError::NoReview)?;
    Ok(token.hash())
}

/// A review with its product.
pub(super) async fn load(shop: &Shop, id: ReviewId) -> Result<OwnReview, ReviewError> {
    let row = sqlx::query!(
        r#"SELECT r.rating AS "rating: u32", r.title, r.body, r.author, r.verified AS "verified: bool", r.status, r.reason,
                  r.reason_note, r.reply, r.created_at AS "at: Time", r.version, p.id AS "product: ProductId", p.handle,
                  p.title AS product_title, p.rating_sum, p.rating_count,
                  (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id
                   WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1) AS "picture: Json<PictureColumns>",
                  (SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, '')
                                        ORDER BY rp.position)
                   FROM review_photos rp JOIN media m ON m.id = rp.media_id WHERE rp.review_id = r.id)
                      AS "photos: Json<Vec<PictureColumns>>"
           FROM reviews r JOIN products p ON p.id = r.product_id WHERE r.id = ?"#,
        id
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(ReviewError::NoReview)?;
    Ok(OwnReview {
        id,
        product: ReviewedProduct {
            id: row.product,
            handle: row.handle,
            title: row.product_title,
            picture: row.picture.map(|columns| picture(columns.0)),
            rating: Rating::of(row.rating_sum, row.rating_count),
        },
        status: head::status(&row.status)?,
        rating: row.rating,
        title: row.title,
        body: row.body,
        author: row.author,
        verified: row.verified,
        photos: pictures(row.photos),
        reason: row.reason.and_then(|reason| reason.parse().ok()),
        reason_note: row.reason_note,
        reply: row.reply,
        at: row.at,
        version: row.version,
    })
}

/// The whole address of a review's own page.
pub(super) fn url(shop: &Shop, id: ReviewId, hash: &[u8]) -> Result<String, ReviewError> {
    Ok(format!("{}/review/{}", shop.settings.server.public_url, links::token(shop, id, hash)?.reveal()))
}
