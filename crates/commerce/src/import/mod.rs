//! Taking in files: products as Shopify (in both generations of headers), WooCommerce or anybody else writes them,
//! and the lists around them.
//!
//! A file is streamed. Each bad row is reported by line, column, value and hint, and leaves the good ones alone:
//! a bad variant row is dropped, a bad first row drops its product. What was taken in once changes nothing the second time.

mod attributes;
mod batch;
mod check;
mod columns;
mod draft;
mod error;
mod faulty;
mod fields;
mod group;
mod lists;
mod names;
mod pages;
mod pictures;
mod products;
mod reader;
mod report;
mod reviews;
mod rows;
mod sniff;
mod table;
mod tree;
mod woo;
mod words;
mod write;

pub use columns::{Mapped, Override, known_columns};
pub use error::ImportError;
pub use lists::collections;
pub use pages::pages;
pub use products::{Import, categories, products};
pub use report::{Problem, Report, Tally};
pub use reviews::reviews;
pub use sniff::Writing;
pub use words::{site_pictures, synonyms};
