//! A moderator's decisions: approve, reject, undo, one or many.

use super::{
    ReviewError,
    draft::{check_reply, line},
    head::{self, Head},
    letters,
    rating::recount,
    story::{self, By},
};
use crate::{Actor, Shop, outbox};
use model::{
    Fault, ReviewId,
    account::Permission,
    event::Event,
    review::{RejectReason, ReviewStatus},
};
use sqlx::MySqlConnection;

const MOST_NOTE: usize = 500;
/// Most reviews that are decided about at once.
const MOST_AT_ONCE: usize = 100;

/// What a moderator decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Published, with an answer of the shop beside it or without.
    Approve { reply: Option<String> },
    /// Not published; the author is told the reason and the note.
    Reject { reason: RejectReason, note: String },
    /// Back among those that wait.
    Undo,
}

/// Asks for a decision.
#[derive(Clone, Debug)]
pub struct Decide {
    pub review: ReviewId,
    /// The version that the moderator read; another one now is a conflict.
    pub version: u32,
    pub verdict: Verdict,
}

/// What came of many decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    pub done: u32,
    /// Changed or decided about by somebody else meanwhile; they stay as they are.
    pub left: u32,
}

/// Decides about a review. Needs `ModerateReviews`.
pub async fn decide(shop: &Shop, actor: &Actor, command: Decide) -> Result<(), ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let command = Decide { verdict: checked(command.verdict)?, ..command };
    shop.transaction((command, By::from(actor)), |tx, (command, by)| {
        Box::pin(async move {
            let head = head::lock(tx, command.review).await?;
            if head.version != command.version {
                return Err(ReviewError::Moved);
            }
            carry_out(tx, &head, &command.verdict, by).await
        })
    })
    .await
}

/// Decides about many reviews, each by itself: one that was changed meanwhile keeps none of the others.
pub async fn decide_all(
    shop: &Shop,
    actor: &Actor,
    reviews: &[(ReviewId, u32)],
    verdict: &Verdict,
) -> Result<Decided, ReviewError> {
    if reviews.is_empty() || reviews.len() > MOST_AT_ONCE {
        return Err(ReviewError::Refused(Fault::invalid([("review", "review-none")])));
    }
    let mut decided = Decided::default();
    for (review, version) in reviews {
        let command = Decide { review: *review, version: *version, verdict: verdict.clone() };
        match decide(shop, actor, command).await {
            Ok(()) => decided.done += 1,
            Err(ReviewError::Moved | ReviewError::Decided | ReviewError::NoReview) => decided.left += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(decided)
}

fn checked(verdict: Verdict) -> Result<Verdict, ReviewError> {
    let (reason, note) = match verdict {
        Verdict::Reject { reason, note } => (reason, note),
        Verdict::Approve { reply: Some(reply) } => {
            return Ok(Verdict::Approve { reply: check_reply(&reply).map_err(ReviewError::Refused)? });
        }
        _ => return Ok(verdict),
    };
    let note = line(&note);
    if note.chars().count() > MOST_NOTE {
        return Err(ReviewError::Refused(Fault::invalid([("note", "note-long")])));
    }
    if reason == RejectReason::Other && note.is_empty() {
        return Err(ReviewError::Refused(Fault::invalid([("note", "review-note-missing")])));
    }
    Ok(Verdict::Reject { reason, note })
}

async fn carry_out(tx: &mut MySqlConnection, head: &Head, verdict: &Verdict, by: By) -> Result<(), ReviewError> {
    let (status, what, note) = match verdict {
        Verdict::Approve { .. } if head.status.waits() => (ReviewStatus::Approved, "approved", String::new()),
        Verdict::Reject { reason, note } if head.status.waits() => {
            (ReviewStatus::Rejected, "rejected", format!("{}: {note}", reason.as_str()))
        }
        Verdict::Undo if !head.status.waits() => (ReviewStatus::Pending, "undone", String::new()),
        _ => return Err(ReviewError::Decided),
    };
    let (reason, words) = match verdict {
        Verdict::Reject { reason, note } => (Some(reason.as_str()), note.as_str()),
        _ => (None, ""),
    };
    sqlx::query!(
        "UPDATE reviews SET status = ?, reason = ?, reason_note = ?, version = version + 1,
                decided_at = IF(? = 'pending', NULL, UTC_TIMESTAMP(6)) WHERE id = ?",
        status.as_str(),
        reason,
        words,
        status.as_str(),
        head.id
    )
    .execute(&mut *tx)
    .await?;
    story::write(tx, head.id, what, &note, by).await?;
    if let Verdict::Approve { reply: Some(reply) } = verdict {
        super::answer::write(tx, head.id, Some(reply), by).await?;
    }
    let now = head::lock(tx, head.id).await?;
    letters::plan(tx, &now, Some(letters::SECOND_THOUGHTS)).await?;
    if [status, head.status].contains(&ReviewStatus::Approved) {
        recount(tx, head.product).await?;
        outbox::write(tx, &Event::ProductChanged { product: head.product }).await?;
    }
    Ok(())
}
