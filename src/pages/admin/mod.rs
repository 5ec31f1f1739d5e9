//! The back office: pages are plain handlers that draw one view inside one frame, forms are plain
//! posts, and all works without scripts. `docs/howto/add-staff-page.md` shows how another page is made.

#[allow(dead_code)]
mod entries;
#[allow(dead_code)]
mod fields;
mod forms;
mod frame;
mod order;
mod order_parts;
mod orders;
#[allow(dead_code)]
mod page;
#[allow(dead_code)]
mod parts;
mod product;
mod products;
mod routes;
mod sign_in;
#[allow(dead_code)]
mod table;

pub use routes::routes;
