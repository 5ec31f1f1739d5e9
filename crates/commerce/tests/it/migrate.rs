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

#[tokio::test]
async fn a_migration_that_was_cut_off_runs_again() {
    let (_db, pool) = empty().await;
    db::migrate(&pool).await.unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET success = FALSE ORDER BY version DESC LIMIT 1")
        .execute(&pool)
        .await
        .unwrap();
    // As if the cut came after the last statement; what the file made is there.
    assert!(!complete(&pool).await);
    db::migrate(&pool).await.unwrap();
    assert!(complete(&pool).await);
}

/// The last one that was published before anybody asked: it makes two tables, and cannot make them twice.
const ONCE: &str = "0031_wishlists.sql";

#[tokio::test]
async fn every_later_migration_may_run_again() {
    let (_db, pool) = empty().await;
    db::migrate(&pool).await.unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let later = files.iter().filter(|path| name(path).ends_with(".sql") && name(path).as_str() > ONCE);
    for path in later {
        let sql = std::fs::read_to_string(path).unwrap();
        let again = pool.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await;
        assert!(again.is_ok(), "{}: {again:?}", name(path));
    }
}
