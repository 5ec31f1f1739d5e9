//! `stoa check`: the invariants, each a query that must return no row.

use crate::{Broken, Shop};
use serde::Serialize;

/// A row that breaks an invariant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The invariant, such as `I3`.
    pub rule: &'static str,
    pub sentence: &'static str,
    pub row: String,
}

/// Runs every invariant.
pub async fn run(_shop: &Shop) -> Result<Vec<Violation>, Broken> {
    // STUB
    Err(Broken::unbuilt("check::run"))
}
