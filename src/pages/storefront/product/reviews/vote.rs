//! `POST /p/{handle}/helpful`: a vote, one a person.

use super::{Asked, Place};
use crate::web::{Failed, Form, Visit, cookie};
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    limits,
    reviews::{self, Vote, Voter},
    secret::Token,
};
use model::{Fault, FaultKind, ReviewId};
use serde::Deserialize;

/// Names a visitor to the votes, and to nothing else.
const COOKIE: &str = "stoa_voter";
const SECONDS: u32 = 365 * 24 * 60 * 60;

/// A vote as it was pressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pressed {
    review: String,
    vote: String,
}

/// `POST /p/{handle}/helpful`
pub async fn helpful(
    visit: Visit,
    Path(handle): Path<String>,
    Query(asked): Query<Asked>,
    Form(form): Form<Pressed>,
) -> Result<Response, Failed> {
    let review: ReviewId = form.review.parse().map_err(|_| Fault::not_found("no-review"))?;
    let vote = match form.vote.as_str() {
        "helpful" => Vote::Helpful,
        "back" => Vote::TakeBack,
        _ => return Err(Fault::new(FaultKind::Malformed, "form-fields").into()),
    };
    let address = visit.counted_address().map(str::to_owned);
    if let Some(address) = &address {
        limits::guard(visit.shop(), limits::HELPFUL, address).await?;
    }
    let key = cookie(&visit.headers, COOKIE).and_then(|text| text.parse::<Token>().ok());
    let key = key.unwrap_or_else(Token::random);
    reviews::vote(visit.shop(), &Voter { key: key.clone(), address }, review, vote).await?;
    let to = Place::new(&handle, asked).at(review, vote == Vote::Helpful);
    let mut answer = Redirect::to(&to).into_response();
    let kept = visit.site().cookie(COOKIE, &key.reveal(), "/p/", SECONDS);
    if let Ok(value) = HeaderValue::from_str(&kept) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(answer)
}
