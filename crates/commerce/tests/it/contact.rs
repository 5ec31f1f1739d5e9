//! Messages to the shop: kept once, told once, and ticked off by staff.

use crate::till::Till;
use commerce::{
    Actor,
    contact::{self, ContactError, ContactMail, WriteMessage},
    mail,
};
use model::MessageId;

fn message(body: &str) -> WriteMessage {
    WriteMessage {
        name: "Ada\r\nBcc: x@example.org".into(),
        email: "ada@example.org".into(),
        order_number: "W-1".into(),
        body: body.into(),
        website: String::new(),
    }
}

#[tokio::test]
async fn a_message_is_one_letter_that_is_answered_to_its_writer() {
    let till = Till::open().await;
    for _ in 0..2 {
        contact::write(&till, message("Is the mug safe?\n\n<b>Really?</b>")).await.unwrap();
    }
    till.work().await;
    let waiting = contact::messages(&till, &Actor::System, false, 1).await.unwrap();
    assert_eq!(waiting.total, 1, "the same sent twice is one message");
    // As if the worker had stumbled after it sent the letter.
    contact::send_mail(&till, ContactMail { message: waiting.items[0].id }).await.unwrap();
    let letters = mail::mailbox(&till).await.unwrap();
    assert_eq!(letters.iter().filter(|letter| letter.kind.as_str() == "contact").count(), 1);
    let letter = &letters[0];
    assert_eq!(letter.to, till.settings.shop.email);
    assert!(letter.text.contains("Is the mug safe?") && letter.text.contains("About order W-1"), "{}", letter.text);
    assert!(letter.html.contains("Really?") && !letter.html.contains("<b>Really?"), "{}", letter.html);
    let raw = till.settings.storage.dir.join(format!("mail/{}.eml", letter.id));
    let raw = std::fs::read_to_string(raw).unwrap();
    assert!(raw.contains("Reply-To:") && raw.contains("ada@example.org"), "{raw}");
    assert!(!raw.lines().any(|line| line.starts_with("Bcc:")), "a name makes no header: {raw}");
    till.sound().await;
}

#[tokio::test]
async fn staff_tick_messages_off() {
    let till = Till::open().await;
    contact::write(&till, message("Is the mug safe?")).await.unwrap();
    let list = async |answered: bool| contact::messages(&till, &Actor::System, answered, 1).await.unwrap().items;
    let id = list(false).await[0].id;
    for _ in 0..2 {
        contact::tick(&till, &Actor::System, id, true).await.unwrap();
    }
    assert!(list(false).await.is_empty() && list(true).await[0].answered_at.is_some());
    assert_eq!(contact::delete_old(&till).await.unwrap(), 0);
    sqlx::query("UPDATE contact_messages SET answered_at = answered_at - INTERVAL 366 DAY")
        .execute(&till.pool)
        .await
        .unwrap();
    assert_eq!(contact::delete_old(&till).await.unwrap(), 1, "a year later it is gone");
    let gone = contact::tick(&till, &Actor::System, MessageId::new(), true).await;
    assert!(matches!(gone, Err(ContactError::NoMessage)));
    let nobody = contact::messages(&till, &Actor::Provider, false, 1).await;
    assert!(matches!(nobody, Err(ContactError::Refused(_))));
    till.work().await;
    till.sound().await;
}
