//! What somebody typed, and the review that it makes: plain text within bounds.

use model::{Email, Fault, review::ReviewStatus};
use serde::{Deserialize, Serialize};

const MOST_TITLE: usize = 120;
const LEAST_BODY: usize = 10;
const MOST_BODY: usize = 4_000;
const MOST_AUTHOR: usize = 60;
const MOST_REPLY: usize = 2_000;

/// A review as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    pub rating: String,
    pub title: String,
    pub body: String,
    pub author: String,
    /// Not asked for where a link of an order says who writes.
    pub email: String,
    /// No person sees this field; what fills it in is a program.
    pub website: String,
}

/// The words of a review, fit to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub rating: u32,
    pub title: String,
    pub body: String,
    pub author: String,
}

impl Draft {
    /// Where it stands when it comes in: what looks like an advertisement is marked for the moderator.
    pub(super) fn status(&self) -> ReviewStatus {
        let text = format!("{} {} {}", self.title, self.body, self.author).to_lowercase();
        let link = ["http:", "https:", "www.", "://"].iter().any(|sign| text.contains(sign));
        let address = text.split_whitespace().any(|word| word.parse::<Email>().is_ok());
        if link || address { ReviewStatus::Flagged } else { ReviewStatus::Pending }
    }
}

/// Checks what was typed, the e-mail only where it is `asked` for.
pub fn check_form(form: &ReviewForm, asked: bool) -> Result<(Draft, Option<Email>), Fault> {
    let draft = Draft {
        rating: form.rating.trim().parse().unwrap_or_default(),
        title: line(&form.title),
        body: paragraphs(&form.body),
        author: line(&form.author),
    };
    let email = asked.then(|| form.email.parse::<Email>());
    let (title, body, author) = (length(&draft.title), length(&draft.body), length(&draft.author));
    let wrong = [
        (!(1..=5).contains(&draft.rating)).then_some(("rating", "review-rating")),
        (title > MOST_TITLE).then_some(("title", "review-title")),
        (body < LEAST_BODY).then_some(("body", "review-short")),
        (body > MOST_BODY).then_some(("body", "review-long")),
        (author == 0 || author > MOST_AUTHOR).then_some(("author", "review-author")),
        email.as_ref().and_then(|email| email.as_ref().err()).map(|error| ("email", error.0)),
        (!form.website.is_empty()).then_some(("website", "review-website")),
    ];
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    if wrong.is_empty() { Ok((draft, email.and_then(Result::ok))) } else { Err(Fault::invalid(wrong)) }
}

/// Checks a reply of the shop; nothing typed is none.
pub fn check_reply(typed: &str) -> Result<Option<String>, Fault> {
    let text = paragraphs(typed);
    if length(&text) > MOST_REPLY {
        return Err(Fault::invalid([("reply", "review-reply")]));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Text on one line: no signs that cannot be seen, single blanks.
pub(super) fn line(text: &str) -> String {
    let seen: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !unseen(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of several lines, with at most one empty line between two.
pub(super) fn paragraphs(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for row in text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(line) {
        empty = if row.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            out.push_str(&row);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

/// Signs that turn text around or hide in it.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ReviewForm {
        let typed = |text: &str| text.to_owned();
        ReviewForm {
            rating: typed("4"),
            title: typed("Heavy, in the good way"),
            body: typed("The lid sits like a safe door."),
            author: typed("Ines M."),
            email: typed("ines@example.org"),
            website: String::new(),
        }
    }

    fn wrong(change: impl FnOnce(&mut ReviewForm)) -> Vec<(String, String)> {
        let mut form = form();
        change(&mut form);
        let fault = check_form(&form, true).expect_err("refused");
        fault.fields.into_iter().map(|wrong| (wrong.field, wrong.code)).collect()
    }

    #[test]
    fn a_review_is_checked_field_by_field() {
        let (draft, email) = check_form(&form(), true).expect("fine");
        assert_eq!((draft.rating, email.map(|email| email.to_string())), (4, Some("ines@example.org".into())));
        for stars in ["", "0", "6", "-1", "4.5", "five"] {
            assert_eq!(wrong(|form| form.rating = stars.into()), [("rating".into(), "review-rating".into())]);
        }
        assert_eq!(wrong(|form| form.body = " short  \u{200b} ".into()), [("body".into(), "review-short".into())]);
        assert_eq!(wrong(|form| form.body = "ü".repeat(4_001)), [("body".into(), "review-long".into())]);
        assert_eq!(wrong(|form| form.title = "x".repeat(121)), [("title".into(), "review-title".into())]);
        assert_eq!(wrong(|form| form.author = " \n ".into()), [("author".into(), "review-author".into())]);
        assert_eq!(wrong(|form| form.email = "ines".into()), [("email".into(), "email-invalid".into())]);
        assert_eq!(wrong(|form| form.website = "x".into()), [("website".into(), "review-website".into())]);
        let mut by_link = form();
        by_link.email.clear();
        assert_eq!(check_form(&by_link, false).expect("fine").1, None);
    }

    #[test]
    fn text_is_plain() {
        assert_eq!(paragraphs(" a\r\n\r\n\r\n\r\nb \t c\u{0} \rd\n"), "a\n\nb c\nd");
        assert_eq!(line("one\ntwo \u{202e}three\u{feff}"), "one two three");
        assert_eq!(paragraphs("<b>bold</b> & more"), "<b>bold</b> & more", "marks are text like any other");
    }

    #[test]
    fn what_advertises_is_marked() {
        let status =
            |body: &str| Draft { rating: 5, title: String::new(), body: body.into(), author: "A".into() }.status();
        assert_eq!(status("Lovely pot, 4.5 l and heavy."), ReviewStatus::Pending);
        for advert in ["see HTTPS://pots.example", "visit www.pots.example", "write to me@pots.example now"] {
            assert_eq!(status(advert), ReviewStatus::Flagged, "{advert}");
        }
    }
}
