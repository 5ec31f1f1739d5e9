//! An order through its guest link.

use super::OrderError;
use crate::{Actor, Broken, Shop};
use model::{
    checkout::Next,
    order::{OrderProgress, OrderView},
    payment::PaymentMethod,
};

/// The one order that a link opens; anything wrong with the link is "no such order".
pub async fn by_token(_shop: &Shop, _token: &str) -> Result<OrderView, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::by_token").into())
}

/// The parts of an order that move, for its live page.
pub async fn progress(_shop: &Shop, _token: &str) -> Result<OrderProgress, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::progress").into())
}

/// Pays an order that still waits for money, by the same or another method.
pub async fn pay_again(_shop: &Shop, _actor: &Actor, _token: &str, _method: PaymentMethod) -> Result<Next, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::pay_again").into())
}
