//! `/robots.txt`: where search engines need not look, and where the sitemap is.

use crate::web::AppState;
use axum::{extract::State, http::header, response::IntoResponse};

/// Beginnings of addresses that do something, or show what is one visitor's own.
const PRIVATE: [&str; 9] =
    ["/admin", "/api", "/cart", "/checkout", "/dev", "/live", "/order", "/pay", "/search/suggest"];

/// `GET /robots.txt`
pub async fn robots(State(state): State<AppState>) -> impl IntoResponse {
    let mut text = String::from("User-agent: *\n");
    for start in PRIVATE {
        text += &format!("Disallow: {start}\n");
    }
    text += &format!("\nSitemap: {}\n", state.site.absolute("/sitemap.xml"));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
}
