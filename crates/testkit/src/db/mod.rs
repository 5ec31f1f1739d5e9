//! A database of its own for every test, in well under a tenth of a second.
//!
//! The migrations run once into a template that is named after their digest. A test's database is then made by
//! replaying the template's `CREATE TABLE` statements, which skips everything a migration does besides.

mod keeper;
mod server;
mod template;

use commerce::settings::DatabaseSettings;
use keeper::Keeper;
use sqlx::MySqlPool;

/// A migrated database that nobody else uses; dropped at the end of the test.
pub struct TestDb {
    name: String,
    url: String,
    pool: MySqlPool,
}

impl TestDb {
    /// Makes the database. The first call of a process also starts the private MariaDB and migrates the template.
    pub async fn new() -> Self {
        let keeper = Keeper::of_this_process();
        let name = keeper.next_name();
        keeper.template().copy_to(&name).await.unwrap_or_else(|error| panic!("making the database {name}: {error}"));
        let url = server::with_database(keeper.server(), &name);
        let settings = DatabaseSettings { url: url.clone().into(), connections: 10 };
        let pool = commerce::db::connect(&settings).await.unwrap_or_else(|error| panic!("{url}: {error}"));
        Self { name, url, pool }
    }

    /// The address of the database, as `DATABASE_URL` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Connections set up as the shop sets them up.
    pub fn pool(&self) -> &MySqlPool {
        &self.pool
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        Keeper::of_this_process().drop_database(&self.name);
    }
}
