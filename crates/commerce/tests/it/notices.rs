//! Stock notices: one letter a wish, however the stock comes back and whoever stumbles on the way.

use crate::{reviews::product_of, till::Till};
use commerce::{
    inventory::{self, AdjustStock, StockBack},
    jobs, mail,
    notices::{self, AskNotice, Asked, NoticeError},
};
use model::{NoticeId, VariantId, order::OrderStep, payment::PaymentMethod, stock::MovementKind};

async fn wish(till: &Till, variant: VariantId, email: &str) -> Result<Asked, NoticeError> {
    notices::ask(till, AskNotice { variant, email: email.parse().unwrap() }).await
}

async fn count_to(till: &Till, variant: VariantId, on_hand: i64) {
    let (expected, _) = till.stock(variant).await;
    let kind = MovementKind::BY_HAND[0];
    let command = AdjustStock { variant, on_hand, expected, kind, reason: "counted".into() };
    inventory::adjust(till, &commerce::Actor::System, command).await.unwrap();
}

async fn to(till: &Till) -> Vec<String> {
    let mut letters = mail::mailbox(till).await.unwrap();
    letters.retain(|letter| letter.kind.as_str() == "back_in_stock");
    letters.into_iter().rev().map(|letter| letter.to).collect()
}

#[tokio::test]
async fn whoever_waits_gets_one_letter_when_it_is_back() {
    let till = Till::open().await;
    let (thing, other) = (till.goods(0).await, till.goods(0).await);
    for email in ["ada@example.com", "bea@example.com", "ADA@example.com"] {
        assert_eq!(wish(&till, thing, email).await.unwrap(), Asked::Waits);
    }
    wish(&till, other, "ada@example.com").await.unwrap();
    let product = product_of(&till, thing).await;
    assert_eq!(notices::waiting(&till, &commerce::Actor::System, product).await.unwrap(), [(thing, 2)]);
    count_to(&till, thing, 3).await;
    till.work().await;
    assert_eq!(to(&till).await, ["ada@example.com", "bea@example.com"], "the oldest wish first");
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    let link = format!("?variant={thing}");
    assert!(letter.text.contains(&link) && letter.html.contains(&link) && letter.text.contains("/notice/"));
    let raw = till.settings.storage.dir.join(format!("mail/{}.eml", letter.id));
    assert!(std::fs::read_to_string(raw).unwrap().contains("List-Unsubscribe: <http"));
    for units in [0, 5, 0, 1] {
        count_to(&till, thing, units).await;
    }
    till.work().await;
    notices::sweep(&till).await.unwrap();
    till.work().await;
    assert_eq!(to(&till).await.len(), 2, "a wish is done by its letter");
    assert_eq!(wish(&till, thing, "ada@example.com").await.unwrap(), Asked::Buyable);
    count_to(&till, thing, 0).await;
    wish(&till, thing, "ada@example.com").await.unwrap();
    count_to(&till, thing, 1).await;
    till.work().await;
    assert_eq!(to(&till).await.len(), 3, "who asks once more is told once more");
    till.sound().await;
}

#[tokio::test]
async fn units_that_orders_give_back_call_too() {
    let till = Till::open().await;
    let (held, sold) = (till.goods(1).await, till.goods(1).await);
    let (waiting, _) = till.at_the_provider(held).await;
    let placed = till.buy(sold, 1, PaymentMethod::OnDelivery).await;
    wish(&till, held, "ada@example.com").await.unwrap();
    wish(&till, sold, "bea@example.com").await.unwrap();
    till.work().await;
    assert!(to(&till).await.is_empty());
    till.let_expire(waiting.order).await;
    till.work().await;
    assert_eq!(to(&till).await, ["ada@example.com"]);
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    assert_eq!(to(&till).await, ["ada@example.com", "bea@example.com"]);
    till.sound().await;
}

#[tokio::test]
async fn two_changes_and_two_workers_at_once_are_one_letter() {
    let till = Till::open().await;
    let thing = till.goods(0).await;
    for n in 0..150 {
        wish(&till, thing, &format!("reader{n}@example.com")).await.unwrap();
    }
    // One of the two loses: the count that it expected was changed.
    let change = |on_hand| {
        let kind = MovementKind::BY_HAND[0];
        let command = AdjustStock { variant: thing, on_hand, expected: 0, kind, reason: "counted".into() };
        inventory::adjust(&till, &commerce::Actor::System, command)
    };
    let changes = tokio::join!(change(1), change(2));
    assert!(changes.0.is_ok() != changes.1.is_ok());
    assert_eq!(till.count("SELECT COUNT(*) FROM jobs WHERE kind = 'stock.back'").await, 1);
    let job = StockBack { variant: thing };
    let calls = tokio::join!(notices::call(&till, job), notices::call(&till, job), notices::sweep(&till));
    assert_eq!(calls.0.unwrap() + calls.1.unwrap() + calls.2.unwrap(), 150);
    assert_eq!(till.count("SELECT COUNT(*) FROM jobs WHERE kind = 'mail.notice'").await, 150);
    till.work().await;
    let mut told = to(&till).await;
    told.sort();
    told.dedup();
    assert_eq!((told.len(), till.count("SELECT COUNT(*) FROM mails WHERE kind = 'back_in_stock'").await), (150, 150));
    till.sound().await;
}

#[tokio::test]
async fn a_wish_and_a_restock_at_once_do_not_miss_each_other() {
    let till = Till::open().await;
    for n in 0..10 {
        let thing = till.goods(0).await;
        let email = format!("reader{n}@example.com");
        let (asked, ()) = tokio::join!(wish(&till, thing, &email), count_to(&till, thing, 1));
        till.work().await;
        let told = to(&till).await.contains(&email);
        assert_eq!(told, asked.unwrap() == Asked::Waits, "round {n}");
    }
}

#[tokio::test]
async fn a_worker_that_dies_after_the_call_loses_no_letter() {
    let till = Till::open().await;
    let thing = till.goods(0).await;
    wish(&till, thing, "ada@example.com").await.unwrap();
    count_to(&till, thing, 1).await;
    // The call was made, and its worker died before it could say so: the lease runs out, and another makes it again.
    notices::call(&till, StockBack { variant: thing }).await.unwrap();
    let mail: String =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = 'mail.notice'").fetch_one(&till.pool).await.unwrap();
    let payload: serde_json::Value = serde_json::from_str(&mail).unwrap();
    let handlers = jobs::handlers();
    // The same with the letter: it was handed over, and nobody wrote that down.
    jobs::run_now(&till, &handlers, "mail.notice", payload.clone()).await.unwrap().unwrap();
    till.work().await;
    jobs::run_now(&till, &handlers, "mail.notice", payload).await.unwrap().unwrap();
    assert_eq!(to(&till).await, ["ada@example.com"]);
    till.sound().await;
}

#[tokio::test]
async fn nobody_is_called_to_what_is_not_for_sale() {
    let till = Till::open().await;
    let thing = till.goods(0).await;
    wish(&till, thing, "ada@example.com").await.unwrap();
    sqlx::query("UPDATE products SET status = 'draft'").execute(&till.pool).await.unwrap();
    count_to(&till, thing, 1).await;
    till.work().await;
    notices::sweep(&till).await.unwrap();
    assert!(to(&till).await.is_empty());
    assert!(matches!(wish(&till, thing, "bea@example.com").await, Err(NoticeError::NoVariant)));
    sqlx::query("UPDATE products SET status = 'active'").execute(&till.pool).await.unwrap();
    notices::sweep(&till).await.unwrap();
    till.work().await;
    assert_eq!(to(&till).await, ["ada@example.com"]);
    assert!(matches!(wish(&till, VariantId::new(), "a@example.com").await, Err(NoticeError::NoVariant)));
}

#[tokio::test]
async fn who_was_called_to_what_is_taken_down_before_the_letter_left_waits_on() {
    let till = Till::open().await;
    let thing = till.goods(0).await;
    wish(&till, thing, "ada@example.com").await.unwrap();
    count_to(&till, thing, 1).await;
    notices::call(&till, StockBack { variant: thing }).await.unwrap();
    sqlx::query("UPDATE products SET status = 'draft'").execute(&till.pool).await.unwrap();
    till.work().await;
    assert!(to(&till).await.is_empty());
    sqlx::query("UPDATE products SET status = 'active'").execute(&till.pool).await.unwrap();
    notices::sweep(&till).await.unwrap();
    till.work().await;
    assert_eq!(to(&till).await, ["ada@example.com"]);
    // The letter left: its job may come once more, and nobody waits again.
    sqlx::query("UPDATE products SET status = 'draft'").execute(&till.pool).await.unwrap();
    let mails = "SELECT payload FROM jobs WHERE kind = 'mail.notice' ORDER BY created_at";
    let payloads: Vec<String> = sqlx::query_scalar(mails).fetch_all(&till.pool).await.unwrap();
    for payload in payloads {
        let payload = serde_json::from_str(&payload).unwrap();
        jobs::run_now(&till, &jobs::handlers(), "mail.notice", payload).await.unwrap().unwrap();
    }
    assert_eq!(till.count("SELECT COUNT(*) FROM stock_notices WHERE state = 'waiting'").await, 0);
}

#[tokio::test]
async fn a_bundle_that_is_sold_out_keeps_nobody_waiting_too_long() {
    let till = Till::open().await;
    let (set, cup) = (till.goods(5).await, till.goods(0).await);
    let parts = commerce::catalog::SetParts { bundle: set, parts: vec![(cup, 1)] };
    commerce::catalog::set_parts(&till, &commerce::Actor::System, parts).await.unwrap();
    wish(&till, set, "ada@example.com").await.unwrap();
    let an_hour_ago = async |sql: &'static str| {
        sqlx::query(sql).execute(&till.pool).await.unwrap();
    };
    let hours = [
        "UPDATE stock_notices SET created_at = created_at - INTERVAL 1 HOUR",
        "UPDATE stock_movements SET at = at - INTERVAL 1 HOUR",
        "UPDATE products SET updated_at = updated_at - INTERVAL 1 HOUR, published_at = published_at - INTERVAL 1 HOUR",
    ];
    for sql in hours {
        an_hour_ago(sql).await;
    }
    till.sound().await;
    count_to(&till, cup, 1).await;
    an_hour_ago(hours[1]).await;
    let late = commerce::check::run(&till).await.unwrap();
    assert_eq!(late.len(), 1, "its part has been there for an hour, and nobody was told: {late:?}");
}

#[tokio::test]
async fn a_link_forgets_the_address_and_old_wishes_go() {
    let till = Till::open().await;
    let things = [till.goods(0).await, till.goods(0).await];
    for thing in things {
        wish(&till, thing, "ada@example.com").await.unwrap();
        wish(&till, thing, "bea@example.com").await.unwrap();
    }
    count_to(&till, things[0], 1).await;
    till.work().await;
    let letter = mail::mailbox(&till).await.unwrap().into_iter().find(|letter| letter.to == "ada@example.com").unwrap();
    let token = letter.text.split("/notice/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    assert_eq!(notices::of_token(&till, &token).await.unwrap(), 1);
    notices::stop(&till, &token).await.unwrap();
    assert!(matches!(notices::stop(&till, &token).await, Err(NoticeError::NoNotice)));
    assert!(matches!(notices::of_token(&till, &NoticeId::new().to_string()).await, Err(NoticeError::NoNotice)));
    sqlx::query("UPDATE stock_notices SET created_at = UTC_TIMESTAMP(6) - INTERVAL 181 DAY WHERE state = 'waiting'")
        .execute(&till.pool)
        .await
        .unwrap();
    assert_eq!(notices::delete_old(&till).await.unwrap(), 1);
    assert_eq!(till.count("SELECT COUNT(*) FROM stock_notices").await, 1, "what was sent lately stays a while");
    for _ in 0..20 {
        let thing = till.goods(0).await;
        wish(&till, thing, "cleo@example.com").await.unwrap();
    }
    let one_more = till.goods(0).await;
    assert!(matches!(wish(&till, one_more, "cleo@example.com").await, Err(NoticeError::TooMany)));
}
