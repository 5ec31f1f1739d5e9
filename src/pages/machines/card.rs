//! Pictures for cards of social networks: `/card/<key>.jpg`.

use crate::web::{AppState, Failed};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use commerce::media;
use model::Fault;

/// `GET /card/{picture}`
pub async fn card(State(state): State<AppState>, Path(file): Path<String>) -> Result<Response, Failed> {
    let nothing = || Failed(Fault::not_found("not-found"));
    let key = file.strip_suffix(".jpg").ok_or_else(nothing)?;
    let card = media::card(&state.shop, key).await?.ok_or_else(nothing)?;
    // Its name is its content.
    let headers =
        [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, card).into_response())
}
