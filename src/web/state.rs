//! What every handler shares.

use super::{Site, cache::PageCache, health::Health, live::Sockets};
use crate::app::FrameCache;
use axum::extract::FromRef;
use commerce::Shop;
use leptos::prelude::LeptosOptions;
use std::sync::Arc;

/// The shop, the built site and the framework's options.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub shop: Shop,
    pub site: Arc<Site>,
    pub leptos: LeptosOptions,
    pub frame: Arc<FrameCache>,
    pub sockets: Sockets,
    pub pages: PageCache,
    pub health: Health,
}

impl AppState {
    /// The state of a server for a shop.
    pub fn new(shop: Shop) -> Self {
        let server = &shop.settings.server;
        let root = server.site_root.to_string_lossy().into_owned();
        let leptos = LeptosOptions::builder().output_name("stoa").site_root(root).build();
        let site = Arc::new(Site::read(server, &shop.settings.shop.name));
        let pages = PageCache::new(&shop);
        Self {
            shop,
            site,
            leptos,
            frame: Arc::default(),
            sockets: Sockets::default(),
            pages,
            health: Health::default(),
        }
    }
}
