//! Interactive leaves. Each wraps a form or link that works without it, and earns its bytes.

pub mod live;
pub mod orders_live;
pub mod cart_count;
pub mod cart_drawer;
mod cart_forms;
mod dom;
