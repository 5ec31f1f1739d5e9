//! What a node does beside answering: following the outbox, running jobs, keeping schedules.

use crate::web::{self, AppState, cache::Tag};
use commerce::{
    Shop, catalog,
    jobs::{self, Runner},
    outbox, search,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The tasks beside the server. Whoever still answers or works reads caches, so the outbox is followed to the last.
pub struct Work {
    tasks: JoinSet<()>,
    stop: CancellationToken,
    followers: JoinSet<()>,
    stop_following: CancellationToken,
}

impl Work {
    /// All that a node of the web needs; with jobs where the settings give it workers.
    pub fn of_a_server(state: &AppState) -> Self {
        let shop = &state.shop;
        let mut work = Self::nothing();
        // Listening begins before anything is told.
        let pages = state.pages.clone();
        work.followers.spawn(shop.feed.follow(work.stop_following.clone(), move |entry| {
            pages.apply(&entry.event, entry.listed);
            std::future::ready(())
        }));
        work.followers.spawn(fit_collections(shop.clone(), work.stop_following.clone()));
        work.followers.spawn(forget_found(state.clone(), work.stop_following.clone()));
        work.follow(shop);
        work.tasks.spawn(web::metrics::gauge(state.clone(), work.stop.clone()));
        work.tasks.spawn(search::keep_log(shop.clone(), work.stop.clone()));
        if shop.settings.jobs.workers > 0 {
            work.jobs(shop);
        }
        work
    }

    /// Jobs alone. Their operations read caches too, so the outbox is followed here as well.
    pub fn of_a_worker(shop: &Shop) -> Self {
        let mut work = Self::nothing();
        work.follow(shop);
        work.jobs(shop);
        work
    }

    /// Begins nothing more; what is under way goes on.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Stops, and waits until everything has come to its end.
    pub async fn finished(mut self) {
        self.stop();
        while self.tasks.join_next().await.is_some() {}
        self.stop_following.cancel();
        while self.followers.join_next().await.is_some() {}
    }

    fn nothing() -> Self {
        Self {
            tasks: JoinSet::new(),
            stop: CancellationToken::new(),
            followers: JoinSet::new(),
            stop_following: CancellationToken::new(),
        }
    }

    fn follow(&mut self, shop: &Shop) {
        self.followers.spawn(outbox::tail(shop.clone(), self.stop_following.clone()));
    }

    fn jobs(&mut self, shop: &Shop) {
        self.tasks.spawn(Runner::new(shop.clone(), jobs::handlers()).run(self.stop.clone()));
        self.tasks.spawn(jobs::keep_schedules(shop.clone(), self.stop.clone()));
    }
}

/// Has collections looked at after changes that may move products between them.
fn fit_collections(shop: Shop, stop: CancellationToken) -> impl Future<Output = ()> + Send {
    let following = shop.clone();
    following.feed.follow(stop, move |entry| {
        let shop = shop.clone();
        async move {
            if let Err(error) = catalog::fit_after(&shop, &entry.event).await {
                tracing::warn!(%error, "collections are looked at with the next change");
            }
        }
    })
}

/// Makes kept results of searches old whenever texts that had changed can be found.
async fn forget_found(state: AppState, stop: CancellationToken) {
    let mut settled = state.shop.search.settled();
    loop {
        tokio::select! {
            Ok(()) = settled.changed() => state.pages.touch(&[Tag::Found]),
            () = stop.cancelled() => return,
        }
    }
}
