//! The back office: pages are plain handlers that draw one view inside one frame, forms are plain
//! posts, and all works without scripts. `docs/howto/add-staff-page.md` shows how another page is made.

mod categories;
mod chosen;
mod collection_members;
mod collections;
mod content;
mod cover;
mod entries;
mod exports;
mod fields;
mod forms;
mod frame;
mod import_batch;
mod import_parts;
mod imports;
mod messages;
mod order;
mod order_parts;
mod orders;
mod page;
mod parts;
mod price_list;
mod price_lists;
mod product;
mod products;
mod redirects;
mod reviews;
mod routes;
mod searches;
mod sign_in;
mod synonyms;
mod table;
mod types;

pub use routes::routes;
