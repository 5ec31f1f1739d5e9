//! Parts of pages that are drawn in two places: by the page itself, and by the server function that answers an island.

pub mod cart;
pub mod cart_lines;
pub mod checkout;
pub mod checkout_form;
pub mod checkout_side;
pub mod drawer;
pub mod fields;
mod order_pay;
mod order_steps;
pub mod order_view;
pub mod parts;
mod payment;
