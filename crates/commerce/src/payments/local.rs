//! The local gateway: plays a provider with pages of its own, for development and tests.

use super::PaymentError;
use crate::{Broken, Shop};
use model::Money;

/// What the gateway's page shows.
#[derive(Clone, Debug)]
pub struct LocalPage {
    pub reference: String,
    pub label: String,
    pub amount: Money,
    /// Whether the bank's challenge is asked now.
    pub challenged: bool,
}

/// What the person on the page pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
    Challenge,
    /// No answer ever reaches the shop from this visit; the payment stays open.
    TimeOut,
    /// Approves, sends the shopper back at once and the webhook only later.
    LateWebhook,
}

/// The page of a payment at the gateway.
pub async fn page(_shop: &Shop, _reference: &str) -> Result<LocalPage, PaymentError> {
    // STUB
    Err(Broken::unbuilt("payments::local::page").into())
}

/// Records what was pressed; returns the address to send the person to.
pub async fn decide(_shop: &Shop, _reference: &str, _decision: Decision) -> Result<String, PaymentError> {
    // STUB
    Err(Broken::unbuilt("payments::local::decide").into())
}
