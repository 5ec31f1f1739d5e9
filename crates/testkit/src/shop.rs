//! A whole shop on a fresh database, for tests of operations.

use crate::TestDb;
use commerce::{Settings, Shop};
use std::ops::Deref;
use tempfile::TempDir;

/// A shop with a database and a folder of its own; both go with it.
pub struct TestShop {
    shop: Shop,
    db: TestDb,
    folder: TempDir,
}

impl TestShop {
    /// A shop with default settings and no goods.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with changed settings: `TestShop::with(|settings| settings.payments.hold_minutes = 1)`.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let db = TestDb::new().await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut settings = Settings::default();
        settings.database.url = db.url().into();
        settings.storage.dir = folder.path().to_owned();
        change(&mut settings);
        let shop = Shop::on(settings, db.pool().clone()).unwrap_or_else(|error| panic!("opening the shop: {error}"));
        Self { shop, db, folder }
    }

    /// The database below.
    pub fn db(&self) -> &TestDb {
        &self.db
    }

    /// The folder of pictures, search index and mails.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Deref for TestShop {
    type Target = Shop;
    fn deref(&self) -> &Shop {
        &self.shop
    }
}
