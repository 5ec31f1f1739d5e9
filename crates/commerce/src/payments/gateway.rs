//! What the shop asks of any payment provider.

use super::{PaymentError, local::LocalGateway};
use crate::{Settings, settings::Gateway};
use async_trait::async_trait;
use model::{Money, payment::PaymentMethod};
use sqlx::MySqlPool;
use std::sync::Arc;

/// A payment provider. Every call may be repeated with the same key and means the same.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// The name in `payments.gateway`, in the inbox and in the webhook's address.
    fn name(&self) -> &'static str;

    /// Opens a payment at the provider, or finds the one that this key opened before.
    async fn create(&self, ask: &NewCharge) -> Result<Charge, GatewayError>;

    /// What became of a payment; `None` when the provider never heard of it.
    async fn status(&self, whose: &Lookup) -> Result<Option<Known>, GatewayError>;

    /// Closes a payment that is not wanted any more and tells how it ended: money may have been faster.
    async fn cancel(&self, whose: &Lookup) -> Result<Option<Known>, GatewayError>;

    /// Gives money back; returns the provider's name of the refund.
    async fn refund(&self, ask: &NewRefund) -> Result<String, GatewayError>;

    /// Checks who signed a webhook. Nothing in the body is believed before.
    fn verify(&self, signature: &str, body: &[u8]) -> Result<(), PaymentError>;

    /// Reads a body whose signature was right; `None` where it is nothing that is understood.
    fn read(&self, body: &[u8]) -> Option<Webhook>;
}

/// A payment to be opened.
#[derive(Clone, Debug)]
pub struct NewCharge {
    pub idem_key: String,
    pub amount: Money,
    /// What the person reads at the provider, such as "Wrenfold, order 1001".
    pub label: String,
    /// Where the provider sends the person afterwards.
    pub return_url: String,
}

/// A payment opened at the provider.
#[derive(Clone, Debug)]
pub struct Charge {
    pub reference: String,
    /// The provider's page that asks for the money.
    pub url: String,
}

/// Names a payment to its provider, even one whose answer was lost.
#[derive(Clone, Debug)]
pub struct Lookup {
    pub idem_key: String,
    pub reference: Option<String>,
}

/// Money to be given back.
#[derive(Clone, Debug)]
pub struct NewRefund {
    pub idem_key: String,
    pub reference: String,
    pub amount: Money,
}

/// What a provider knows of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub reference: String,
    pub outcome: Outcome,
}

/// Where a payment stands, in a provider's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The person is still at it.
    Pending,
    Paid(Money),
    /// Refused, with a code.
    Failed(String),
    /// Closed before money moved.
    Cancelled,
    /// No clear answer; never taken for a failure.
    Unknown,
}

/// A webhook whose signature was right.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The provider's id of the event; the same event twice is one event.
    pub event_id: String,
    /// Whether it tells how a payment ended; everything else is stored and left alone.
    pub about_payment: bool,
    pub idem_key: String,
    pub reference: String,
    pub amount: Money,
}

/// Why a provider did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// No answer, or none that can be understood: the effect may have happened.
    #[error("the provider does not answer: {0}")]
    Away(String),
    /// A clear no, with a code.
    #[error("the provider refuses: {0}")]
    Refused(String),
}

impl From<sqlx::Error> for GatewayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Away(error.to_string())
    }
}

/// The gateways of this shop, by name.
pub struct Gateways {
    local: Option<Arc<LocalGateway>>,
}

impl Gateways {
    /// The gateways that the settings name.
    pub fn new(settings: &Settings, pool: &MySqlPool) -> Self {
        let local = || Arc::new(LocalGateway::new(settings, pool.clone()));
        Self { local: (settings.gateway() == Gateway::Local).then(local) }
    }

    /// The gateway of a name; `None` for methods that no provider stands behind, and for gateways that are not set up.
    pub fn get(&self, name: &str) -> Option<Arc<dyn PaymentGateway>> {
        match name {
            LocalGateway::NAME => self.local.clone().map(|local| local as Arc<dyn PaymentGateway>),
            _ => None,
        }
    }

    /// The name of the gateway behind a method, as `payments.gateway` holds it.
    pub fn name_for(method: PaymentMethod) -> &'static str {
        match method {
            PaymentMethod::Card => LocalGateway::NAME,
            PaymentMethod::OnDelivery | PaymentMethod::BankTransfer => BY_HAND,
        }
    }

    /// The local gateway, where it is set up.
    pub fn local(&self) -> Option<&LocalGateway> {
        self.local.as_deref()
    }
}

/// Stands in `payments.gateway` where people move the money: at the door or by transfer.
pub const BY_HAND: &str = "hand";

/// Stands there where nothing is to be paid.
pub const NOBODY: &str = "none";
