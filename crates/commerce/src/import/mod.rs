//! Taking in files: products as Shopify writes them, in both generations of headers, and the lists around them.
//!
//! A file is streamed. Each bad row is reported by line, column, value and hint, and leaves the good ones alone:
//! a bad variant row is dropped, a bad first row drops its product. What was taken in once changes nothing the second time.

mod attributes;
mod batch;
mod check;
mod columns;
mod draft;
mod error;
mod fields;
mod group;
mod lists;
mod pages;
mod pictures;
mod products;
mod reader;
mod report;
mod reviews;
mod rows;
mod table;
mod tree;
mod words;
mod write;

pub use error::ImportError;
pub use lists::collections;
pub use pages::pages;
pub use products::{Import, products};
pub use report::{Problem, Report, Tally};
pub use reviews::reviews;
pub use words::{site_pictures, synonyms};
