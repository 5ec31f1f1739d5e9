//! Files: the built site, public files and pictures.

use super::stored_files::stored_files;
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use commerce::storage::Files;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// `/pkg` (hashed), `/media` (named by content) and `/fonts`, kept for ever; public files at the root, kept for a day.
pub fn static_files<S: Clone + Send + Sync + 'static>(site_root: &Path, files: &Files) -> Router<S> {
    let folder = |path: std::path::PathBuf| ServeDir::new(path).precompressed_br().precompressed_gzip();
    let lasting = Router::new()
        .nest_service("/pkg", folder(site_root.join("pkg")))
        .nest_service("/fonts", folder(site_root.join("fonts")));
    // Straight from the folder where there is one; that is the quickest.
    let lasting = match files.folder() {
        Some(here) => lasting.nest_service("/media", folder(here.join("media"))),
        None => lasting.nest("/media", stored_files(files)),
    };
    let mut public = Router::new();
    for name in public_files(site_root) {
        let file = ServeFile::new(site_root.join(&name)).precompressed_br().precompressed_gzip();
        public = public.route_service(&format!("/{name}"), file);
    }
    lasting.layer(middleware::from_fn(for_ever)).merge(public.layer(middleware::from_fn(for_a_day)))
}

/// Names of the files at the root of the site: favicon, icons, robots.
fn public_files(site_root: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(site_root) else { return vec![] };
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    // Precompressed siblings are not addresses of their own; odd names are none at all.
    let plain = |name: &String| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    names
        .filter(|name| plain(name) && !name.starts_with('.') && !name.ends_with(".br") && !name.ends_with(".gz"))
        .collect()
}

async fn for_ever(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    cache(&mut answer, "public, max-age=31536000, immutable");
    answer
}

async fn for_a_day(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    cache(&mut answer, "public, max-age=86400");
    answer
}

fn cache(answer: &mut Response, rule: &'static str) {
    if answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED {
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    }
}
