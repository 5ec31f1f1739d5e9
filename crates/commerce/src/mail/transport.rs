//! Handing a letter over: to a folder in development, to a mail server otherwise.

use super::{Letter, MailError, MailKind, mailbox};
use crate::{Broken, Shop, settings::MailTransport};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use secrecy::ExposeSecret;
use std::{error::Error, time::Duration};
use uuid::Uuid;

/// Sends a letter by the transport of the settings.
pub(super) async fn send(shop: &Shop, id: Uuid, kind: MailKind, letter: &Letter) -> Result<(), MailError> {
    let message = message(shop, letter)?;
    match shop.settings.mail.transport {
        MailTransport::Folder => mailbox::keep(shop, id, kind, letter, &message.formatted()).await,
        MailTransport::Smtp => by_smtp(shop, message).await,
    }
}

async fn by_smtp(shop: &Shop, message: Message) -> Result<(), MailError> {
    let url = shop.settings.mail.smtp_url.expose_secret();
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map_err(|error| Broken::other(format_args!("mail.smtp_url: {error}")))?
        .timeout(Some(Duration::from_secs(20)))
        .build();
    match server.send(message).await {
        Ok(_) => Ok(()),
        Err(error) if error.is_permanent() => Err(MailError::Unsendable(error.to_string())),
        Err(error) => Err(MailError::Away(error.to_string())),
    }
}

fn message(shop: &Shop, letter: &Letter) -> Result<Message, MailError> {
    let from: Mailbox =
        shop.settings.mail.from.parse().map_err(|error| Broken::other(format_args!("mail.from: {error}")))?;
    let to = mailbox_of(&letter.to_name, &letter.to)?;
    let mut builder = Message::builder();
    if let Some((name, address)) = &letter.reply_to {
        builder = builder.reply_to(mailbox_of(name, address)?);
    }
    if let Some(stop) = &letter.stop {
        builder = builder.header(ListUnsubscribe(format!("<{stop}>")));
    }
    builder
        .from(from)
        .to(to)
        .subject(letter.subject.clone())
        .message_id(Some(letter.message_id.clone()))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|error| MailError::Unsendable(error.to_string()))
}

fn mailbox_of(name: &str, address: &str) -> Result<Mailbox, MailError> {
    let address: Address = address.parse().map_err(|error| MailError::Unsendable(format!("{error}")))?;
    Ok(Mailbox::new(Some(name.to_owned()).filter(|name| !name.is_empty()), address))
}

/// Where mail programs send somebody who wants no more of such letters.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
