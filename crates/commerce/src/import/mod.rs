//! Taking in files: products as Shopify (in both generations of headers), WooCommerce or anybody else writes them,
//! and the lists around them.
//!
//! A file is streamed. Each bad row is reported by line, column, value and hint, and leaves the good ones alone:
//! a bad variant row is dropped, a bad first row drops its product. What was taken in once changes nothing the second time.

mod attributes;
mod batch;
mod batches;
mod beside;
mod category;
mod check;
mod collections;
mod columns;
mod desk;
mod draft;
mod error;
mod faulty;
mod fetch;
mod fields;
mod files;
mod forget;
mod group;
mod lists;
mod menus;
mod names;
mod pages;
mod pictures;
mod prices;
mod products;
mod reader;
mod redirects;
mod remote;
mod report;
mod restore;
mod reviews;
mod rows;
mod seen;
mod sniff;
mod table;
mod tree;
mod undo;
mod whole;
mod woo;
mod words;
mod write;

pub use ::pictures::Trust;
pub use batches::{Batch, BatchState, Changes, Options, batch, batches, kept};
pub use beside::{bundles, links, product_types};
pub use collections::collections;
pub use columns::{Mapped, Override, known_columns};
pub use desk::{
    MOST_UPLOADED, Preview, RunImport, Step, Upload, ask, begin_upload, end_upload, error_file, look_into, run,
};
pub use error::ImportError;
pub use files::delete_old_files;
pub use forget::delete_old;
pub use menus::menus;
pub use pages::pages;
pub use prices::{currencies, prices};
pub use products::{Errors, Import, categories, products};
pub use redirects::redirects;
pub use report::{Problem, Report, Tally};
pub use reviews::reviews;
pub use sniff::Writing;
pub use undo::undo;
pub use whole::shop;
pub use words::{site_pictures, synonyms};
