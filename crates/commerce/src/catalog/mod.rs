//! Products, variants, prices, categories, collections, reviews and pages.

mod addresses;
mod cache;
mod cards;
mod category;
pub(crate) mod colors;
mod content;
mod error;
pub(crate) mod pictures;
mod price_lists;
mod prices;
mod product;
mod reviews;
mod staff;
mod staff_sql;
mod tree;

pub use addresses::{ProductAddress, product_addresses, product_parts};
pub use cache::Caches;
pub use cards::cards;
pub use category::{category, menu};
pub use content::{collection, collections, content_page, content_pages};
pub use error::CatalogError;
pub use pictures::scene;
pub(crate) use price_lists::default_list;
pub use prices::{SetPrice, default_pricing, set_price};
pub use product::{Batch, product_page, products_for_sale};
pub use reviews::{Praise, praise, reviews};
pub use staff::{ProductQuery, changes, product_for_staff, products_for_staff};
