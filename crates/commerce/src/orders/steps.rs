//! The steps that staff takes with an order, and which of them are legal.

use super::OrderError;
use crate::{Actor, Broken, Shop};
use model::{
    OrderId,
    order::{OrderStep, OrderView},
};

/// Asks for a step.
#[derive(Clone, Debug)]
pub struct TakeStep {
    pub order: OrderId,
    /// The version that the form showed; another one now is a conflict.
    pub version: u32,
    pub step: OrderStep,
    /// For `Ship`.
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    /// For `Cancel` and `MarkPaid`: why.
    pub note: Option<String>,
}

/// The steps that are legal where the order stands.
pub fn legal_steps(_order: &OrderView) -> Vec<OrderStep> {
    // STUB
    vec![]
}

/// Takes a step: states, history, stock, money and mail in one transaction. Needs `FulfilOrders`.
pub async fn take_step(_shop: &Shop, _actor: &Actor, _command: TakeStep) -> Result<OrderView, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::take_step").into())
}
