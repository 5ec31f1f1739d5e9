//! What happened to a review, row by row.

use crate::Actor;
use model::{ReviewId, Time, UserId, review::ReviewEvent};
use sqlx::{MySqlConnection, MySqlPool};

/// Who did it, as histories keep it.
#[derive(Clone, Copy, Debug)]
pub(super) struct By(pub &'static str, pub Option<UserId>);

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self(actor.word(), actor.user())
    }
}

impl By {
    pub const AUTHOR: By = By("shopper", None);
    pub const SHOP: By = By("system", None);
}

/// Adds a row to a review's story.
pub(super) async fn write(
    conn: &mut MySqlConnection,
    review: ReviewId,
    what: &str,
    note: &str,
    by: By,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO review_history (review_id, what, note, actor, actor_id) VALUES (?, ?, ?, ?, ?)",
        review,
        what,
        note,
        by.0,
        by.1
    )
    .execute(conn)
    .await
    .map(drop)
}

/// The story, oldest first.
pub(super) async fn read(pool: &MySqlPool, review: ReviewId) -> Result<Vec<ReviewEvent>, sqlx::Error> {
    sqlx::query_as!(
        ReviewEvent,
        r#"SELECT h.at AS "at: Time", h.what, h.note, h.actor AS "by", u.name AS by_name
           FROM review_history h LEFT JOIN users u ON u.id = h.actor_id WHERE h.review_id = ? ORDER BY h.id"#,
        review
    )
    .fetch_all(pool)
    .await
}
