//! Files: the built site, public files and pictures.

use axum::{
    Router,
    http::{HeaderValue, header},
};
use std::path::Path;
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// `/pkg` (hashed, immutable), `/media` (named by content, immutable) and public files at the root.
pub fn static_files<S: Clone + Send + Sync + 'static>(site_root: &Path, storage: &Path) -> Router<S> {
    let forever = || {
        SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        )
    };
    let folder = |path: std::path::PathBuf| {
        ServiceBuilder::new().layer(forever()).service(ServeDir::new(path).precompressed_br().precompressed_gzip())
    };
    Router::new()
        .nest_service("/pkg", folder(site_root.join("pkg")))
        .nest_service("/media", folder(storage.join("media")))
        .nest_service("/fonts", folder(site_root.join("fonts")))
        .route_service("/favicon.svg", ServeFile::new(site_root.join("favicon.svg")))
}
