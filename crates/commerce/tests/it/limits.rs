//! Limits are shared by all nodes and exact under a rush.

use commerce::limits::{self, Limit};
use model::FaultKind;
use testkit::TestShop;

const FIVE: Limit = Limit { name: "five", hits: 5, seconds: 3600 };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_at_once_just_five_get_through() {
    let shop = TestShop::new().await;
    let tries = (0..20).map(|_| {
        let shop = (*shop).clone();
        tokio::spawn(async move { limits::hit(&shop, FIVE, "192.0.2.1").await.unwrap() })
    });
    let mut through = 0;
    for tried in tries.collect::<Vec<_>>() {
        match tried.await.unwrap() {
            None => through += 1,
            Some(seconds) => assert!((1..=7200).contains(&seconds), "told to wait {seconds} s"),
        }
    }
    assert_eq!(through, 5);
}

#[tokio::test]
async fn others_are_counted_apart_and_the_forgiven_anew() {
    let shop = TestShop::new().await;
    for _ in 0..6 {
        limits::hit(&shop, FIVE, "one").await.unwrap();
    }
    let refused = limits::guard(&shop, FIVE, "one").await.unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (FaultKind::RateLimited, "too-often"));
    assert!(refused.retry_after.is_some());
    assert!(limits::guard(&shop, FIVE, "another").await.is_ok());
    assert!(limits::guard(&shop, Limit { name: "other", ..FIVE }, "one").await.is_ok());
    limits::forgive(&shop, FIVE, "one").await.unwrap();
    assert!(limits::guard(&shop, FIVE, "one").await.is_ok());
}

#[tokio::test]
async fn hits_of_the_window_before_still_count() {
    let shop = TestShop::new().await;
    for _ in 0..5 {
        assert_eq!(limits::hit(&shop, FIVE, "one").await.unwrap(), None);
    }
    // As if they had come in the window before: all of them count at its end, hardly any an hour later.
    sqlx::query("UPDATE rate_counters SET window_start = window_start - INTERVAL 3600 SECOND")
        .execute(&shop.pool)
        .await
        .unwrap();
    let elapsed: i64 =
        sqlx::query_scalar("SELECT CAST(UNIX_TIMESTAMP() % 3600 AS SIGNED)").fetch_one(&shop.pool).await.unwrap();
    let mut through = 0;
    while limits::hit(&shop, FIVE, "one").await.unwrap().is_none() {
        through += 1;
    }
    let expected = 5 * elapsed / 3600;
    assert!((expected..=expected + 1).contains(&through), "{through} got through {elapsed} s into the window");
}

#[tokio::test]
async fn without_the_database_reading_is_open_and_paying_is_shut() {
    let shop = TestShop::new().await;
    shop.pool.close().await;
    assert_eq!(limits::guard(&shop, limits::PAY, "one").await.unwrap_err().kind, FaultKind::Unavailable);
    assert!(limits::guard_reading(&shop, limits::SEARCH, "one").await.is_ok());
}
