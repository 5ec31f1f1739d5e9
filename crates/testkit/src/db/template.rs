//! The migrated database of which every test's database is a copy.

use super::server;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, Row, migrate::Migrator};
use std::{fs, path::Path};

/// Set as the last step: a template without it was interrupted and is made again.
const READY: &str = "template_is_ready";

/// The statements that make a copy, captured once per process.
pub(super) struct Template {
    server: String,
    statements: String,
}

impl Template {
    /// Captures the template of the present migrations, making it first when there is none.
    /// Processes that start together make it once: the others wait.
    pub async fn prepare(server: &str, admin: &mut MySqlConnection) -> sqlx::Result<Self> {
        let migrations = server::root().join("migrations");
        let name = format!("stoa_template_{}", digest(&migrations));
        let lock = &name;
        sqlx::query("DO GET_LOCK(?, 300)").bind(lock).execute(&mut *admin).await?;
        if !is_ready(admin, &name).await? {
            make(server, admin, &name, &migrations).await?;
        }
        sqlx::query("DO RELEASE_LOCK(?)").bind(lock).execute(&mut *admin).await?;
        let statements = capture(admin, &name).await?;
        Ok(Self { server: server.to_owned(), statements })
    }

    /// Makes a copy in one round trip.
    pub async fn copy_to(&self, name: &str) -> sqlx::Result<()> {
        let mut connection =
            MySqlConnection::connect(&server::with_database(&self.server, "information_schema")).await?;
        let script = format!("{} USE `{name}`; SET foreign_key_checks = 0; {}", create_database(name), self.statements);
        connection.execute(sqlx::raw_sql(AssertSqlSafe(script))).await?;
        connection.close().await
    }
}

fn create_database(name: &str) -> String {
    format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;")
}

/// Twelve digits that change with any byte of any migration.
fn digest(migrations: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(migrations)
        .unwrap_or_else(|error| panic!("{}: {error}", migrations.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(fs::read(&file).expect("a readable migration"));
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

async fn is_ready(admin: &mut MySqlConnection, name: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?)",
    )
    .bind(name)
    .bind(READY)
    .fetch_one(admin)
    .await
}

/// Runs the files themselves, not those embedded at the last build of the shop.
async fn make(server: &str, admin: &mut MySqlConnection, name: &str, migrations: &Path) -> sqlx::Result<()> {
    let script = format!("DROP DATABASE IF EXISTS `{name}`; {}", create_database(name));
    admin.execute(sqlx::raw_sql(AssertSqlSafe(script))).await?;
    let mut connection = MySqlConnection::connect(&server::with_database(server, name)).await?;
    Migrator::new(migrations).await?.run(&mut connection).await?;
    connection.execute(sqlx::raw_sql(AssertSqlSafe(format!("CREATE TABLE {READY} (at DATETIME)")))).await?;
    connection.close().await
}

/// Every table's definition, and the few rows that migrations put in.
async fn capture(admin: &mut MySqlConnection, name: &str) -> sqlx::Result<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name FROM information_schema.tables \
         WHERE table_schema = ? AND table_type = 'BASE TABLE' AND table_name <> ? ORDER BY table_name",
    )
    .bind(name)
    .bind(READY)
    .fetch_all(&mut *admin)
    .await?;
    let mut statements = String::new();
    for table in tables {
        let definition =
            sqlx::query(AssertSqlSafe(format!("SHOW CREATE TABLE `{name}`.`{table}`"))).fetch_one(&mut *admin).await?;
        statements += &definition.try_get::<String, _>(1)?;
        statements += ";\n";
        let filled: bool =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT EXISTS (SELECT 1 FROM `{name}`.`{table}`)")))
                .fetch_one(&mut *admin)
                .await?;
        if filled {
            let columns = stored_columns(admin, name, &table).await?;
            statements += &format!("INSERT INTO `{table}` ({columns}) SELECT {columns} FROM `{name}`.`{table}`;\n");
        }
    }
    Ok(statements)
}

/// The columns that hold data, not those computed from others.
async fn stored_columns(admin: &mut MySqlConnection, name: &str, table: &str) -> sqlx::Result<String> {
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT CONCAT('`', column_name, '`') FROM information_schema.columns \
         WHERE table_schema = ? AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position",
    )
    .bind(name)
    .bind(table)
    .fetch_all(admin)
    .await?;
    Ok(columns.join(", "))
}
