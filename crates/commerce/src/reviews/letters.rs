//! What the author is told: one letter for each step that stands.
//!
//! A decision may be undone, so its letter waits a few minutes. When it is due, it leaves only if nothing was changed
//! since it was planned; whatever changed the review planned its own.

use super::{
    ReviewError,
    head::{self, Head},
    own,
    story::{self, By},
};
use crate::{
    Shop,
    jobs::{self, NewJob},
    mail::{self, MailError, MailKind, Note, Sending},
    text::{find, t, t_args},
};
use chrono::Utc;
use model::{
    Email, ProductId, ReviewId,
    review::{OwnReview, ReviewStatus},
};
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// Minutes for which a decision may be undone before its author hears of it.
pub(super) const SECOND_THOUGHTS: u32 = 5;

/// The job that writes to the author of a review.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReviewMail {
    pub review: ReviewId,
    pub kind: MailKind,
    /// The version that the letter tells of; of a mere link, the day.
    pub mark: u32,
}

impl ReviewMail {
    /// The kind of the job.
    pub const KIND: &'static str = "mail.review";

    fn effect(&self, between: char) -> String {
        format!("{}{between}{}{between}{}", self.kind.as_str(), self.review, self.mark)
    }

    fn job(&self) -> NewJob {
        NewJob::new(Self::KIND, self).once(format!("mail:{}", self.effect(':'))).priority(120)
    }
}

/// The letter that the author has not got yet.
fn due(head: &Head) -> Option<MailKind> {
    head.email.as_ref()?;
    match (head.status, head.told) {
        (ReviewStatus::Pending | ReviewStatus::Flagged, None) => Some(MailKind::ReviewReceived),
        (ReviewStatus::Pending | ReviewStatus::Flagged, _) => None,
        (ReviewStatus::Approved, Some(ReviewStatus::Approved)) => {
            (head.reply.is_some() && !head.told_reply).then_some(MailKind::ReviewReplied)
        }
        (ReviewStatus::Approved, _) => Some(MailKind::ReviewApproved),
        (ReviewStatus::Rejected, Some(ReviewStatus::Rejected)) => None,
        (ReviewStatus::Rejected, _) => Some(MailKind::ReviewRejected),
    }
}

/// Plans the letter that is due after a change, with the change.
pub(super) async fn plan(
    conn: &mut MySqlConnection,
    head: &Head,
    wait_minutes: Option<u32>,
) -> Result<(), ReviewError> {
    let Some(kind) = due(head) else { return Ok(()) };
    let job = ReviewMail { review: head.id, kind, mark: head.version }.job();
    jobs::enqueue(conn, job.after(wait_minutes.unwrap_or_default() * 60)).await?;
    Ok(())
}

/// Sends the link of a review that is there already to its author, once a day at most.
pub(super) async fn send_link(shop: &Shop, product: ProductId, email: &Email) -> Result<(), ReviewError> {
    let review = sqlx::query_scalar!(
        r#"SELECT id AS "id: ReviewId" FROM reviews WHERE email_canonical = ? AND product_id = ?"#,
        email.canonical(),
        product
    )
    .fetch_optional(&shop.pool)
    .await?;
    let Some(review) = review else { return Ok(()) };
    let day = u32::try_from(Utc::now().timestamp() / (24 * 60 * 60)).unwrap_or_default();
    let mail = ReviewMail { review, kind: MailKind::ReviewLink, mark: day };
    shop.transaction(mail, |tx, mail| {
        Box::pin(async move {
            jobs::enqueue(tx, mail.job()).await?;
            Ok(())
        })
    })
    .await
}

/// Writes and sends a letter, unless it left before or is no longer true. Harmless when run twice.
pub async fn send_mail(shop: &Shop, job: ReviewMail) -> Result<(), MailError> {
    let row = sqlx::query!(
        "SELECT status, version, email, access_hash, reply, told, told_reply AS \"told_reply: bool\" FROM reviews WHERE id = ?",
        job.review
    )
    .fetch_optional(&shop.pool)
    .await?;
    // Taken back, or nobody's to be told.
    let Some(row) = row else { return Ok(()) };
    let (Some(email), Some(hash)) = (row.email, row.access_hash) else { return Ok(()) };
    let review = own::load(shop, job.review).await?;
    let head = Head {
        id: job.review,
        product: review.product.id,
        status: head::status(&row.status)?,
        version: row.version,
        email: Some(email.clone()),
        reply: row.reply,
        told: row.told.as_deref().map(head::status).transpose()?,
        told_reply: row.told_reply,
    };
    let kind = match job.kind {
        MailKind::ReviewLink => Some(MailKind::ReviewLink),
        _ if head.version == job.mark => due(&head),
        _ => None,
    };
    let Some(kind) = kind else { return Ok(()) };
    let to = email.parse().map_err(|_| MailError::Unsendable("no e-mail address".into()))?;
    let url = own::url(shop, job.review, &hash)?;
    let letter = mail::note(shop, compose(shop, kind, &review, to, url, job.effect('.')))?;
    let sending = Sending { kind, effect: job.effect(':'), order: None, letter };
    let Some(id) = mail::hand_over(shop, &sending).await? else { return Ok(()) };
    shop.transaction((id, job.review, kind, head.reply.is_some()), |tx, (id, review, kind, replied)| {
        Box::pin(async move {
            if mail::mark_sent(tx, id).await? {
                told(tx, review, kind, replied).await?;
            }
            Ok::<_, MailError>(())
        })
    })
    .await
}

/// Remembers what the author knows now.
async fn told(tx: &mut MySqlConnection, review: ReviewId, kind: MailKind, replied: bool) -> Result<(), sqlx::Error> {
    let status = match kind {
        MailKind::ReviewReceived => Some(ReviewStatus::Pending),
        MailKind::ReviewApproved => Some(ReviewStatus::Approved),
        MailKind::ReviewRejected => Some(ReviewStatus::Rejected),
        _ => None,
    };
    let of_reply = replied && matches!(kind, MailKind::ReviewApproved | MailKind::ReviewReplied);
    let there = sqlx::query!(
        "UPDATE reviews SET told = COALESCE(?, told), told_reply = told_reply OR ? WHERE id = ?",
        status.map(ReviewStatus::as_str),
        of_reply,
        review
    )
    .execute(&mut *tx)
    .await?;
    if there.rows_affected() == 1 {
        story::write(tx, review, "told", kind.as_str(), By::SHOP).await?;
    }
    Ok(())
}

fn compose(shop: &Shop, kind: MailKind, review: &OwnReview, to: Email, url: String, effect: String) -> Note {
    let key = kind.as_str().replace('_', "-");
    let reason = review.reason.and_then(|reason| find(&format!("review-reason-{}", reason.as_str())));
    let say = |key: &str| {
        t_args(
            key,
            &[
                ("product", (&review.product.title).into()),
                ("shop", (&shop.settings.shop.name).into()),
                ("reply", review.reply.as_deref().unwrap_or_default().into()),
                ("note", (&review.reason_note).into()),
            ],
        )
    };
    let replied = review.reply.is_some();
    let parts: Vec<Option<String>> = match kind {
        MailKind::ReviewApproved => {
            vec![Some(say("mail-review-approved-lead")), replied.then(|| say("mail-review-reply"))]
        }
        MailKind::ReviewRejected => vec![
            reason.map(str::to_owned),
            (!review.reason_note.is_empty()).then(|| say("mail-review-rejected-note")),
            Some(say("mail-review-rejected-change")),
        ],
        MailKind::ReviewReplied => vec![Some(say("mail-review-reply"))],
        MailKind::ReviewLink => vec![Some(say("mail-review-link-lead")), Some(say("mail-review-link-other"))],
        _ => vec![Some(say("mail-review-received-lead")), Some(say("mail-review-received-change"))],
    };
    Note {
        to,
        to_name: review.author.clone(),
        reply_to: None,
        effect,
        subject: say(&format!("mail-{key}-subject")),
        heading: say(&format!("mail-{key}-heading")),
        paragraphs: parts.into_iter().flatten().collect(),
        button: t("mail-see-review"),
        url,
        stop: None,
    }
}

impl From<ReviewError> for MailError {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Broken(broken) => Self::Broken(broken),
            other => Self::Unsendable(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_due_once_a_step() {
        use ReviewStatus::{Approved, Flagged, Pending, Rejected};
        let head = |status, told, reply: bool, told_reply| Head {
            id: ReviewId::new(),
            product: ProductId::new(),
            status,
            version: 1,
            email: Some("ada@example.org".into()),
            reply: reply.then(|| "Thank you.".into()),
            told,
            told_reply,
        };
        let cases = [
            (head(Pending, None, false, false), Some(MailKind::ReviewReceived)),
            (head(Flagged, None, false, false), Some(MailKind::ReviewReceived)),
            (head(Pending, Some(Pending), false, false), None),
            // Undone after the letter had left: the final decision is told, if it is another one.
            (head(Pending, Some(Approved), false, false), None),
            (head(Approved, Some(Pending), false, false), Some(MailKind::ReviewApproved)),
            (head(Approved, Some(Pending), true, false), Some(MailKind::ReviewApproved)),
            (head(Approved, Some(Rejected), false, false), Some(MailKind::ReviewApproved)),
            (head(Approved, Some(Approved), false, false), None),
            (head(Approved, Some(Approved), true, false), Some(MailKind::ReviewReplied)),
            (head(Approved, Some(Approved), true, true), None),
            (head(Rejected, Some(Pending), true, false), Some(MailKind::ReviewRejected)),
            (head(Rejected, Some(Rejected), true, false), None),
        ];
        for (head, letter) in cases {
            assert_eq!(due(&head), letter, "{head:?}");
        }
        assert_eq!(due(&Head { email: None, ..head(Approved, None, false, false) }), None);
    }
}
