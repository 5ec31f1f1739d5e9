//! What each kind of job does.

use crate::Shop;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt, future::Future, time::Duration};

/// How a job fails.
#[derive(Debug)]
pub enum JobError {
    /// It may work later: tried again, each time after a longer pause, until its tries are used up.
    Later(String),
    /// It will never work: dead at once, with the reason.
    Never(String),
}

impl JobError {
    /// A failure that no other try can mend.
    pub fn never(why: impl fmt::Display) -> Self {
        Self::Never(why.to_string())
    }

    /// A failure that another try may mend.
    pub fn later(why: impl fmt::Display) -> Self {
        Self::Later(why.to_string())
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(why) | Self::Never(why) => f.write_str(why),
        }
    }
}

/// Every error of the shop is worth another try, so that `?` does the usual thing.
/// (For this `JobError` must not be an `Error` itself.)
impl<E: std::error::Error> From<E> for JobError {
    fn from(error: E) -> Self {
        Self::Later(error.to_string())
    }
}

/// The payload of jobs that need none.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Nothing {}

type Run = Box<dyn Fn(Shop, serde_json::Value) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

pub(super) struct Kind {
    pub timeout: Duration,
    pub run: Run,
}

/// The kinds of jobs that a worker knows.
#[derive(Default)]
pub struct Handlers(BTreeMap<&'static str, Kind>);

impl Handlers {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind: how many seconds a run may take, and what it does with its payload.
    pub fn on<P, F, W>(mut self, kind: &'static str, seconds: u64, act: F) -> Self
    where
        P: DeserializeOwned,
        F: Fn(Shop, P) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let run: Run = Box::new(move |shop, payload| match serde_json::from_value(payload) {
            Ok(payload) => Box::pin(act(shop, payload)),
            Err(error) => {
                Box::pin(async move { Err(JobError::never(format_args!("the payload is not understood: {error}"))) })
            }
        });
        self.0.insert(kind, Kind { timeout: Duration::from_secs(seconds), run });
        self
    }

    /// The names of all kinds.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    pub(super) fn get(&self, kind: &str) -> Option<&Kind> {
        self.0.get(kind)
    }
}
