//! A letter: what it says, written as HTML by way of MJML, and as plain text.

use super::MailError;
use crate::{Broken, Shop};
use askama::Template;
use mrml::prelude::render::RenderOptions;

/// A finished letter.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to_name: String,
    pub to: String,
    pub subject: String,
    pub html: String,
    pub text: String,
    /// Constant for one effect: a second copy of the same letter is recognised by it.
    pub message_id: String,
    /// The address by which the reader gets no more of such letters.
    pub stop: Option<String>,
    /// Name and address of whoever gets an answer, where that is not the shop.
    pub reply_to: Option<(String, String)>,
}

/// What a letter says. Every text is plain; escaping is the template's work.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub shop: String,
    pub subject: String,
    pub preview: String,
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub button: String,
    pub url: String,
    pub order_label: String,
    pub lines: Vec<Line>,
    pub sums: Vec<Sum>,
    pub address_label: String,
    pub address: Vec<String>,
    pub help: String,
    pub sender: Vec<String>,
    /// How to get no more of such letters: what the link says, and its address.
    pub stop: Option<(String, String)>,
}

/// A line item.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub quantity: u32,
    pub title: String,
    pub options: String,
    pub total: String,
}

/// A row of the sums.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub label: String,
    pub amount: String,
    pub strong: bool,
}

#[derive(Template)]
#[template(path = "mail/letter.mjml", escape = "html")]
struct Mjml<'a> {
    content: &'a Content,
}

#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Plain<'a> {
    content: &'a Content,
}

/// The HTML part.
pub(super) fn html(content: &Content) -> Result<String, MailError> {
    let mjml = Mjml { content }.render().map_err(Broken::other)?;
    let parsed = mrml::parse(&mjml).map_err(|error| Broken::other(format_args!("mail template: {error}")))?;
    let options = RenderOptions { disable_comments: true, fonts: Default::default(), ..RenderOptions::default() };
    Ok(parsed.element.render(&options).map_err(|error| Broken::other(format_args!("mail template: {error}")))?)
}

/// The plain part.
pub(super) fn text(content: &Content) -> Result<String, MailError> {
    Ok(Plain { content }.render().map_err(Broken::other)?)
}

/// Names an effect to everybody who handles the letter.
pub(super) fn message_id(shop: &Shop, effect: &str) -> String {
    format!("<{effect}@{}>", host(&shop.settings.server.public_url))
}

/// A text that is fit for a header: no line breaks or other control characters.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().filter(|host| !host.is_empty()).unwrap_or("localhost")
}
