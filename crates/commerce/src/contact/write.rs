//! Writing to the shop.

use super::{ContactError, letter::ContactMail};
use crate::{Shop, jobs, secret::sha256};
use model::{Email, Fault, MessageId};
use serde::{Deserialize, Serialize};

/// Longest name, order number and message, in characters.
pub const MOST_NAME: usize = 100;
pub const MOST_NUMBER: usize = 40;
pub const MOST_BODY: usize = 4_000;
const LEAST_BODY: usize = 10;

/// A message as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WriteMessage {
    pub name: String,
    pub email: String,
    pub order_number: String,
    pub body: String,
    /// No person sees this field; what fills it in is a program.
    pub website: String,
}

/// Keeps a message and has a letter written to the shop, both or neither. The same message sent twice is one.
pub async fn write(shop: &Shop, command: WriteMessage) -> Result<(), ContactError> {
    let (command, email) = checked(command).map_err(ContactError::Refused)?;
    let digest = sha256(format!("{}\0{}\0{}", email.canonical(), command.order_number, command.body).as_bytes());
    let input = (MessageId::new(), command, email, digest);
    shop.transaction(input, |tx, (id, command, email, digest)| {
        Box::pin(async move {
            let written = sqlx::query!(
                "INSERT IGNORE INTO contact_messages (id, name, email, order_number, body, digest)
                 VALUES (?, ?, ?, ?, ?, ?)",
                id,
                command.name,
                email.as_str(),
                command.order_number,
                command.body,
                &digest[..],
            )
            .execute(&mut *tx)
            .await?;
            if written.rows_affected() == 1 {
                jobs::enqueue(tx, ContactMail { message: id }.job()).await?;
            }
            Ok(())
        })
    })
    .await
}

/// The words without what only takes room, and the address; or what is wrong with them.
fn checked(typed: WriteMessage) -> Result<(WriteMessage, Email), Fault> {
    let command = WriteMessage {
        name: line(&typed.name),
        email: String::new(),
        order_number: line(&typed.order_number),
        body: typed.body.replace("\r\n", "\n").trim().to_owned(),
        website: String::new(),
    };
    let email = typed.email.parse::<Email>();
    let length = |text: &str| text.chars().count();
    let (name, body) = (length(&command.name), length(&command.body));
    let wrong = [
        (name == 0 || name > MOST_NAME).then_some(("name", "contact-name")),
        email.as_ref().err().map(|error| ("email", error.0)),
        (length(&command.order_number) > MOST_NUMBER).then_some(("order_number", "contact-number")),
        (body < LEAST_BODY).then_some(("body", "contact-short")),
        (body > MOST_BODY).then_some(("body", "contact-long")),
        (!typed.website.is_empty()).then_some(("body", "contact-website")),
    ];
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    match email {
        Ok(email) if wrong.is_empty() => Ok((command, email)),
        _ => Err(Fault::invalid(wrong)),
    }
}

/// One line: no signs that break it, no blanks at its ends.
fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, email: &str, body: &str) -> WriteMessage {
        WriteMessage { name: name.into(), email: email.into(), body: body.into(), ..WriteMessage::default() }
    }

    #[test]
    fn says_at_every_field_what_is_wrong() {
        let fault = checked(typed(" ", "nobody", "short")).unwrap_err();
        for field in ["name", "email", "body"] {
            assert!(fault.at(field).is_some(), "{field}");
        }
        assert!(checked(typed("Ada", "ada@example.org", &"a".repeat(4_001))).is_err());
        let program = WriteMessage { website: "x".into(), ..typed("Ada", "ada@example.org", "Is it dishwasher safe?") };
        assert!(checked(program).is_err());
    }

    #[test]
    fn a_name_is_one_line() {
        let (command, _) = checked(typed("Ada\r\nBcc: x", "ada@example.org", " Is it\r\nsafe? ")).unwrap();
        assert_eq!((command.name.as_str(), command.body.as_str()), ("Ada Bcc: x", "Is it\nsafe?"));
    }
}
