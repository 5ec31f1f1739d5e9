//! The letter that says that something is back.

use super::{LINK, new_token};
use crate::{
    Shop,
    jobs::NewJob,
    mail::{self, MailError, MailKind, Note, Sending},
    secret::Token,
    text::{t, t_args},
};
use model::{NoticeId, VariantId};
use serde::{Deserialize, Serialize};

/// The job that writes to somebody who waited.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticeMail {
    pub notice: NoticeId,
    pub round: u32,
}

impl NoticeMail {
    /// The kind of the job.
    pub const KIND: &'static str = "mail.notice";

    fn effect(&self, between: char) -> String {
        format!("{}{between}{}{between}{}", MailKind::BackInStock.as_str(), self.notice, self.round)
    }

    pub(super) fn job(&self) -> NewJob {
        NewJob::new(Self::KIND, self).once(format!("mail:{}", self.effect(':'))).priority(120)
    }
}

/// Writes and sends the letter, unless it left before or nobody wants it any more. Where the product is not for sale any
/// more, its reader waits on. Harmless when run twice.
pub async fn send_mail(shop: &Shop, job: NoticeMail) -> Result<(), MailError> {
    let row = sqlx::query!(
        r#"SELECT n.email, n.access_hash, n.variant_id AS "variant: VariantId", p.handle, p.title,
                  CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, '')) AS "options!"
           FROM stock_notices n JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
           WHERE n.id = ? AND n.round = ? AND n.state = 'sent' AND v.archived_at IS NULL AND p.status = 'active'
             AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at"#,
        job.notice,
        job.round
    )
    .fetch_optional(&shop.pool)
    .await?;
    let Some(row) = row else { return wait_on(shop, job).await };
    let name = if row.options.is_empty() { row.title } else { format!("{}, {}", row.title, row.options) };
    let say = |key: &str| t_args(key, &[("product", (&name).into()), ("shop", (&shop.settings.shop.name).into())]);
    let public = &shop.settings.server.public_url;
    let note = Note {
        to: row.email.parse().map_err(|_| MailError::Unsendable("no e-mail address".into()))?,
        to_name: String::new(),
        reply_to: None,
        effect: job.effect('.'),
        subject: say("mail-back-in-stock-subject"),
        heading: say("mail-back-in-stock-heading"),
        paragraphs: vec![say("mail-back-in-stock-lead"), say("mail-back-in-stock-once")],
        button: t("mail-see-product"),
        url: format!("{public}/p/{}?variant={}", row.handle, row.variant),
        stop: Some(format!("{public}/notice/{}", token(shop, job.notice, &row.access_hash)?.reveal())),
    };
    let sending =
        Sending { kind: MailKind::BackInStock, effect: job.effect(':'), order: None, letter: mail::note(shop, note)? };
    let Some(id) = mail::hand_over(shop, &sending).await? else { return Ok(()) };
    shop.transaction(id, |tx, id| {
        Box::pin(async move {
            mail::mark_sent(tx, id).await?;
            Ok::<_, MailError>(())
        })
    })
    .await
}

/// Lets whoever got no letter wait for the next time, in a round of its own.
async fn wait_on(shop: &Shop, job: NoticeMail) -> Result<(), MailError> {
    sqlx::query!(
        "UPDATE stock_notices SET round = round + 1, sent_at = NULL, state = 'waiting'
         WHERE id = ? AND round = ? AND state = 'sent' AND NOT EXISTS (SELECT 1 FROM mails WHERE effect_key = ?)",
        job.notice,
        job.round,
        job.effect(':')
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

/// The secret of a notice's link: the one with this hash.
fn token(shop: &Shop, notice: NoticeId, hash: &[u8]) -> Result<Token, MailError> {
    match Token::of_hash(&shop.settings.security, LINK, notice.0.as_bytes(), hash)? {
        Some(token) => Ok(token),
        None => Ok(new_token(shop, notice)?),
    }
}
