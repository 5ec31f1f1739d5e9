//! Every kind of job that a worker of the shop knows: its name, the seconds it may take, and the operation it runs.

use super::{Handlers, Nothing, cleanup};
use crate::{accounts, cart, inventory};

/// The handlers of the shop.
pub fn handlers() -> Handlers {
    Handlers::new()
        .on("stock.expire", 60, |shop, _: Nothing| async move {
            inventory::expire_due(&shop).await?;
            Ok(())
        })
        .on("sessions.cleanup", 300, |shop, _: Nothing| async move {
            accounts::delete_expired_sessions(&shop).await?;
            Ok(())
        })
        .on("carts.cleanup", 300, |shop, _: Nothing| async move {
            cart::delete_stale(&shop).await?;
            Ok(())
        })
        .on("outbox.cleanup", 300, |shop, _: Nothing| async move {
            cleanup::outbox(&shop).await?;
            Ok(())
        })
        .on("jobs.cleanup", 300, |shop, _: Nothing| async move {
            cleanup::jobs(&shop).await?;
            Ok(())
        })
        .on("idempotency.cleanup", 300, |shop, _: Nothing| async move {
            cleanup::idempotency_keys(&shop).await?;
            Ok(())
        })
        .on("limits.cleanup", 300, |shop, _: Nothing| async move {
            cleanup::rate_counters(&shop).await?;
            Ok(())
        })
}
