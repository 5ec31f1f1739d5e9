//! Products, variants, prices, categories, collections and reviews.

mod addresses;
mod cache;
mod cards;
mod category;
pub(crate) mod colors;
mod content;
mod edit;
mod error;
pub(crate) mod pictures;
mod price_lists;
mod prices;
mod product;
pub(crate) mod redirects;
mod reviews;
mod staff;
mod staff_sql;
mod tree;
mod types;

pub use addresses::{ProductAddress, product_addresses, product_parts};
pub use cache::Caches;
pub use cards::cards;
pub use category::{category, menu};
pub use content::{collection, collections};
pub use edit::{
    DuplicateProduct, EditProduct, EditVariants, MoveProducts, NewProduct, PassMoment, RemoveVariant, Schedule,
    SetMedia, SetOptions, Target, create_product, duplicate_product, edit_variants, move_products, pass_moment,
    product_editor, remove_variant, schedule_product, set_media, set_options, update_product,
};
pub use error::CatalogError;
pub use pictures::scene;
pub(crate) use price_lists::default_list;
pub use prices::{SetPrice, default_pricing, set_price};
pub use product::{Batch, category_of_gone, product_page, products_for_sale};
pub use redirects::{NewRedirect, Redirect, add_redirect, delete_redirect, redirect_of, redirects};
pub use reviews::{Praise, praise, reviews};
pub use staff::{ProductQuery, changes, product_for_staff, products_for_staff};
pub use types::{ProductType, SaveType, delete_type, product_types, save_type};
