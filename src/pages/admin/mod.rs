//! The back office: pages are one nested router tree, forms are plain posts, and all works without scripts.

mod document;
mod forms;
mod frame;
mod order;
mod order_parts;
mod orders;
mod parts;
mod product;
mod products;
mod routes;
mod sign_in;

pub use routes::routes;
