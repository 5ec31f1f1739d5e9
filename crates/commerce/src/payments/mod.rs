//! Payments: asked of a gateway, told by webhooks, written down once.

mod book;
mod error;
pub mod gateway;
mod give_up;
pub mod local;
mod reconcile;
mod refunds;
mod revive;
mod run_refund;
mod settle;
pub mod signature;
mod start;
mod webhooks;

pub use book::{by_hand, open, open_free, under_way};
pub use error::PaymentError;
pub use give_up::{CancelPayment, give_up, run_cancel};
pub use reconcile::{complete, on_return, reconcile, reconcile_ended};
pub use refunds::{give_back_all, money_back, refund_again};
pub use revive::hold_again;
pub use run_refund::{RunRefund, refund_sent, run_refund};
pub use settle::{Settled, settle};
pub use start::start;
pub use webhooks::{MAX_WEBHOOK_BYTES, ProcessWebhook, delete_old_webhooks, process_webhook, receive_webhook};
