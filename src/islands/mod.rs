//! Interactive leaves. Each wraps a form or link that works without it, and earns its bytes.

pub mod cart_count;
pub mod cart_drawer;
pub mod checkout_form;
mod cart_forms;
mod dom;
mod fetch;
pub mod gallery;
pub mod live;
pub mod orders_live;
pub mod search_box;
pub mod variant_picker;

pub use gallery::Gallery;
pub use search_box::SearchBox;
pub use variant_picker::VariantPicker;
