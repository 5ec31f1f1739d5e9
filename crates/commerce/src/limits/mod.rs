//! Limits that all nodes share, counted in MariaDB.

use crate::{Broken, Shop};

/// A limit: so many hits in so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub name: &'static str,
    pub hits: u32,
    pub seconds: u32,
}

/// Counts a hit; `Some(seconds)` to wait when the limit is passed.
pub async fn hit(_shop: &Shop, _limit: Limit, _who: &str) -> Result<Option<u32>, Broken> {
    // STUB
    Err(Broken::unbuilt("limits::hit"))
}
