//! Doing the same to many orders, so that a broken one stands in nobody's way.

use model::OrderId;
use std::{fmt::Display, future::Future};

/// Does something to one order after the other; returns how many of them moved. A failure is noted and left for the next
/// run; only a run that moved nothing fails with it.
pub(crate) async fn sweep<E: Display, W: Future<Output = Result<bool, E>>>(
    orders: Vec<OrderId>,
    act: impl Fn(OrderId) -> W,
) -> Result<u64, E> {
    let (mut moved, mut failed) = (0, None);
    for order in orders {
        match act(order).await {
            Ok(did) => moved += u64::from(did),
            Err(error) => {
                tracing::error!(%order, %error, "an order is left for the next run");
                failed = Some(error);
            }
        }
    }
    failed.filter(|_| moved == 0).map_or(Ok(moved), Err)
}
