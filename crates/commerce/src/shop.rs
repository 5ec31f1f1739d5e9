//! The shop as a value: settings, database, and the parts that outlive a request.

use crate::{
    Settings, db,
    error::{Broken, TransactionError},
    jobs::Bell,
    outbox::Feed,
    payments::gateway::Gateways,
    search::Search,
    storage::Files,
};
use futures::future::BoxFuture;
use sqlx::{MySqlConnection, MySqlPool};
use std::{ops::Deref, sync::Arc};

/// A handle on the shop; cheap to clone.
#[derive(Clone)]
pub struct Shop(Arc<Parts>);

/// What a shop is made of.
pub struct Parts {
    pub settings: Settings,
    pub pool: MySqlPool,
    /// Events of the outbox as they become visible, for caches, search and live pages of this node.
    pub feed: Feed,
    /// Wakes the workers of this node.
    pub bell: Bell,
    pub search: Search,
    pub gateways: Gateways,
    pub files: Files,
    pub catalog: crate::catalog::Caches,
}

impl Deref for Shop {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Shop {
    /// Opens the shop on its database; does not migrate.
    pub async fn open(settings: Settings) -> Result<Self, Broken> {
        let pool = db::connect(&settings.database).await?;
        Self::on(settings, pool)
    }

    /// Makes a shop on a pool that is there already.
    pub fn on(settings: Settings, pool: MySqlPool) -> Result<Self, Broken> {
        crate::text::set_zone(settings.shop.zone());
        crate::text::set_pseudo(settings.shop.pseudo);
        let search = Search::open(&settings)?;
        let files = Files::of(&settings.storage)?;
        let gateways = Gateways::new(&settings, &pool);
        Ok(Self(Arc::new(Parts {
            pool,
            feed: Feed::new(),
            bell: Bell::default(),
            search,
            gateways,
            files,
            catalog: crate::catalog::Caches::new(),
            settings,
        })))
    }

    /// Runs one unit of work in a transaction (READ COMMITTED), retried as a whole when the database asks for it.
    /// The work survives a caller that goes away: it runs in a task of its own. `input` is cloned for each try,
    /// so that the closure captures nothing and can run again.
    pub async fn transaction<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Clone + Send + Sync + 'static,
        T: Send + 'static,
        E: TransactionError + From<Broken>,
        F: for<'c> Fn(&'c mut MySqlConnection, I) -> BoxFuture<'c, Result<T, E>> + Send + Sync + 'static,
    {
        let outcome = db::transaction(self.pool.clone(), input, work).await;
        if outcome.is_ok() {
            self.feed.wake();
            self.bell.ring();
        }
        outcome
    }
}
