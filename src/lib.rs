//! Stoa: a whole shop in one program.
//!
//! This file alone decides what is compiled for which target: `hydrate` is the browser's WASM (islands and what they
//! call), `ssr` is the server. `docs/architecture.md` has the map.

// A view without erased types is one deep type for each page; the default is too shallow for the largest.
#![recursion_limit = "256"]

pub mod actions;
pub mod islands;
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod fragments;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod web;

/// A page is a thousand small strings that live for a millisecond; this allocator is made for that.
#[cfg(feature = "ssr")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Starts the reactive system of the browser; the boot script then wakes each island.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // In the release a panic shows as the trap that it is: its words would weigh more than an island.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // It also makes what runs futures, which some of the others need at once.
    leptos::mount::hydrate_islands();
    islands::press::listen();
    islands::list::listen();
    islands::gallery::listen();
    islands::variant_picker::listen();
    islands::search_box::listen();
    islands::shelf::listen();
}
