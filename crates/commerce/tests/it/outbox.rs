//! The outbox is followed without missing a row, however late it commits, and without telling one twice.

use commerce::{
    Broken, db,
    outbox::{self, Entry},
};
use model::{ProductId, event::Event};
use rand::RngExt;
use sqlx::{Acquire, MySqlConnection, MySqlPool};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use testkit::TestShop;
use tokio::{
    sync::broadcast::{Receiver, error::TryRecvError},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

fn an_event() -> (ProductId, Event) {
    let product = ProductId::new();
    (product, Event::ProductChanged { product })
}

fn product(entry: &Entry) -> Option<ProductId> {
    match entry.event {
        Event::ProductChanged { product } => Some(product),
        _ => None,
    }
}

/// Writes an event in a transaction that stays open.
async fn write(connection: &mut MySqlConnection) -> ProductId {
    let (product, event) = an_event();
    outbox::write(connection, &event).await.unwrap();
    product
}

/// The next product that the feed tells of.
async fn next(feed: &mut Receiver<Arc<Entry>>) -> ProductId {
    timeout(Duration::from_secs(10), async {
        loop {
            if let Some(product) = product(&feed.recv().await.unwrap()) {
                return product;
            }
        }
    })
    .await
    .expect("an event of the feed")
}

/// Follows the outbox of a shop and waits until it does.
async fn follow(shop: &TestShop) -> (JoinHandle<()>, CancellationToken) {
    let stop = CancellationToken::new();
    let task = tokio::spawn(outbox::tail((**shop).clone(), stop.clone()));
    let live = async {
        while !shop.feed.is_live() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), live).await.expect("a reader of the outbox");
    (task, stop)
}

#[tokio::test]
async fn a_row_that_commits_late_is_told_late_and_once() {
    let shop = TestShop::new().await;
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let (mut slow, mut quick) = (shop.pool.acquire().await.unwrap(), shop.pool.acquire().await.unwrap());
    let mut open = slow.begin().await.unwrap();
    let first = write(&mut open).await;
    let mut done = quick.begin().await.unwrap();
    let second = write(&mut done).await;
    done.commit().await.unwrap();
    assert_eq!(next(&mut feed).await, second);
    open.commit().await.unwrap();
    assert_eq!(next(&mut feed).await, first);
    let mut after = quick.begin().await.unwrap();
    let third = write(&mut after).await;
    after.commit().await.unwrap();
    assert_eq!(next(&mut feed).await, third);
    assert!(matches!(feed.try_recv(), Err(TryRecvError::Empty)));
}

#[tokio::test]
async fn what_was_written_before_the_stop_is_told_before_the_end() {
    let shop = TestShop::new().await;
    let (task, stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let mut connection = shop.pool.acquire().await.unwrap();
    let last = write(&mut connection).await;
    stop.cancel();
    timeout(Duration::from_secs(10), task).await.expect("the reader ends").unwrap();
    assert_eq!(next(&mut feed).await, last);
}

#[tokio::test]
async fn a_row_that_was_open_before_the_reader_came_is_told() {
    let shop = TestShop::new().await;
    let (mut slow, mut quick) = (shop.pool.acquire().await.unwrap(), shop.pool.acquire().await.unwrap());
    let mut open = slow.begin().await.unwrap();
    let awaited = write(&mut open).await;
    write(&mut quick).await;
    let mut feed = shop.feed.listen();
    let (_task, _stop) = follow(&shop).await;
    open.commit().await.unwrap();
    assert_eq!(next(&mut feed).await, awaited);
}

#[tokio::test]
async fn a_row_that_was_rolled_back_holds_nothing_up() {
    let shop = TestShop::new().await;
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let mut connection = shop.pool.acquire().await.unwrap();
    let mut undone = connection.begin().await.unwrap();
    write(&mut undone).await;
    undone.rollback().await.unwrap();
    for _ in 0..3 {
        let product = write(&mut connection).await;
        assert_eq!(next(&mut feed).await, product);
    }
}

#[tokio::test]
async fn what_was_looked_at_with_everything_else_is_not_looked_at_again() {
    let shop = TestShop::new().await;
    let (product, variant) = crate::search::goods::Goods::new("Lamp", 5_000).put(&shop).await;
    shop.search.start(&shop).await.unwrap();
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let price = Event::PriceChanged { product, variant };
    let mut listed = async |events: &[Event]| {
        let mut tx = shop.pool.begin().await.unwrap();
        for event in events {
            outbox::write(&mut tx, event).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut told = vec![];
        for _ in events {
            told.push(timeout(Duration::from_secs(10), feed.recv()).await.unwrap().unwrap().listed);
        }
        told
    };
    assert_eq!(listed(std::slice::from_ref(&price)).await, [false], "lists know this price");
    // Nobody asks the database for the price again, so lists count as changed.
    assert_eq!(listed(&[Event::CatalogReplaced, price.clone()]).await, [true, true]);
    assert_eq!(listed(&[price]).await, [false]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_writers_lose_nothing_and_nothing_is_told_twice() {
    let shop = TestShop::new().await;
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let pool =
        sqlx::mysql::MySqlPoolOptions::new().max_connections(50).connect_with(pool_options(&shop.pool)).await.unwrap();
    let writers: Vec<_> = (0..200).map(|_| tokio::spawn(write_slowly(pool.clone()))).collect();
    let mut committed = BTreeSet::new();
    for writer in writers {
        committed.extend(writer.await.unwrap());
    }
    assert!(committed.len() > 50, "{} were committed", committed.len());
    let mut told = BTreeSet::new();
    while told.len() < committed.len() {
        assert!(told.insert(next(&mut feed).await), "an event was told twice");
    }
    assert_eq!(told, committed);
    assert!(matches!(feed.try_recv(), Err(TryRecvError::Empty)));
}

fn pool_options(pool: &MySqlPool) -> sqlx::mysql::MySqlConnectOptions {
    (*pool.connect_options()).clone()
}

/// A transaction with a pause between its event and its end, which is sometimes a rollback.
async fn write_slowly(pool: MySqlPool) -> Vec<ProductId> {
    let mut tx = pool.begin().await.unwrap();
    let mut written = vec![];
    let events = rand::rng().random_range(1..3);
    for _ in 0..events {
        written.push(write(&mut tx).await);
        let pause = rand::rng().random_range(0..300);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    if rand::rng().random_ratio(1, 4) {
        tx.rollback().await.unwrap();
        return vec![];
    }
    tx.commit().await.unwrap();
    written
}

#[tokio::test]
async fn a_write_of_this_node_is_told_at_once() {
    let shop = TestShop::new().await;
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    let began = std::time::Instant::now();
    for _ in 0..10 {
        let (product, event) = an_event();
        shop.transaction(event, |tx, event| {
            Box::pin(async move { outbox::write(tx, &event).await.map_err(Broken::from) })
        })
        .await
        .unwrap();
        assert_eq!(next(&mut feed).await, product);
    }
    // Ten looks at the table without a wake-up would take two seconds.
    assert!(began.elapsed() < Duration::from_millis(1500), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_table_that_begins_anew_is_noticed() {
    let shop = TestShop::new().await;
    let mut connection = shop.pool.acquire().await.unwrap();
    for _ in 0..5 {
        write(&mut connection).await;
    }
    let (_task, _stop) = follow(&shop).await;
    let mut feed = shop.feed.listen();
    sqlx::query("TRUNCATE outbox").execute(&mut *connection).await.unwrap();
    write(&mut connection).await;
    let told = timeout(Duration::from_secs(20), feed.recv()).await.expect("an event").unwrap();
    assert_eq!(told.event, Event::CatalogReplaced);
    let product = write(&mut connection).await;
    assert_eq!(next(&mut feed).await, product);
}

#[tokio::test]
async fn a_listener_that_falls_behind_looks_at_everything_again() {
    let shop = TestShop::new().await;
    let stop = CancellationToken::new();
    let (heard, mut hearing) = tokio::sync::mpsc::unbounded_channel();
    let following = shop.feed.follow(stop.clone(), move |entry| {
        let heard = heard.clone();
        async move { heard.send(entry.event.clone()).unwrap() }
    });
    for id in 0..5000 {
        shop.feed.publish(Entry::new(id, an_event().1));
    }
    let following = tokio::spawn(following);
    assert_eq!(hearing.recv().await, Some(Event::CatalogReplaced));
    for _ in 0..4096 {
        assert!(matches!(hearing.recv().await, Some(Event::ProductChanged { .. })));
    }
    stop.cancel();
    following.await.unwrap();
}

#[tokio::test]
async fn an_event_is_seen_with_its_change_or_not_at_all() {
    let shop = TestShop::new().await;
    let failed: Result<(), Broken> = shop
        .transaction((), |tx, ()| {
            Box::pin(async move {
                outbox::write(tx, &an_event().1).await?;
                Err(Broken::other("the change failed"))
            })
        })
        .await;
    assert!(failed.is_err());
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM outbox").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(rows, 0);
    assert!(db::status(&shop.pool).await.is_ok());
}
