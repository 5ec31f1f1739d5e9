//! Migrations of several nodes at once.

use commerce::{db, settings::DatabaseSettings};
use sqlx::{AssertSqlSafe, Executor, MySqlPool};
use testkit::TestDb;

/// A database without any table; it goes with its [`TestDb`].
async fn empty() -> (TestDb, MySqlPool) {
    let db = TestDb::new().await;
    let name: String = sqlx::query_scalar("SELECT DATABASE()").fetch_one(db.pool()).await.unwrap();
    let anew = format!("DROP DATABASE `{name}`; CREATE DATABASE `{name}`");
    db.pool().execute(sqlx::raw_sql(AssertSqlSafe(anew))).await.unwrap();
    let settings = DatabaseSettings { url: db.url().into(), connections: 4 };
    let pool = db::connect(&settings).await.unwrap();
    (db, pool)
}

async fn complete(pool: &MySqlPool) -> bool {
    db::status(pool).await.unwrap().iter().all(|migration| migration.applied)
}

#[tokio::test]
async fn nodes_that_start_at_once_migrate_once() {
    let (_db, pool) = empty().await;
    let nodes = tokio::join!(db::migrate(&pool), db::migrate(&pool), db::migrate(&pool));
    nodes.0.and(nodes.1).and(nodes.2).unwrap();
    assert!(complete(&pool).await);
}

#[tokio::test]
async fn starting_over_leaves_nothing_behind() {
    let (_db, pool) = empty().await;
    db::migrate(&pool).await.unwrap();
    sqlx::query("UPDATE series SET next = 5000").execute(&pool).await.unwrap();
    db::fresh(&pool).await.unwrap();
    let next: u64 = sqlx::query_scalar("SELECT next FROM series WHERE name = 'order'").fetch_one(&pool).await.unwrap();
    assert!(next == 1001 && complete(&pool).await);
}
