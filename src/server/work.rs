//! What a node does beside answering: following the outbox, running jobs, keeping schedules.

use crate::web::{self, AppState};
use commerce::{
    Shop,
    jobs::{self, Runner},
    outbox,
};
use std::future::Future;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The tasks beside the server.
pub struct Work(JoinSet<()>);

impl Work {
    /// All that a node of the web needs; with jobs where the settings give it workers.
    pub fn of_a_server(state: &AppState, stop: &CancellationToken) -> Self {
        let shop = &state.shop;
        let mut tasks = Self(JoinSet::new());
        // Listening begins before anything is told.
        let pages = state.pages.clone();
        tasks.start(shop.feed.follow(stop.clone(), move |entry| {
            pages.apply(&entry.event);
            std::future::ready(())
        }));
        tasks.start(outbox::tail(shop.clone(), stop.clone()));
        tasks.start(web::metrics::gauge(state.clone(), stop.clone()));
        if shop.settings.jobs.workers > 0 {
            tasks.jobs(shop, stop);
        }
        tasks
    }

    /// Jobs alone. Their operations read caches too, so the outbox is followed here as well.
    pub fn of_a_worker(shop: &Shop, stop: &CancellationToken) -> Self {
        let mut tasks = Self(JoinSet::new());
        tasks.start(outbox::tail(shop.clone(), stop.clone()));
        tasks.jobs(shop, stop);
        tasks
    }

    /// Waits until everything has come to its end after a stop.
    pub async fn finished(mut self) {
        while self.0.join_next().await.is_some() {}
    }

    fn jobs(&mut self, shop: &Shop, stop: &CancellationToken) {
        self.start(Runner::new(shop.clone(), jobs::handlers()).run(stop.clone()));
        self.start(jobs::keep_schedules(shop.clone(), stop.clone()));
    }

    fn start(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(task);
    }
}
