//! A database that does not come to it is no defect: the same request may work in a while.

use commerce::{Broken, Shop};
use model::{Fault, FaultKind};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use testkit::TestShop;

fn come_again(broken: Broken) {
    let fault = Fault::from(broken);
    assert_eq!((fault.kind, fault.kind.status()), (FaultKind::Unavailable, 503), "{fault:?}");
    assert!(fault.retry_after.is_some());
}

#[tokio::test]
async fn a_statement_that_takes_too_long_asks_to_come_again() {
    let shop = TestShop::new().await;
    let slow = "SET STATEMENT max_statement_time = 0.05 FOR SELECT COUNT(*) FROM information_schema.columns a
                JOIN information_schema.columns b JOIN information_schema.columns c";
    let error = sqlx::query(slow).execute(&shop.pool).await.unwrap_err();
    come_again(error.into());
}

#[tokio::test]
async fn a_row_that_others_hold_at_every_try_asks_to_come_again() {
    let shop = TestShop::new().await;
    let mut holder = shop.pool.begin().await.unwrap();
    sqlx::query("UPDATE series SET next = next").execute(&mut *holder).await.unwrap();
    let tries = Arc::new(AtomicU32::new(0));
    let lost: Result<(), Broken> = Shop::transaction(&shop, tries.clone(), |conn, tries| {
        Box::pin(async move {
            tries.fetch_add(1, Ordering::SeqCst);
            sqlx::query("SET SESSION innodb_lock_wait_timeout = 0").execute(&mut *conn).await?;
            sqlx::query("UPDATE series SET next = next").execute(conn).await?;
            Ok(())
        })
    })
    .await;
    come_again(lost.unwrap_err());
    assert_eq!(tries.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn what_the_database_will_never_do_is_a_defect() {
    let shop = TestShop::new().await;
    let error = sqlx::query("SELECT nothing FROM nowhere").execute(&shop.pool).await.unwrap_err();
    assert_eq!(Fault::from(Broken::from(error)).kind, FaultKind::Internal);
}
