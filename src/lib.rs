//! Stoa: a whole shop in one program.
//!
//! This file alone decides what is compiled for which target: `hydrate` is the browser's WASM (islands and what they
//! call), `ssr` is the server. `docs/architecture.md` has the map.

pub mod actions;
pub mod islands;
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod api;
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

/// Starts the reactive system of the browser; the boot script then wakes each island.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    islands::press::listen();
    leptos::mount::hydrate_islands();
}
