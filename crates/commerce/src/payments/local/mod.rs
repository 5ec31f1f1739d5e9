//! The local gateway: plays a provider with books and pages of its own, for development and tests.

mod gateway;
mod page;
mod tell;

pub use gateway::LocalGateway;
pub use page::{Decision, LocalPage, decide, page};
pub use tell::{PostWebhook, SettleLate, post_webhook, settle_late};
