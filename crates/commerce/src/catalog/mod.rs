//! Products, variants, prices, categories and collections.

mod addresses;
mod bundles;
mod cache;
mod cards;
mod categories;
mod category;
mod clean;
mod collections;
pub(crate) mod colors;
mod content;
mod covers;
mod edit;
mod error;
mod links;
pub(crate) mod lowest;
mod membership;
pub(crate) mod pictures;
mod preview;
mod price_lists;
mod prices;
mod product;
pub(crate) mod redirects;
pub(crate) mod rows;
pub(crate) mod rules;
mod sellable;
mod settle;
mod staff;
mod staff_sql;
mod tree;
mod types;
mod write_prices;

pub use addresses::{PART, ProductAddress, product_addresses, product_parts};
pub use bundles::{BundlePart, SetParts, parts, products_with_part, set_parts};
pub use cache::Caches;
pub use cards::cards;
pub use categories::{
    CategoryDetails, CategoryEditor, SaveCategory, arrange_categories, categories_for_staff, delete_category,
    save_category,
};
pub use category::{category, menu};
pub use clean::clean_descriptions;
pub use collections::{
    CollectionEditor, Members, SaveCollection, collection_editor, collections_for_staff, delete_collection,
    save_collection,
};
pub use content::{collection, collections};
pub use covers::{CoverEditor, Covered, SetCover, cover, set_cover};
pub(crate) use edit::tell_then;
pub use edit::{
    DuplicateProduct, EditProduct, EditVariants, MoveProducts, NewProduct, PassMoment, RemoveVariant, SaveProduct,
    Schedule, SetMedia, SetOptions, SetPlace, Target, Then, create_product, duplicate_product, edit_variants,
    move_products, pass_moment, product_editor, remove_variant, save_product, schedule_product, set_media, set_options,
    set_place, update_product,
};
pub use error::CatalogError;
pub use links::{LinkKind, SetLinks, cross_sells, linked_cards, links_for_staff, set_links};
pub use membership::{Membership, collections_of};
pub use pictures::scene;
pub use preview::{preview_link, product_preview};
pub use price_lists::{Exchange, currencies};
pub(crate) use price_lists::{default_list, exchange, sold_currencies};
pub use prices::{SetPrice, default_pricing, set_price};
pub use product::{Batch, category_of_gone, product_page, products_for_sale};
pub use redirects::{NewRedirect, Redirect, add_redirect, delete_redirect, redirect_of, redirects};
pub use rules::{FitCollections, fit_after, fit_collections};
pub(crate) use sellable::{query_sellable, sellable};
pub use settle::{SettleList, settle};
pub(crate) use settle::{unruly, unsettle, unsettle_followers};
pub use staff::{ProductQuery, changes, product_for_staff, products_for_staff};
pub use types::{ProductType, SaveType, delete_type, product_types, save_type, type_names};
pub(crate) use write_prices::{NewPrice, Why, follower, hold_rules, let_follow, write_prices};
