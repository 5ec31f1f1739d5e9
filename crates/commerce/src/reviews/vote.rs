//! "Helpful": one vote a person, which may be taken back.

use super::ReviewError;
use crate::{Shop, outbox, secret::Token};
use model::{ProductId, ReviewId, event::Event};
use sqlx::MySqlConnection;

/// Votes for one review that are taken from one address: a household, not a crowd.
const MOST_OF_AN_ADDRESS: i64 = 5;
const OF_AN_ADDRESS: &str = "stoa address of votes v1";

/// Who votes: somebody with a cookie of the shop.
#[derive(Clone, Debug)]
pub struct Voter {
    pub key: Token,
    /// The address that limits count, unless it is this machine itself.
    pub address: Option<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    Helpful,
    TakeBack,
}

/// Counts a vote for a published review, or takes it back; twice is as good as once.
pub async fn vote(shop: &Shop, voter: &Voter, review: ReviewId, vote: Vote) -> Result<(), ReviewError> {
    let address = voter.address.as_deref().unwrap_or_default().as_bytes();
    // Keyed, since all addresses there are can be tried out.
    let address = Token::derive(&shop.settings.security.secret, OF_AN_ADDRESS, address)?.hash();
    let input = (review, voter.key.hash(), address, voter.address.is_some(), vote);
    shop.transaction(input, |tx, (review, voter, address, counted, vote)| {
        Box::pin(async move {
            let product = lock(tx, review).await?;
            let step = match vote {
                Vote::Helpful => add(tx, review, &voter, &address, counted).await?,
                Vote::TakeBack => -remove(tx, review, &voter).await?,
            };
            if step == 0 {
                return Ok(());
            }
            sqlx::query!(
                "UPDATE reviews SET helpful = GREATEST(CAST(helpful AS SIGNED) + ?, 0) WHERE id = ?",
                step,
                review
            )
            .execute(&mut *tx)
            .await?;
            outbox::write(tx, &Event::ReviewsChanged { product }).await?;
            Ok(())
        })
    })
    .await
}

/// The product of a published review, which is locked: votes for it come one after the other.
async fn lock(tx: &mut MySqlConnection, review: ReviewId) -> Result<ProductId, ReviewError> {
    sqlx::query_scalar!(
        r#"SELECT product_id AS "product: ProductId" FROM reviews WHERE id = ? AND status = 'approved' FOR UPDATE"#,
        review
    )
    .fetch_optional(tx)
    .await?
    .ok_or(ReviewError::NoReview)
}

async fn add(
    tx: &mut MySqlConnection,
    review: ReviewId,
    voter: &[u8; 32],
    address: &[u8; 32],
    counted: bool,
) -> Result<i64, ReviewError> {
    let before = sqlx::query!(
        r#"SELECT COUNT(*) AS votes, CAST(COALESCE(SUM(voter = ?), 0) AS SIGNED) AS "own!: i64"
           FROM review_votes WHERE review_id = ? AND (address = ? OR voter = ?)"#,
        &voter[..],
        review,
        &address[..],
        &voter[..]
    )
    .fetch_one(&mut *tx)
    .await?;
    if before.own > 0 {
        return Ok(0);
    }
    if counted && before.votes >= MOST_OF_AN_ADDRESS {
        return Err(ReviewError::TooManyVotes);
    }
    sqlx::query!(
        "INSERT INTO review_votes (review_id, voter, address) VALUES (?, ?, ?)",
        review,
        &voter[..],
        &address[..]
    )
    .execute(tx)
    .await?;
    Ok(1)
}

async fn remove(tx: &mut MySqlConnection, review: ReviewId, voter: &[u8; 32]) -> Result<i64, ReviewError> {
    let gone = sqlx::query!("DELETE FROM review_votes WHERE review_id = ? AND voter = ?", review, &voter[..])
        .execute(tx)
        .await?;
    Ok(i64::from(gone.rows_affected() > 0))
}
