//! Products, variants, prices, categories, collections, reviews and pages.

mod cache;
mod cards;
mod category;
mod content;
mod error;
mod prices;
mod product;
mod staff;
mod staff_sql;

pub use cache::Caches;
pub use cards::cards;
pub use category::{category, menu};
pub use content::{collection, content_page};
pub use error::CatalogError;
pub use prices::{SetPrice, default_pricing, set_price};
pub use product::{product_page, reviews};
pub use staff::{ProductQuery, changes, product_for_staff, products_for_staff};
