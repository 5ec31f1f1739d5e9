//! What every move must know of a review, locked for it.

use super::ReviewError;
use crate::Broken;
use model::{ProductId, ReviewId, review::ReviewStatus};
use sqlx::MySqlConnection;

/// The part of a review that moves.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub id: ReviewId,
    pub product: ProductId,
    pub status: ReviewStatus,
    pub version: u32,
    /// Nobody is told of an imported review.
    pub email: Option<String>,
    pub reply: Option<String>,
    /// The status that the author was told last.
    pub told: Option<ReviewStatus>,
    pub told_reply: bool,
}

/// Locks a review for the running transaction.
pub(super) async fn lock(conn: &mut MySqlConnection, review: ReviewId) -> Result<Head, ReviewError> {
    let row = sqlx::query!(
        r#"SELECT product_id AS "product: ProductId", status, version, email, reply, told, told_reply AS "told_reply: bool"
           FROM reviews WHERE id = ? FOR UPDATE"#,
        review
    )
    .fetch_optional(conn)
    .await?
    .ok_or(ReviewError::NoReview)?;
    Ok(Head {
        id: review,
        product: row.product,
        status: status(&row.status)?,
        version: row.version,
        email: row.email,
        reply: row.reply,
        told: row.told.as_deref().map(status).transpose()?,
        told_reply: row.told_reply,
    })
}

/// Locks the review that a link's hash opens.
pub(super) async fn lock_by_hash(conn: &mut MySqlConnection, hash: &[u8; 32]) -> Result<Head, ReviewError> {
    let review = sqlx::query_scalar!(r#"SELECT id AS "id: ReviewId" FROM reviews WHERE access_hash = ?"#, &hash[..])
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(ReviewError::NoReview)?;
    lock(conn, review).await
}

/// A status as the database writes it.
pub(super) fn status(word: &str) -> Result<ReviewStatus, Broken> {
    word.parse().map_err(|_| Broken::other(format_args!("the status {word} of a review")))
}
