//! Payments: asked of a gateway, told by webhooks, written down once.

mod error;
pub mod gateway;
pub mod local;
mod webhooks;

pub use error::PaymentError;
pub use webhooks::receive_webhook;
