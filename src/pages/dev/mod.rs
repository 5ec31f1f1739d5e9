//! Pages for development only: mailbox, style guide.

mod mailbox;
mod styleguide;

use crate::web::AppState;
use axum::{Router, routing::get};

/// Routes that answer in development alone.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/dev/styleguide", get(styleguide::styleguide))
        .route("/dev/mailbox", get(mailbox::list))
        .route("/dev/mailbox/{id}", get(mailbox::letter))
        .route("/dev/mailbox/{id}/html", get(mailbox::html))
}
