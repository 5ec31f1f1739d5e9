//! A worker: takes jobs, runs them, and writes down how it went.

use super::{
    Handlers, JobError,
    queue::{self, Claim, Claimed},
};
use crate::{Broken, Shop};
use futures::FutureExt;
use std::{any::Any, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tokio::{
    task::JoinSet,
    time::{Instant, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// The clockwork of a worker.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Seconds for which a claimed job is nobody else's; renewed three times within.
    pub lease_seconds: u32,
    /// Between two looks at the queue while nothing was enqueued here.
    pub pause: Duration,
    /// How long running jobs may go on after a stop.
    pub grace: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self { lease_seconds: 60, pause: Duration::from_secs(1), grace: Duration::from_secs(20) }
    }
}

/// A worker of this process.
pub struct Runner {
    shop: Shop,
    handlers: Arc<Handlers>,
    /// Name in the leases; no two workers ever share one.
    owner: String,
    workers: usize,
    timing: Timing,
}

impl Runner {
    /// A worker for the settings' number of jobs at once.
    pub fn new(shop: Shop, handlers: Handlers) -> Self {
        let owner = format!("{}-{}", std::process::id(), uuid::Uuid::now_v7().simple());
        let workers = shop.settings.jobs.workers as usize;
        Self { shop, handlers: Arc::new(handlers), owner, workers, timing: Timing::default() }
    }

    /// The same with another clockwork.
    pub fn timing(mut self, timing: Timing) -> Self {
        self.timing = timing;
        self
    }

    /// Works until told to stop; then lets running jobs finish for a while and gives back the rest.
    pub async fn run(self, stop: CancellationToken) {
        let mut running = JoinSet::new();
        tokio::select! {
            () = self.work(&mut running) => (),
            () = self.keep_leases() => (),
            () = stop.cancelled() => (),
        }
        let finish = async { while running.join_next().await.is_some() {} };
        tokio::select! {
            _ = timeout(self.timing.grace, finish) => (),
            () = self.keep_leases() => (),
        }
        running.shutdown().await;
        match queue::give_back(&self.shop.pool, &self.owner).await {
            Ok(0) => (),
            Ok(given) => tracing::info!(given, "unfinished jobs were given back"),
            Err(error) => tracing::warn!(%error, "leases were not given back; they run out by themselves"),
        }
    }

    async fn work(&self, running: &mut JoinSet<()>) {
        let mut looked = None::<Instant>;
        loop {
            if looked.is_none_or(|then| then.elapsed() > Duration::from_secs(5)) {
                looked = Some(Instant::now());
                report("expired leases cannot be taken back", queue::take_back_expired(&self.shop.pool).await);
            }
            let free = self.workers.saturating_sub(running.len());
            if free > 0 {
                let claimed = report("the queue cannot be read", queue::claim(&self.shop.pool, self.claim(free)).await);
                for job in claimed.unwrap_or_default() {
                    let run = perform(self.shop.clone(), self.handlers.clone(), self.owner.clone(), job);
                    running.spawn(run);
                }
            }
            let full = running.len() >= self.workers;
            tokio::select! {
                Some(_) = running.join_next() => (),
                // A short breath, so that a hundred commits at once are one look at the queue.
                () = async { self.shop.bell.rung().await; sleep(Duration::from_millis(5)).await }, if !full => (),
                () = sleep(self.timing.pause) => (),
            }
        }
    }

    async fn keep_leases(&self) {
        let mut beat = interval(Duration::from_secs(self.timing.lease_seconds.into()) / 3);
        loop {
            beat.tick().await;
            report(
                "leases cannot be renewed",
                queue::keep(&self.shop.pool, &self.owner, self.timing.lease_seconds).await,
            );
        }
    }

    fn claim(&self, free: usize) -> Claim {
        Claim {
            owner: self.owner.clone(),
            kinds: self.handlers.names().collect::<Vec<_>>().join(","),
            most: free as u32,
            lease_seconds: self.timing.lease_seconds,
        }
    }
}

async fn perform(shop: Shop, handlers: Arc<Handlers>, owner: String, job: Claimed) {
    let outcome = attempt(&shop, &handlers, &job).await;
    let pool = &shop.pool;
    let last = job.attempt >= job.most_attempts;
    match &outcome {
        Ok(()) => {
            tracing::debug!(kind = job.kind, id = %job.id, "job done");
            settle(|| queue::finish(pool, &owner, &job)).await;
        }
        Err(JobError::Later(why)) if !last => {
            tracing::warn!(kind = job.kind, id = %job.id, attempt = job.attempt, why, "job is tried again");
            settle(|| queue::put_off(pool, &owner, &job, why)).await;
        }
        Err(error) => {
            tracing::error!(kind = job.kind, id = %job.id, attempt = job.attempt, why = %error, "job is dead");
            let why = error.to_string();
            settle(|| queue::bury(pool, &owner, &job, &why)).await;
        }
    }
}

async fn attempt(shop: &Shop, handlers: &Handlers, job: &Claimed) -> Result<(), JobError> {
    let kind = handlers.get(&job.kind).ok_or_else(|| JobError::later("this worker does not know the kind"))?;
    let payload = serde_json::from_str(&job.payload)
        .map_err(|error| JobError::never(format_args!("the payload is not JSON: {error}")))?;
    // Making the future is part of the run: it may panic as well.
    let run = AssertUnwindSafe(async { (kind.run)(shop.clone(), payload).await }).catch_unwind();
    match timeout(kind.timeout, run).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(JobError::later(format_args!("panicked: {}", sentence(&*panic)))),
        Err(_) => Err(JobError::later(format_args!("took longer than {} s", kind.timeout.as_secs()))),
    }
}

/// Writes down the outcome, patiently: a lost answer would make the job run again.
async fn settle<W: Future<Output = Result<(), Broken>>>(write: impl Fn() -> W) {
    for _ in 0..5 {
        match write().await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%error, "the outcome of a job cannot be written"),
        }
        sleep(Duration::from_secs(2)).await;
    }
}

fn sentence(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}

fn report<T>(what: &str, outcome: Result<T, Broken>) -> Option<T> {
    outcome.map_err(|error| tracing::warn!(%error, "{what}")).ok()
}
