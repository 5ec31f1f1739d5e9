//! Test databases: complete, apart from each other, and gone afterwards.

#![allow(clippy::unwrap_used)]

use testkit::TestDb;

async fn count(db: &TestDb, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(db.pool()).await.unwrap()
}

#[tokio::test]
async fn a_database_has_every_table_and_the_rows_of_the_migrations() {
    let db = TestDb::new().await;
    assert!(count(&db, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()").await > 30);
    assert_eq!(count(&db, "SELECT CAST(next AS SIGNED) FROM series WHERE name = 'order'").await, 1001);
    assert!(commerce::db::status(db.pool()).await.unwrap().iter().all(|migration| migration.applied));
}

#[tokio::test]
async fn two_databases_do_not_see_each_other() {
    let (one, other) = (TestDb::new().await, TestDb::new().await);
    sqlx::query("UPDATE series SET next = 5000 WHERE name = 'order'").execute(one.pool()).await.unwrap();
    assert_eq!(count(&other, "SELECT CAST(next AS SIGNED) FROM series WHERE name = 'order'").await, 1001);
}

#[tokio::test]
async fn a_foreign_key_is_copied() {
    let db = TestDb::new().await;
    let orphan = sqlx::query("INSERT INTO prices (variant_id, price_list_id, amount) VALUES (0x01, 0x02, 1)")
        .execute(db.pool())
        .await;
    assert_eq!(commerce::db::violated(&orphan.unwrap_err()).map(|name| name.starts_with("fk_prices_")), Some(true));
}

#[tokio::test]
async fn a_database_is_dropped_with_its_test() {
    let db = TestDb::new().await;
    let name: String = sqlx::query_scalar("SELECT DATABASE()").fetch_one(db.pool()).await.unwrap();
    drop(db);
    let other = TestDb::new().await;
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = ?")
        .bind(name)
        .fetch_one(other.pool())
        .await
        .unwrap();
    assert_eq!(left, 0);
}
