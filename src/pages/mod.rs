//! Pages: load with `?`, then one view in the one document.

pub mod admin;
pub mod checkout;
pub mod dev;
pub mod machines;
pub mod storefront;
