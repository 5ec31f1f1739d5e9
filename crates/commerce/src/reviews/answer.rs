//! The shop's public answer to a review.

use super::{
    ReviewError, check_reply, head, letters,
    story::{self, By},
};
use crate::{Actor, Shop, outbox};
use model::{ReviewId, account::Permission, event::Event, review::ReviewStatus};
use sqlx::MySqlConnection;

/// Asks for an answer, or with `None` for none.
#[derive(Clone, Debug)]
pub struct Reply {
    pub review: ReviewId,
    /// The version that the moderator read; another one now is a conflict.
    pub version: u32,
    pub text: Option<String>,
}

/// Answers a published review. Needs `ModerateReviews`. The author is told of the first answer once.
pub async fn reply(shop: &Shop, actor: &Actor, command: Reply) -> Result<(), ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let text = check_reply(command.text.as_deref().unwrap_or_default()).map_err(ReviewError::Refused)?;
    let command = Reply { text, ..command };
    shop.transaction((command, By::from(actor)), |tx, (command, by)| {
        Box::pin(async move {
            let head = head::lock(tx, command.review).await?;
            match head.status {
                _ if head.version != command.version => return Err(ReviewError::Moved),
                ReviewStatus::Approved => {}
                _ => return Err(ReviewError::Decided),
            }
            sqlx::query!("UPDATE reviews SET version = version + 1 WHERE id = ?", head.id).execute(&mut *tx).await?;
            write(tx, head.id, command.text.as_deref(), by).await?;
            let now = head::lock(tx, head.id).await?;
            letters::plan(tx, &now, Some(letters::SECOND_THOUGHTS)).await?;
            outbox::write(tx, &Event::ReviewsChanged { product: head.product }).await?;
            Ok(())
        })
    })
    .await
}

/// Writes the answer on the review.
pub(super) async fn write(
    tx: &mut MySqlConnection,
    review: ReviewId,
    text: Option<&str>,
    by: By,
) -> Result<(), ReviewError> {
    sqlx::query!(
        "UPDATE reviews SET reply = ?, replied_at = IF(? IS NULL, NULL, UTC_TIMESTAMP(6)) WHERE id = ?",
        text,
        text,
        review
    )
    .execute(&mut *tx)
    .await?;
    let begin: String = text.unwrap_or_default().chars().take(200).collect();
    story::write(tx, review, "replied", &begin, by).await?;
    Ok(())
}
