//! The letter that brings a message to the shop; an answer to it goes to whoever wrote.

use crate::{
    Shop,
    jobs::NewJob,
    mail::{self, MailError, MailKind, Note, Sending},
    text::{t, t_args},
};
use model::MessageId;
use serde::{Deserialize, Serialize};

/// The job that brings a message to the shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContactMail {
    pub message: MessageId,
}

impl ContactMail {
    /// The kind of the job.
    pub const KIND: &'static str = "mail.contact";

    fn effect(&self, between: char) -> String {
        format!("{}{between}{}", MailKind::Contact.as_str(), self.message)
    }

    pub(super) fn job(&self) -> NewJob {
        NewJob::new(Self::KIND, self).once(format!("mail:{}", self.effect(':'))).priority(110)
    }
}

/// Writes and sends the letter, unless it left before. Harmless when run twice.
pub async fn send_mail(shop: &Shop, job: ContactMail) -> Result<(), MailError> {
    let row = sqlx::query!("SELECT name, email, order_number, body FROM contact_messages WHERE id = ?", job.message)
        .fetch_optional(&shop.pool)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let to = shop.settings.shop.email.parse();
    let about =
        (!row.order_number.is_empty()).then(|| t_args("mail-contact-order", &[("number", (&row.order_number).into())]));
    let from = t_args("mail-contact-from", &[("name", (&row.name).into()), ("email", (&row.email).into())]);
    let paragraphs = row.body.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    let note = Note {
        to: to.map_err(|_| MailError::Unsendable("shop.email is no e-mail address".into()))?,
        to_name: shop.settings.shop.name.clone(),
        reply_to: Some((row.name.clone(), row.email.clone())),
        effect: job.effect('.'),
        subject: t_args("mail-contact-subject", &[("name", (&row.name).into())]),
        heading: t_args("mail-contact-heading", &[("name", (&row.name).into())]),
        paragraphs: [from].into_iter().chain(about).chain(paragraphs).collect(),
        button: t("mail-contact-see"),
        url: format!("{}/admin/messages", shop.settings.server.public_url),
        stop: None,
    };
    let sending =
        Sending { kind: MailKind::Contact, effect: job.effect(':'), order: None, letter: mail::note(shop, note)? };
    let Some(id) = mail::hand_over(shop, &sending).await? else { return Ok(()) };
    shop.transaction(id, |tx, id| {
        Box::pin(async move {
            mail::mark_sent(tx, id).await?;
            Ok::<_, MailError>(())
        })
    })
    .await
}
