//! What shoppers browse.

pub mod home;

use crate::web::AppState;
use axum::{Router, routing::get};

/// The pages that only show.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(home::home))
}
