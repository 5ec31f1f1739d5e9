//! Tests of the whole program: its shape, and what it answers over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod back_office;
mod checkout;
mod closing;
mod collections;
mod contact;
mod content;
mod covers;
mod currencies;
mod http;
mod lists;
mod live;
mod machines;
mod moved;
mod moving;
mod notices;
mod page_cache;
mod product_form;
mod products;
mod reviews;
mod routes;
mod sale;
mod same_facts;
mod schedule;
mod search;
mod server;
mod settings;
mod shape;
mod staff;
mod statements;
mod storage;
mod storefront;
mod texts;
mod trouble;
mod wishlist;
