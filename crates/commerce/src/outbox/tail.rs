//! Following the outbox by id without missing a row that commits late.

use crate::{Broken, Shop};
use tokio_util::sync::CancellationToken;

/// Follows the outbox until told to stop, and publishes every event on the shop's feed.
pub async fn tail(_shop: Shop, _stop: CancellationToken) -> Result<(), Broken> {
    // STUB
    Err(Broken::unbuilt("outbox::tail"))
}
