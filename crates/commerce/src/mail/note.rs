//! A letter that is no order's: a few paragraphs and one link.

use super::{
    Letter, MailError,
    letter::{self, Content},
};
use crate::{
    Shop,
    text::{t, t_args},
};
use model::Email;

/// What such a letter says, and to whom. Every text is plain.
pub(crate) struct Note {
    pub to: Email,
    pub to_name: String,
    /// Name and address of whoever gets an answer, where that is not the shop.
    pub reply_to: Option<(String, String)>,
    /// Names the effect in the Message-ID.
    pub effect: String,
    pub subject: String,
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub button: &'static str,
    pub url: String,
    /// Address by which the reader gets no more of them.
    pub stop: Option<String>,
}

/// Writes the letter.
pub(crate) fn letter(shop: &Shop, note: Note) -> Result<Letter, MailError> {
    let settings = &shop.settings.shop;
    let content = Content {
        shop: settings.name.clone(),
        subject: letter::one_line(&note.subject),
        preview: note.paragraphs.first().cloned().unwrap_or_default(),
        heading: note.heading,
        paragraphs: note.paragraphs,
        button: note.button.to_owned(),
        url: note.url,
        help: t_args("mail-help", &[("email", settings.email.as_str().into())]),
        sender: settings.address.clone(),
        stop: note.stop.clone().map(|url| (t("mail-stop").to_owned(), url)),
        ..Content::default()
    };
    Ok(Letter {
        to_name: letter::one_line(&note.to_name),
        to: note.to.as_str().to_owned(),
        html: letter::html(&content)?,
        text: letter::text(&content)?,
        message_id: letter::message_id(shop, &note.effect),
        subject: content.subject,
        stop: note.stop,
        reply_to: note.reply_to.map(|(name, address)| (letter::one_line(&name), address)),
    })
}
