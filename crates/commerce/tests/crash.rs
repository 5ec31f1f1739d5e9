//! The program is killed at every phase of a purchase; whoever starts it again finds nothing lost and nothing stuck.
//!
//! Each round starts this test program once more as a shop of its own process, which dies at a named point
//! (`fault_point`). The parent then does what a restarted server does, and asks the checker.
//! `STOA_CRASH_ROUNDS` sets the rounds; without it every point is met once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

// It uses a part of what the other tests need.
#[allow(dead_code)]
#[path = "it/till.rs"]
mod till;

use commerce::{
    Settings, Shop,
    jobs::{self, Runner, Timing},
    orders, payments,
    payments::local::{self, Decision},
};
use model::{OrderId, VariantId, payment::PaymentMethod};
use std::{
    env,
    os::unix::process::ExitStatusExt,
    process::{Command, Output},
    time::Duration,
};
use testkit::{sale, webhooks::WebhookSocket};
use till::{Till, reference};
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

/// Every point at which a purchase may end, in the order in which they are passed.
const POINTS: [&str; 13] = [
    "place.priced",
    "place.taken",
    "place.written",
    "place.committed",
    "payment.started",
    "payment.called",
    "payment.stored",
    "settle.before_commit",
    "settle.after_commit",
    "mail.claimed",
    "mail.sent",
    "refund.called",
    "refund.booked",
];

const STOCK: i64 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_phase_nothing_is_lost() {
    let rounds = env::var("STOA_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(POINTS.len());
    for round in 0..rounds {
        let point = POINTS[round % POINTS.len()];
        let comes_back = round / POINTS.len() % 2 == 0;
        let till = Till::open().await;
        let thing = till.goods(STOCK).await;
        let died = buy_in_another_process(&till, thing, point).await;
        assert_eq!(died.status.signal(), Some(9), "{point} was not reached: {}", text(&died));
        restart(&till).await;
        finish(&till, comes_back).await;
        prove(&till, thing, point, &text(&died)).await;
    }
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn buy_in_another_process(till: &Till, thing: VariantId, point: &str) -> Output {
    let mut child = Command::new(env::current_exe().unwrap());
    child
        .args(["a_purchase_that_dies", "--exact", "--ignored", "--nocapture"])
        .env("STOA_CRASH_DATABASE", till.database_url())
        .env("STOA_CRASH_FOLDER", &till.settings.storage.dir)
        .env("STOA_CRASH_THING", thing.to_string())
        .env("STOA_FAULT", point);
    tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap()
}

/// What a server does by itself once it runs again; waiting is shortened.
async fn restart(till: &Till) {
    for sql in [
        "UPDATE jobs SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE state = 'running'",
        "UPDATE jobs SET run_at = UTC_TIMESTAMP(6) WHERE state = 'ready'",
        "UPDATE payments SET created_at = created_at - INTERVAL 2 MINUTE, updated_at = updated_at - INTERVAL 2 MINUTE",
    ] {
        sqlx::query(sql).execute(&till.pool).await.unwrap();
    }
    work_until_idle(till).await;
    payments::complete(till).await.unwrap();
    payments::reconcile(till).await.unwrap();
    work_until_idle(till).await;
}

async fn work_until_idle(till: &Till) {
    let (worker, stop) = work(till);
    let idle = timeout(Duration::from_secs(30), async {
        while till.count("SELECT COUNT(*) FROM jobs WHERE state IN ('ready', 'running')").await > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    idle.await.expect("the queue never became empty");
    stop.cancel();
    worker.await.unwrap();
}

fn work(shop: &Shop) -> (JoinHandle<()>, CancellationToken) {
    let stop = CancellationToken::new();
    let timing = Timing { pause: Duration::from_millis(20), ..Timing::default() };
    let runner = Runner::new(shop.clone(), jobs::handlers()).timing(timing);
    (tokio::spawn(runner.run(stop.clone())), stop)
}

/// The shopper comes back and pays, or never does and the hold runs out.
async fn finish(till: &Till, comes_back: bool) {
    let waiting: Option<OrderId> = sqlx::query_scalar("SELECT id FROM orders WHERE state = 'pending_payment'")
        .fetch_optional(&till.pool)
        .await
        .unwrap();
    let Some(order) = waiting else { return };
    if comes_back {
        let token = orders::access_token(till, order).unwrap().reveal();
        let next = orders::pay_again(till, &sale::somebody(), &token, PaymentMethod::Card).await.unwrap();
        till.press(&reference(&next), Decision::Approve).await;
        work_until_idle(till).await;
    } else {
        till.let_expire(order).await;
        work_until_idle(till).await;
    }
}

async fn prove(till: &Till, thing: VariantId, point: &str, story: &str) {
    till.sound().await;
    let orders: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT o.state, o.payment_status, CAST((SELECT COUNT(*) FROM local_gateway_payments g
             JOIN payments p ON p.idem_key = g.idem_key WHERE p.order_id = o.id AND g.state = 'paid') AS SIGNED)
         FROM orders o",
    )
    .fetch_all(&till.pool)
    .await
    .unwrap();
    assert!(orders.len() <= 1, "{point}: {orders:?}");
    assert!(!story.contains("PLACED") || orders.len() == 1, "{point}: an order that was told of is gone");
    let mut sold = 0;
    for (state, money, paid) in &orders {
        match (state.as_str(), *paid) {
            ("confirmed", 1) => assert_eq!(money, "paid", "{point}"),
            ("cancelled", 1) => assert_eq!(money, "refunded", "{point}"),
            ("cancelled", 0) => assert_eq!(money, "unpaid", "{point}"),
            other => panic!("{point}: {other:?}"),
        }
        sold += i64::from(state == "confirmed");
    }
    assert_eq!(till.stock(thing).await, (STOCK - sold, 0), "{point}");
    let twice = till.count("SELECT COUNT(*) - COUNT(DISTINCT effect_key) FROM mails").await;
    assert_eq!(twice, 0, "{point}");
    assert_eq!(till.count("SELECT COUNT(*) FROM mails WHERE sent_at IS NULL").await, 0, "{point}");
    assert_eq!(till.count("SELECT COUNT(*) FROM jobs WHERE state = 'dead'").await, 0, "{point}");
}

/// The process that dies: a shop with its worker, and somebody who buys, pays, and is refunded.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "only a child of the other test"]
async fn a_purchase_that_dies() {
    let Ok(url) = env::var("STOA_CRASH_DATABASE") else { return };
    let socket = WebhookSocket::bind().await;
    let mut settings = Settings::default();
    settings.database.url = url.into();
    settings.storage.dir = env::var("STOA_CRASH_FOLDER").unwrap().into();
    settings.payments.webhook_url = socket.url.clone();
    let shop = Shop::open(settings).await.unwrap();
    let _webhooks = socket.serve(shop.clone());
    let _worker = work(&shop);
    let thing: VariantId = env::var("STOA_CRASH_THING").unwrap().parse().unwrap();
    let placed = sale::buy(&shop, thing, 1, PaymentMethod::Card).await;
    println!("PLACED {}", placed.order);
    let reference = reference(&placed.next);
    let back = local::decide(&shop, &reference, Decision::Approve).await.unwrap();
    let token = placed.token.reveal();
    payments::on_return(&shop, &token, back.split_once("?payment=").unwrap().1).await.unwrap();
    wait_for(&shop, "SELECT COUNT(*) FROM mails WHERE kind = 'payment_received' AND sent_at IS NOT NULL").await;
    orders::cancel(&shop, &sale::somebody(), &token).await.unwrap();
    wait_for(&shop, "SELECT COUNT(*) FROM mails WHERE kind = 'refunded' AND sent_at IS NOT NULL").await;
}

async fn wait_for(shop: &Shop, sql: &'static str) {
    let seen = timeout(Duration::from_secs(20), async {
        while sqlx::query_scalar::<_, i64>(sql).fetch_one(&shop.pool).await.unwrap() == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    seen.await.expect("it never happened");
}
