//! Mails: each effect once, readable in both parts, and nothing of a stranger's in a header.

use crate::till::{Till, reference};
use commerce::{
    Actor, check,
    mail::{self, MailError, MailKind, Occasion, SendMail},
    orders,
    payments::{gateway::Outcome, local::Decision, settle},
    settings::MailTransport,
};
use model::{
    order::{OrderStep, Remark},
    payment::PaymentMethod,
};
use testkit::smtp::SmtpSink;

#[tokio::test]
async fn a_mail_leaves_once_however_often_its_job_runs() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    till.work().await;
    let job = SendMail { kind: MailKind::OrderPlaced, order: placed.order, occasion: Occasion::First };
    for _ in 0..3 {
        mail::send(&till, job.clone()).await.unwrap();
    }
    assert_eq!(till.mails().await, ["order_placed"]);
    assert_eq!(till.count("SELECT COUNT(*) FROM order_history WHERE machine = 'mail'").await, 1);
    till.sound().await;
}

#[tokio::test]
async fn a_letter_says_it_all_in_both_parts() {
    let till = Till::open().await;
    let thing = till.goods(4).await;
    let placed = till.buy(thing, 2, PaymentMethod::BankTransfer).await;
    till.work().await;
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    let order = till.order(placed.order).await;
    let link = format!("/order/{}", placed.token.reveal());
    let account = &till.settings.payments.bank_account;
    for part in [&letter.html, &letter.text] {
        for wanted in [&order.number, &order.lines[0].title, &order.totals.total.to_string(), &link, account] {
            assert!(part.contains(wanted.as_str()), "{wanted} is missing in {part}");
        }
        assert!(!part.contains("mail-"), "a text is missing: {part}");
        assert!(!part.contains("<mj-"), "markup is left: {part}");
    }
    assert!(letter.html.contains("prefers-color-scheme"));
    assert_eq!(mail::read(&till, &letter.id.to_string()).await.unwrap().subject, letter.subject);
    for wrong in ["../../etc/passwd", "", "00000000-0000-0000-0000-000000000000"] {
        assert!(matches!(mail::read(&till, wrong).await, Err(MailError::NoLetter)), "{wrong}");
    }
}

#[tokio::test]
async fn what_a_stranger_typed_stays_text() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    sqlx::query(
        "UPDATE orders SET ship_to = JSON_SET(ship_to, '$.name', 'Eve\r\nBcc: all@example.com <b>&amp;</mj-text>')",
    )
    .execute(&till.pool)
    .await
    .unwrap();
    sqlx::query("UPDATE order_lines SET title = '<script>alert(1)</script>'").execute(&till.pool).await.unwrap();
    till.work().await;
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    assert!(!letter.html.contains("<script>"), "{}", letter.html);
    assert!(!letter.html.contains("<b>"));
    assert!(letter.text.contains("<script>alert(1)</script>"));
    let raw = till.settings.storage.dir.join(format!("mail/{}.eml", letter.id));
    let raw = std::fs::read_to_string(raw).unwrap();
    let head = raw.split_once("\r\n\r\n").unwrap().0;
    assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
    assert!(head.contains(&format!("Message-ID: <order_placed.{}@127.0.0.1>", placed.order)), "{head}");
}

#[tokio::test]
async fn a_mail_that_is_no_longer_true_is_not_sent() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    for kind in [MailKind::PaymentFailed, MailKind::Cancelled] {
        mail::send(&till, SendMail { kind, order: placed.order, occasion: Occasion::First }).await.unwrap();
    }
    assert_eq!(till.mails().await, ["order_placed", "payment_received"]);
    till.sound().await;
}

#[tokio::test]
async fn letters_leave_by_smtp() {
    let sink = SmtpSink::start().await;
    let till = Till::with(|settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = sink.url.clone().into();
    })
    .await;
    let thing = till.goods(2).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    for step in [OrderStep::Pack, OrderStep::Ship] {
        till.step(placed.order, step).await.unwrap();
    }
    assert_eq!(till.work().await, Vec::<String>::new());
    let letters = sink.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters[0].to[0].contains("<ada@example.com>"), "{:?}", letters[0].to);
    assert!(letters[1].data.contains("multipart/alternative"));
    assert!(letters[1].data.contains(&format!("Message-ID: <shipped.{}@127.0.0.1>", placed.order)));
    till.sound().await;
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_and_a_refusal_is_not() {
    let sink = SmtpSink::start().await;
    let url = sink.url.clone();
    drop(sink);
    let till = Till::with(|settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = url.into();
    })
    .await;
    let thing = till.goods(2).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    let job = SendMail { kind: MailKind::OrderPlaced, order: placed.order, occasion: Occasion::First };
    assert!(matches!(mail::send(&till, job).await, Err(MailError::Away(_))));
    assert_eq!(till.count("SELECT COUNT(*) FROM mails WHERE sent_at IS NULL").await, 1);
    let sink = SmtpSink::start().await;
    let till = Till::with(|settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = sink.url.clone().into();
    })
    .await;
    let thing = till.goods(2).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    sqlx::query("UPDATE orders SET email = 'refused@example.com'").execute(&till.pool).await.unwrap();
    let job = SendMail { kind: MailKind::OrderPlaced, order: placed.order, occasion: Occasion::First };
    assert!(matches!(mail::send(&till, job).await, Err(MailError::Unsendable(_))));
    sqlx::query("UPDATE mails SET created_at = created_at - INTERVAL 1 HOUR").execute(&till.pool).await.unwrap();
    sqlx::query("UPDATE jobs SET state = 'dead'").execute(&till.pool).await.unwrap();
    let story = till.order(placed.order).await.timeline;
    assert_eq!(story.last().unwrap().to, Remark::MailRefused.as_str());
    till.sound().await;
    // Regression: a letter whose job was dead counted as one that waits.
    sqlx::query("UPDATE mails SET refused_at = NULL").execute(&till.pool).await.unwrap();
    let broken = check::run(&till).await.unwrap();
    assert_eq!(broken.iter().map(|violation| violation.rule).collect::<Vec<_>>(), ["I13"], "{broken:?}");
}

#[tokio::test]
async fn an_order_that_comes_back_and_ends_again_gets_every_letter() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.work().await;
    till.let_expire(placed.order).await;
    // The provider is told too late that nobody waits for its payment any more.
    sqlx::query("DELETE FROM jobs WHERE kind = 'payment-cancel'").execute(&till.pool).await.unwrap();
    till.work().await;
    assert_eq!(till.mails().await, ["order_placed", "cancelled"]);
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    // Regression: the second letter of a kind never left.
    let (back, ended) = (["order_placed", "payment_received"], ["cancelled", "refunded"]);
    let mails = till.mails().await;
    assert_eq!(mails.len(), 6, "{mails:?}");
    assert!(back.iter().all(|kind| mails[2..4].contains(&(*kind).to_owned())), "{mails:?}");
    assert!(ended.iter().all(|kind| mails[4..6].contains(&(*kind).to_owned())), "{mails:?}");
    till.sound().await;
}

#[tokio::test]
async fn another_way_to_pay_is_told_with_what_it_asks() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let (placed, _) = till.at_the_provider(thing).await;
    till.work().await;
    let token = placed.token.reveal();
    for method in [PaymentMethod::OnDelivery, PaymentMethod::BankTransfer] {
        orders::pay_again(&till, &Actor::System, &token, method).await.unwrap();
        till.work().await;
    }
    assert_eq!(till.mails().await, ["order_placed", "order_placed", "order_placed"]);
    let letters = mail::mailbox(&till).await.unwrap();
    let account = till.settings.payments.bank_account.clone();
    let told: Vec<bool> = letters.iter().rev().map(|letter| letter.text.contains(&account)).collect();
    assert_eq!(told, [false, false, true]);
    till.sound().await;
}

#[tokio::test]
async fn each_refund_is_told_with_its_own_amount() {
    let till = Till::open().await;
    let thing = till.goods(2).await;
    let (placed, first) = till.at_the_provider(thing).await;
    till.press(&first, Decision::Decline).await;
    till.work().await;
    let (token, order) = (placed.token.reveal(), till.order(placed.order).await);
    let next = orders::pay_again(&till, &Actor::System, &token, PaymentMethod::Card).await.unwrap();
    sqlx::query("UPDATE local_gateway_payments SET state = 'paid' WHERE reference = ?")
        .bind(&first)
        .execute(&till.pool)
        .await
        .unwrap();
    let total = order.totals.total;
    settle(&till, order.payments[0].id, Outcome::Paid(total), &Actor::Provider).await.unwrap();
    till.press(&reference(&next), Decision::Approve).await;
    till.work().await;
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    let letters = mail::mailbox(&till).await.unwrap();
    let refunded: Vec<_> = letters.iter().filter(|letter| letter.kind == MailKind::Refunded).collect();
    assert_eq!(refunded.len(), 2);
    let sentence = format!("We gave back {total} for order");
    assert!(refunded.iter().all(|letter| letter.text.contains(&sentence)), "{}", refunded[0].text);
    till.sound().await;
}
