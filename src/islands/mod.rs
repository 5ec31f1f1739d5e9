//! Interactive leaves. Each wraps a form or link that works without it, and earns its bytes. What only listens to the
//! page is no Leptos island: a few calls of the browser's own interfaces weigh a tenth of a reactive view.

mod cart_count;
pub mod cart_drawer;
mod cart_forms;
pub mod checkout_form;
mod dom;
mod fetch;
pub mod gallery;
pub mod list;
pub mod live;
pub mod order_live;
pub mod orders_live;
pub mod press;
pub mod search_box;
pub mod shelf;
pub mod variant_picker;
